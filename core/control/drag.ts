// Drags of an agent: what a page has made draggable is taken, carried over other elements, and dropped.
import { DRAG_START_PX } from "./limits.ts";
import { windowOf } from "./natives.ts";
import { pathOf, type Point } from "./place.ts";

/** What a press on `element` would drag; undefined for nothing. */
export function draggableOf(element: Element): HTMLElement | undefined {
  return pathOf(element, document).find((each) => each.getAttribute("draggable") === "true") as
    HTMLElement | undefined;
}

/** One drag, from the press on. */
export class Drag {
  readonly #dragged: HTMLElement;
  readonly #from: Point;
  /** What the page has put in; no files can be in it. */
  readonly #data = new DataTransfer();
  #phase: "waits" | "runs" | "refused" = "waits";
  #over: Element | undefined;
  #takes = false;

  constructor(dragged: HTMLElement, from: Point) {
    this.#dragged = dragged;
    this.#from = from;
  }

  /** The mouse is over `element`. Returns whether this is a drag by now, and not a move. */
  move(element: Element, init: MouseEventInit, at: Point): boolean {
    if (this.#phase === "waits" && Math.hypot(at.x - this.#from.x, at.y - this.#from.y) >= DRAG_START_PX)
      this.#phase = this.#tell(this.#dragged, "dragstart", init) ? "runs" : "refused";
    if (this.#phase !== "runs") return false;
    this.#tell(this.#dragged, "drag", init);
    if (element !== this.#over) {
      this.#tell(element, "dragenter", init);
      if (this.#over !== undefined) this.#tell(this.#over, "dragleave", init);
      this.#over = element;
    }
    // Who takes it says so by refusing what browsers do else.
    this.#takes = !this.#tell(element, "dragover", init);
    return true;
  }

  /** The button is released over `element`. Returns whether this was a drag. */
  end(element: Element, init: MouseEventInit): boolean {
    if (this.#phase !== "runs") return false;
    if (this.#takes && element === this.#over) this.#tell(element, "drop", init);
    this.#tell(this.#dragged, "dragend", init);
    return true;
  }

  #tell(target: Element, type: string, init: MouseEventInit): boolean {
    const { DragEvent } = windowOf(target);
    return target.dispatchEvent(new DragEvent(type, { ...init, dataTransfer: this.#data }));
  }
}
