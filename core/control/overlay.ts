// The layer over the visitor's page: above everything, transparent for the mouse, never told to agents.

const STYLE = `
:host { all: initial !important; display: block !important; position: fixed !important; inset: 0 !important;
  width: 100vw !important; height: 100vh !important; margin: 0 !important; padding: 0 !important; border: 0 !important;
  background: none !important; overflow: hidden !important; pointer-events: none !important;
  z-index: 2147483646 !important; }
:host::backdrop { display: none; }
.said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
`;

/** How often it is looked whether something came above the layer, in ms. */
const RAISE_MS = 500;

/** Older browsers cannot ask for modal dialogs alone. */
const MODAL = CSS.supports("selector(:modal)") ? ":modal" : "dialog[open]";

/** An element of our own over the page. */
export class Overlay {
  readonly root: ShadowRoot;
  readonly #host = document.createElement("glance-cobrowse-gestures");
  readonly #said = document.createElement("div");
  #modals = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor() {
    this.#host.setAttribute("glance_cobrowse_suppress", "1");
    this.#host.setAttribute("data-no-cobrowse-content", "1");
    this.#host.setAttribute("popover", "manual");
    this.root = this.#host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    this.root.adoptedStyleSheets = [sheet];
    this.#said.className = "said";
    this.#said.setAttribute("role", "status");
    this.root.append(this.#said);
  }

  /** Puts it over the page. */
  open(): void {
    if (this.#host.isConnected) return;
    document.documentElement.append(this.#host);
    this.#raise();
    this.#timer = setInterval(() => this.#keepAbove(), RAISE_MS);
  }

  /** Has the visitor's screen reader read `text`. */
  say(text: string): void {
    if (this.#said.textContent !== text) this.#said.textContent = text;
  }

  close(): void {
    clearInterval(this.#timer);
    this.#host.remove();
  }

  /** A modal dialog that opens later lies above. */
  #keepAbove(): void {
    const modals = document.querySelectorAll(MODAL).length;
    if (modals > this.#modals) this.#raise();
    this.#modals = modals;
  }

  #raise(): void {
    try {
      if (this.#host.matches(":popover-open")) this.#host.hidePopover();
      this.#host.showPopover();
    } catch {
      // This browser has no popovers, or the page forbids: it lies as high as z-index goes.
    }
  }
}
