// The frame a page is rebuilt in: no scripts, no network, no way out (docs/adr/0004-replay-frame.md).
import { type DocumentMode, MODE } from "../protocol/index.ts";

/** Exactly this: with allow-scripts beside it there would be no sandbox. */
const SANDBOX = "allow-same-origin";

/** Policy of a replica's document. Served frames have it by header already, with `frame-ancestors 'self'`, which a meta
 * element cannot say; two policies add up. */
const POLICY =
  `default-src 'none'; script-src 'none'; script-src-attr 'none'; style-src 'unsafe-inline' blob:;
  img-src data: blob:; font-src data: blob:; media-src 'none'; connect-src 'none'; frame-src 'none';
  child-src 'none'; worker-src 'none'; manifest-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none';
  require-trusted-types-for 'script'; trusted-types 'none'`.replace(/\s+/g, " ");

/** What an agent's own mouse and keyboard could start in a replica: all of it is prevented. */
const ACTIONS = [
  "click auxclick mousedown mouseup dblclick contextmenu pointerdown touchstart keydown keypress beforeinput".split(
    " ",
  ),
  "submit reset invalid dragstart dragover drop cut paste beforetoggle".split(" "),
].flat();

/** Prevents what input could start in `document`. */
export function disarm(document: Document): void {
  for (const type of ACTIONS) document.addEventListener(type, prevent, { capture: true, passive: false });
}

function prevent(event: Event): void {
  event.preventDefault();
}

/** Makes `document`, of an `about:blank` frame, one in standards mode and without nodes. It stays open for writing, since
 * a parser that reached the end of an empty document would choose quirks mode; nothing is ever written to it. */
export function openInStandardsMode(document: Document): void {
  document.open();
}

/** Files of empty documents, by mode. */
const FILES: Readonly<Record<DocumentMode, string>> = {
  [MODE.standards]: "replay.html",
  [MODE.quirks]: "replay-quirks.html",
  [MODE.limitedQuirks]: "replay-limited-quirks.html",
};
const LIMITED_QUIRKS_DOCTYPE =
  '<!doctype html public "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">';

/**
 * Gives a frame without an address an empty page in standards mode, whose parser comes to its end: until then, drawings in SVG that move
 * by themselves do not. Returns whether it could: around the frame, trusted types may be asked for.
 */
function writeEmptyPage(iframe: HTMLIFrameElement): boolean {
  try {
    iframe.srcdoc = "<!doctype html>";
    return true;
  } catch {
    return false;
  }
}

/** Makes `document`, of an `about:blank` frame, an empty one in limited quirks mode; in standards mode where trusted types are asked for. */
function openInLimitedQuirksMode(document: Document): void {
  openInStandardsMode(document);
  try {
    // Nothing else leads to that mode, and this is a text of ours.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    document.write(LIMITED_QUIRKS_DOCTYPE);
    document.close();
  } catch {
    const root = document.appendChild(document.createElement("html"));
    root.append(document.createElement("head"));
  }
}

/** The iframe of a replica. */
export class ReplicaFrame {
  readonly #iframe: HTMLIFrameElement;
  /** The folder of replay.html and those for the other modes; undefined when the frame has no address of its own. */
  readonly #folder: string | undefined;
  #document: Document | undefined;
  #mode: DocumentMode = MODE.standards;

  constructor(iframe: HTMLIFrameElement) {
    this.#iframe = iframe;
    const source = iframe.getAttribute("src") ?? "";
    this.#folder = /^(.*\/)?replay(-quirks|-limited-quirks)?\.html$/.test(source)
      ? source.replace(/[^/]*$/, "")
      : undefined;
    iframe.setAttribute("tabindex", "-1");
  }

  /** Whether `document` is the one that is shown, in this mode. */
  shows(mode: DocumentMode): boolean {
    return (
      this.#document !== undefined && this.#document === this.#iframe.contentDocument && this.#mode === mode
    );
  }

  /**
   * The frame's document, without content, in the mode asked for; what it showed is gone. Costs one loading of a frame.
   *
   * @throws {Error} when the frame's document cannot be reached: its file is missing, or of another origin.
   */
  async open(mode: DocumentMode): Promise<Document> {
    // Flags of a sandbox hold from the next loading on, so it is always loaded anew.
    this.#iframe.setAttribute("sandbox", SANDBOX);
    const loaded = new Promise((resolve) => this.#iframe.addEventListener("load", resolve, { once: true }));
    const hasAddress = this.#folder !== undefined;
    const isWritten = !hasAddress && mode === MODE.standards && writeEmptyPage(this.#iframe);
    if (!isWritten) this.#load(hasAddress ? this.#folder + FILES[mode] : "about:blank");
    await loaded;
    const document = this.#iframe.contentDocument;
    if (document === null) throw new Error("the replica's frame cannot be reached");
    if (!hasAddress && mode === MODE.limitedQuirks) openInLimitedQuirksMode(document);
    const meta = document.createElement("meta");
    meta.httpEquiv = "Content-Security-Policy";
    meta.content = POLICY;
    document.head.append(meta);
    if (!hasAddress && mode === MODE.standards && !isWritten) openInStandardsMode(document);
    document.replaceChildren();
    disarm(document);
    this.#document = document;
    this.#mode = mode;
    return document;
  }

  /** Loads once: while there is a `srcdoc`, another `src` loads nothing. */
  #load(address: string): void {
    this.#iframe.src = address;
    this.#iframe.removeAttribute("srcdoc");
  }

  /** Lays the page out for a window of this size, in CSS px. */
  resize(width: number, height: number): void {
    this.#iframe.style.width = `${width}px`;
    this.#iframe.style.height = `${height}px`;
  }

  /** Takes everything out of the frame. */
  close(): void {
    this.#iframe.removeAttribute("srcdoc");
    this.#iframe.removeAttribute("src");
    this.#document = undefined;
  }
}
