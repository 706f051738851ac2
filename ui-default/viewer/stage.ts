// The visitor's page: the replica's frame at the visitor's size, scaled to the room there is, under a glass that takes all
// input, with the visitor's mouse drawn on it.
import type { AgentEvents, Point } from "../../core/agent/api.ts";
import { element } from "../shared/element.ts";
import { TEXT } from "./text.ts";

/** All of the page, or a scale: 1 is the visitor's own size. */
export type Zoom = "fit" | number;

/** Scales that the zoom goes through, as browsers have them. */
const STEPS = [0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1, 1.25, 1.5, 2, 3, 4] as const;

const SVG = "http://www.w3.org/2000/svg";
/** An arrow whose tip is at 0, 0, in px. */
const ARROW = "M0 0v17.2l4.2-3.9 2.7 6.2 3.3-1.4-2.7-6.1h5.7z";
/** What the frame is laid out with until the visitor's size is known, in px. */
const DEFAULT_SIZE = { width: 1280, height: 720 };

function arrow(): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  svg.setAttribute("class", "pointer");
  svg.setAttribute("viewBox", "-2 -2 20 26");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", ARROW);
  svg.append(path);
  return svg;
}

/** Creates its frame once: a frame that is moved in the tree loads anew. */
export class Stage {
  readonly element: HTMLElement;
  readonly frame: HTMLIFrameElement;
  /** Over the frame; takes all input. */
  readonly glass = element("div", { class: "glass" });
  /** Hears the scale and what it comes from, whenever one of them changes. */
  onscale: ((scale: number, zoom: Zoom) => void) | undefined;
  readonly #sheet: HTMLElement;
  readonly #pointer = arrow();
  /** Frames what the visitor sees, and dims the rest. */
  readonly #visible = element("div", { class: "visible-area", hidden: "" });
  readonly #resize = new ResizeObserver(() => this.#layout());
  #size: AgentEvents["viewport"] = DEFAULT_SIZE;
  #at: AgentEvents["pointer"];
  #zoom: Zoom = "fit";
  #scale = 1;

  constructor() {
    // Not in the tab order: everything in it is the visitor's to use. It may not be inert, or finding what is at a point fails.
    this.frame = element("iframe", {
      id: "glance_replica",
      title: TEXT.page,
      sandbox: "allow-same-origin",
      src: "/replay.html",
      tabindex: "-1",
    });
    this.glass.append(this.#visible, this.#pointer);
    this.#sheet = element("div", { class: "sheet" }, this.frame, this.glass);
    this.element = element(
      "section",
      { class: "stage", tabindex: "0", "aria-label": TEXT.page },
      this.#sheet,
    );
    addEventListener("blur", this.#keepFocus);
    this.#resize.observe(this.element);
    this.setPointer(undefined);
    this.#layout();
  }

  /** The visitor's window, in px. */
  get size(): AgentEvents["viewport"] {
    return this.#size;
  }

  /** Where a mouse event is in the visitor's window, in px. */
  placeOf({ clientX, clientY }: MouseEvent): Point {
    const { left, top } = this.glass.getBoundingClientRect();
    return { x: (clientX - left) / this.#scale, y: (clientY - top) / this.#scale };
  }

  setViewport(size: AgentEvents["viewport"]): void {
    this.#size = size;
    this.#layout();
  }

  readonly setVisibleArea = (area: AgentEvents["visiblearea"]): void => {
    this.#visible.hidden = area === undefined;
    for (const side of ["left", "top", "width", "height"] as const)
      this.#visible.style.setProperty(side, `calc(${area?.[side] ?? 0}px * var(--glance-scale, 1))`);
  };

  setPointer(at: AgentEvents["pointer"]): void {
    this.#at = at;
    this.#pointer.style.visibility = at === undefined ? "hidden" : "visible";
    if (at === undefined) return;
    this.#pointer.style.transform = `translate(${at.x * this.#scale}px, ${at.y * this.#scale}px)`;
  }

  /** Shows the page so large; what is in the middle stays there. */
  setZoom(zoom: Zoom): void {
    const middle = this.#middle();
    this.#zoom = zoom;
    this.element.dataset["zoom"] = zoom === "fit" ? "fit" : "fixed";
    this.#layout();
    const { scrollWidth, scrollHeight, clientWidth, clientHeight } = this.element;
    this.element.scrollTo(
      middle.x * scrollWidth - clientWidth / 2,
      middle.y * scrollHeight - clientHeight / 2,
    );
  }

  /** The next larger scale, or the next smaller one. */
  zoomBy(direction: 1 | -1): void {
    const isNext = (step: number): boolean => (step - this.#scale) * direction > 0.005;
    const next = direction > 0 ? STEPS.find(isNext) : [...STEPS].reverse().find(isNext);
    if (next !== undefined) this.setZoom(next);
  }

  /** Hides the page from eyes and screen readers, or shows it again. It stays as it is. */
  setVisible(visible: boolean): void {
    this.#sheet.style.visibility = visible ? "visible" : "hidden";
  }

  /** Stops following the window. */
  close(): void {
    this.#resize.disconnect();
    removeEventListener("blur", this.#keepFocus);
  }

  /** Assistive technology can put the focus where neither mouse nor keyboard can: into the visitor's page. */
  readonly #keepFocus = (): void => {
    if (document.activeElement === this.frame) this.element.focus({ preventScroll: true });
  };

  #layout(): void {
    const { width, height } = this.#size;
    const { style } = this.frame;
    style.width = `${width}px`;
    style.height = `${height}px`;
    const scale = this.#zoom === "fit" ? this.#fitting() : this.#zoom;
    style.transform = scale === 1 ? "none" : `scale(${scale})`;
    this.#sheet.style.width = `${width * scale}px`;
    this.#sheet.style.height = `${height * scale}px`;
    if (scale !== this.#scale) {
      this.#scale = scale;
      this.glass.style.setProperty("--glance-scale", String(scale));
      this.setPointer(this.#at);
    }
    this.onscale?.(scale, this.#zoom);
  }

  /** What of the page is in the middle of the stage, as parts of all that can be scrolled to. */
  #middle(): Point {
    const { scrollLeft, scrollTop, scrollWidth, scrollHeight, clientWidth, clientHeight } = this.element;
    return {
      x: (scrollLeft + clientWidth / 2) / scrollWidth,
      y: (scrollTop + clientHeight / 2) / scrollHeight,
    };
  }

  /** The largest scale at which all of the page is visible, never above the visitor's own size. */
  #fitting(): number {
    const { clientWidth, clientHeight } = this.element;
    const { paddingLeft, paddingTop } = getComputedStyle(this.element);
    const room = (size: number, padding: string): number => size - 2 * (parseFloat(padding) || 0);
    const [width, height] = [room(clientWidth, paddingLeft), room(clientHeight, paddingTop)];
    if (width <= 0 || height <= 0 || this.#size.width === 0 || this.#size.height === 0) return 1;
    return Math.min(1, width / this.#size.width, height / this.#size.height);
  }
}
