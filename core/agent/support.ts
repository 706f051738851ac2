/** What a session needs of a browser, besides what every browser of its age has. */
const NEEDED = ["WebSocket", "Worker", "DecompressionStream", "ResizeObserver", "BroadcastChannel"] as const;

/** Whether the browser whose globals are in `scope` can show a session. */
export function isSupported(scope: object): boolean {
  const has = (name: string): boolean => name in scope;
  return NEEDED.every(has) && "adoptedStyleSheets" in Document.prototype && "any" in AbortSignal;
}
