// Moves the card: by dragging, to the nearest corner; by Shift and an arrow key; by the button that goes from corner to corner.
import { cornerOf, type Corner, inDirection, nextCorner } from "./place.ts";

/** So far the pointer moves before a press is a drag and no click, in px. */
const DRAG_PX = 6;
/** How long the card glides into its corner, in ms. */
const GLIDE_MS = 160;

/** What moves, and what hears of it. */
export interface DragOptions {
  /** Follows the pointer. */
  readonly moved: HTMLElement;
  /** By these it is taken. */
  readonly handles: readonly HTMLElement[];
  /** Called once the card is let go, with the corner that it belongs in. */
  oncorner(corner: Corner): void;
}

/** Dragging and its stand-ins on the keyboard. */
export class Drag {
  readonly #options: DragOptions;
  #from: { readonly x: number; readonly y: number } | undefined;
  #dragging = false;

  constructor(options: DragOptions) {
    this.#options = options;
    for (const handle of options.handles) this.#listen(handle);
    options.moved.addEventListener("keydown", (event) => this.#onkey(event));
    // What was dragged was not pressed.
    options.moved.addEventListener("click", (event) => this.#onclick(event), true);
  }

  /** To the next corner. */
  next(): void {
    const box = this.#settledBox();
    this.#to(nextCorner(cornerOf(box), box.width > innerWidth / 2));
  }

  #listen(handle: HTMLElement): void {
    handle.addEventListener("pointerdown", (event) => this.#take(event));
    handle.addEventListener("pointermove", (event) => this.#move(event, handle));
    handle.addEventListener("pointerup", () => this.#drop());
    handle.addEventListener("pointercancel", () => this.#drop());
  }

  #take({ isPrimary, button, clientX: x, clientY: y }: PointerEvent): void {
    this.#dragging = false;
    this.#from = isPrimary && button === 0 ? { x, y } : undefined;
  }

  #move({ clientX, clientY, pointerId }: PointerEvent, handle: HTMLElement): void {
    if (this.#from === undefined) return;
    const x = clientX - this.#from.x;
    const y = clientY - this.#from.y;
    if (!this.#dragging) {
      if (Math.hypot(x, y) < DRAG_PX) return;
      this.#dragging = true;
      handle.setPointerCapture(pointerId);
    }
    this.#options.moved.style.translate = `${x}px ${y}px`;
  }

  #drop(): void {
    this.#from = undefined;
    if (this.#dragging) this.#to(cornerOf(this.#box()));
  }

  #onclick(event: MouseEvent): void {
    if (!this.#dragging) return;
    this.#dragging = false;
    event.stopPropagation();
    event.preventDefault();
  }

  #onkey(event: KeyboardEvent): void {
    if (!event.shiftKey || !event.key.startsWith("Arrow")) return;
    event.preventDefault();
    event.stopPropagation();
    this.#to(inDirection(cornerOf(this.#settledBox()), event.key));
  }

  #to(corner: Corner): void {
    const { moved } = this.#options;
    const before = this.#box();
    moved.style.translate = "";
    this.#options.oncorner(corner);
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    const after = this.#box();
    const start = `${before.left - after.left}px ${before.top - after.top}px`;
    moved.animate([{ translate: start }, { translate: "0 0" }], { duration: GLIDE_MS, easing: "ease-out" });
  }

  /** Where it is once it has glided there. */
  #settledBox(): DOMRect {
    for (const animation of this.#options.moved.getAnimations()) animation.finish();
    return this.#box();
  }

  #box(): DOMRect {
    return this.#options.moved.getBoundingClientRect();
  }
}
