// Shows the visitor, in the page itself, what agents do not see of it. Off unless the page asks. Our own element: it is never told.
import { maskedParts, type MaskRules } from "../mask/index.ts";

/** How often the outlines follow the page, in ms: it is looked at, not worked in. */
const FOLLOW_MS = 300;
/** Most outlines: a page that is covered as a whole has thousands of parts. */
const MAX_OUTLINES = 500;
const COLOUR = "#b3261e";

/** Outlines of what is masked. */
export class MaskHighlight {
  #rules: MaskRules | undefined;
  #host: HTMLElement | undefined;
  #boxes: HTMLElement | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;
  #drawn = "";

  /** The rules that hold from now on; undefined when nothing is shared any more. */
  follow(rules: MaskRules | undefined): void {
    this.#rules = rules;
    if (rules === undefined) this.hide();
    else this.#draw();
  }

  /** Outlines what is masked until {@link MaskHighlight.hide}, by the button with `label`, the Escape key or the page. */
  show(label: string): void {
    if (this.#host !== undefined || this.#rules === undefined) return;
    this.#host = this.#build(label);
    document.documentElement.append(this.#host);
    addEventListener("keydown", this.#onkeydown, { capture: true });
    this.#timer = setInterval(() => this.#draw(), FOLLOW_MS);
    this.#draw();
  }

  hide(): void {
    clearInterval(this.#timer);
    removeEventListener("keydown", this.#onkeydown, { capture: true });
    this.#host?.remove();
    this.#host = this.#boxes = undefined;
    this.#drawn = "";
  }

  readonly #onkeydown = ({ key }: KeyboardEvent): void => {
    if (key === "Escape") this.hide();
  };

  #build(label: string): HTMLElement {
    const host = document.createElement("div");
    host.setAttribute("glance_cobrowse_suppress", "");
    const root = host.attachShadow({ mode: "closed" });
    this.#boxes = box({ position: "fixed", inset: "0", pointerEvents: "none", zIndex: "2147483646" });
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    Object.assign(button.style, {
      position: "fixed",
      left: "16px",
      bottom: "16px",
      zIndex: "2147483647",
      padding: "10px 16px",
      font: "16px/1.4 system-ui, sans-serif",
      color: "#fff",
      background: COLOUR,
      border: "2px solid #fff",
      borderRadius: "6px",
    });
    button.addEventListener("click", () => this.hide());
    root.append(this.#boxes, button);
    return host;
  }

  #draw(): void {
    if (this.#boxes === undefined || this.#rules === undefined) return;
    const parts = maskedParts(document, this.#rules).filter(({ width, height }) => width > 0 && height > 0);
    const shown = parts
      .slice(0, MAX_OUTLINES)
      .map(({ left, top, width, height }) => [left, top, width, height]);
    const now = shown.join(" ");
    if (now === this.#drawn) return;
    this.#drawn = now;
    this.#boxes.replaceChildren(
      ...shown.map(([left = 0, top = 0, width = 0, height = 0]) =>
        box({
          position: "fixed",
          boxSizing: "border-box",
          left: `${left}px`,
          top: `${top}px`,
          width: `${width}px`,
          height: `${height}px`,
          border: `2px dashed ${COLOUR}`,
          background: "rgb(179 38 30 / 12%)",
        }),
      ),
    );
  }
}

function box(style: Partial<CSSStyleDeclaration>): HTMLElement {
  const made = document.createElement("div");
  Object.assign(made.style, style);
  return made;
}

/** The one of this page. */
export const maskHighlight = new MaskHighlight();
