// What the tag of this script says: where the service is, and whose pages these are.

/** The tag, and the script that it names. */
export interface ScriptTag {
  /** Origin of the service. */
  readonly origin: string;
  readonly groupid: string;
  readonly nonce: string;
}

/** Finds it. Called while the script runs, when `document.currentScript` may still be known. */
export function readTag(): ScriptTag {
  const script = [
    document.currentScript,
    document.querySelector(
      'script[src*="GlanceCobrowseAgent"],script[src*="GlanceAgent"],script[src*="script=Agent"]',
    ),
  ].find(
    (candidate): candidate is HTMLScriptElement =>
      candidate instanceof HTMLScriptElement && candidate.src !== "",
  );
  const url = new URL(script?.src ?? document.baseURI);
  const data = (name: string): string => script?.getAttribute(`data-${name}`)?.trim() ?? "";
  return {
    nonce: script?.nonce ?? "",
    origin: serviceOrigin(data("ws"), url),
    groupid: data("groupid") || (url.searchParams.get("group") ?? url.searchParams.get("groupid") ?? ""),
  };
}

/** `data-ws` is a host name; the scheme is the script's. */
function serviceOrigin(host: string, script: URL): string {
  const address = host.includes("://") ? host : `${script.protocol}//${host}`;
  return host !== "" && URL.canParse(address) ? new URL(address).origin : script.origin;
}
