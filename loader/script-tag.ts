// Finds the tag. Not by `document.currentScript` alone: tag managers and frameworks insert it in ways where that is null.

/** In the order in which they are looked for. */
const TAG_IDS = ["glance-cobrowse", "cobrowsescript", "cobrowsejs"];

/** The elements that say how this page uses us. */
export interface Tag {
  /** Carries the `data-*` attributes: a script or a meta element. */
  readonly element: HTMLElement | undefined;
  /** Address of the running loader. */
  readonly url: URL;
  readonly nonce: string;
}

/** The script or meta element with one of our ids. */
export function tagElement(): HTMLElement | undefined {
  for (const id of TAG_IDS) {
    const element = document.querySelector<HTMLElement>(`script#${id},meta#${id}`);
    if (element !== null) return element;
  }
  return undefined;
}

/** Finds the tag. Called while the loader's script runs, when `document.currentScript` may still be known. */
export function findTag(): Tag {
  const element = tagElement();
  const scripts = [
    document.currentScript,
    element,
    document.querySelector('script[src*="GlanceCobrowseLoader"],script[src*="/CobrowseJS.ashx"]'),
  ].filter(
    (candidate): candidate is HTMLScriptElement =>
      candidate instanceof HTMLScriptElement && candidate.src !== "",
  );
  return {
    // A tag that lost its id is still the script that runs.
    element: element ?? scripts[0],
    // An inlined loader has no address. The base, not the page's address: that of a srcdoc frame is the base of nothing.
    url: new URL(scripts[0]?.src ?? document.baseURI),
    nonce: scripts.map((script) => script.nonce).find(Boolean) ?? "",
  };
}
