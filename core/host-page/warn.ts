/** Tells developers on the console; the one place where the script for host pages writes there. */
export function warn(text: string): void {
  // eslint-disable-next-line no-console -- a page's developer has no other place to look
  console.warn(`glance-cobrowse: ${text}`);
}
