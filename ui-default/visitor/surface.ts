// Keeps the card above the page, and alive: in the browser's top layer, where no z-index of the page reaches, and inside the page's
// modal dialog while there is one, since everything outside of it is inert.

/** Browsers that cannot ask for modal dialogs alone have few others. */
const MODAL = CSS.supports("selector(dialog:modal)") ? "dialog:modal" : "dialog[open]";

/** Puts `host` into the page and keeps it on top. Throws nothing; a browser without popovers has it by z-index. */
export class Surface {
  readonly #host: HTMLElement;
  readonly #observer: MutationObserver;

  constructor(host: HTMLElement) {
    this.#host = host;
    this.#host.popover = "manual";
    this.#observer = new MutationObserver(() => this.#check());
  }

  /** Shows the host, and follows what the page opens above it. @returns what ends it, and takes the host away. */
  open(): () => void {
    const abort = new AbortController();
    const options = { signal: abort.signal, capture: true };
    document.addEventListener("toggle", (event) => this.#toggled(event), options);
    document.addEventListener("fullscreenchange", () => this.#raise(), options);
    // Of a dialog in a shadow root nothing else is heard: opening moves the focus into it.
    window.addEventListener("focusin", (event) => this.#focused(event), options);
    this.place();
    return () => {
      abort.abort();
      this.#observer.disconnect();
      this.#host.remove();
    };
  }

  /** Sees to it that the host is in the page: some pages throw away what is not theirs. */
  place(): void {
    const dialog = [...document.querySelectorAll<HTMLElement>(MODAL)].at(-1);
    if (!this.#host.isConnected || dialog !== undefined) this.#moveTo(dialog ?? document.documentElement);
  }

  #toggled(event: Event): void {
    const { target } = event;
    if (target === this.#host || !(target instanceof HTMLElement)) return;
    if ((event as ToggleEvent).newState !== "open") return;
    if (isModal(target)) this.#moveTo(target);
    else this.#raise();
  }

  #focused(event: FocusEvent): void {
    const path = event.composedPath();
    if (path.includes(this.#host)) return;
    const dialog = path.find(
      (target): target is HTMLElement => target instanceof HTMLElement && isModal(target),
    );
    if (dialog !== undefined) this.#moveTo(dialog);
  }

  #moveTo(parent: HTMLElement): void {
    if (this.#host.parentNode !== parent) {
      this.#observer.disconnect();
      put(this.#host, parent);
      if (parent !== document.documentElement)
        this.#observer.observe(parent.getRootNode(), {
          childList: true,
          subtree: true,
          attributes: true,
          attributeFilter: ["open"],
        });
    }
    this.#raise();
  }

  /** Leaves a dialog that was closed, or taken away with us in it. */
  #check(): void {
    const parent = this.#host.parentElement;
    if (parent !== null && this.#host.isConnected && isModal(parent)) return;
    const dialog = [...document.querySelectorAll<HTMLElement>(MODAL)].at(-1);
    this.#moveTo(dialog ?? document.documentElement);
  }

  /** What was shown last is on top; the focus stays where it is, since nothing is drawn in between. */
  #raise(): void {
    try {
      if (this.#host.matches(":popover-open")) this.#host.hidePopover();
      this.#host.showPopover();
    } catch {
      // Older browsers know no popovers.
    }
  }
}

function isModal(element: Element): boolean {
  return element.matches(MODAL);
}

/** Moves without a loss of focus where the browser can. */
function put(host: HTMLElement, parent: HTMLElement): void {
  const { moveBefore } = parent as { moveBefore?: (node: Node, before: Node | null) => void };
  if (host.isConnected && moveBefore !== undefined) moveBefore.call(parent, host, null);
  else parent.append(host);
}
