// Draws agents' gestures over a page: the visitor's (overlay.ts), and its replica at the agents.
import type { GestureMessage } from "../protocol/index.ts";
import { DRAWING_MS, RIPPLE_MS } from "./limits.ts";
import { Marks, type Places } from "./marks.ts";

const STYLE = `
.marks { position: absolute; inset: 0; }
.marks [hidden] { display: none; }
.pointer, .frame, .ripple { position: absolute; left: 0; top: 0; box-sizing: border-box; }
.arrow { position: absolute; left: -2px; top: -2px; width: 20px; height: 26px; fill: var(--colour); stroke: #fff;
  stroke-width: 1.4; stroke-linejoin: round; filter: drop-shadow(0 1px 2px rgb(0 0 0 / 40%)); }
bdi { position: absolute; left: 14px; top: 20px; padding: 1px 8px; border-radius: 9px; white-space: nowrap; color: #fff;
  background: var(--colour); font: 600 12px/17px system-ui, sans-serif; }
.frame { border: 3px solid var(--colour); border-radius: 4px; box-shadow: 0 0 0 2px #fff; }
.ripple::after { content: ""; position: absolute; width: 40px; height: 40px; margin: -20px; border-radius: 50%;
  border: 4px solid var(--colour); box-sizing: border-box; animation: ripple ${RIPPLE_MS}ms ease-out both; }
.canvas { position: absolute; inset: 0; width: 100%; height: 100%; overflow: visible; }
.drawn { fill: none; stroke: var(--colour); stroke-width: 4; stroke-linecap: round; stroke-linejoin: round;
  paint-order: stroke; filter: drop-shadow(0 0 1px #fff); }
.fades { animation: fade ${DRAWING_MS}ms ease-in both; }
@keyframes ripple { from { transform: scale(0.2); } to { transform: scale(1); opacity: 0; } }
@keyframes fade { 70% { opacity: 1; } to { opacity: 0; } }
@media (prefers-reduced-motion: reduce) { .ripple::after, .fades { animation: none; } }
`;

/** Gestures of any number of agents, each under a slot. */
export class GestureLayer {
  readonly #root: ShadowRoot;
  readonly #places: Places;
  readonly #agents = new Map<number, Marks>();
  #frame: number | undefined;

  /** Fills `root`, whose host lies over the page and has px of the page's window. */
  constructor(root: ShadowRoot, places: Places) {
    this.#root = root;
    this.#places = places;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  }

  /** Shows a gesture; returns the element that it points out. */
  show(slot: number, name: string, gesture: GestureMessage): Element | undefined {
    const marks = this.#marksOf(slot);
    marks.name(name);
    const element = this.#apply(marks, gesture);
    this.#draw();
    return element;
  }

  /** Whose gestures are kept: all others' go. */
  keep(slots: readonly number[]): void {
    for (const slot of [...this.#agents.keys()]) if (!slots.includes(slot)) this.#forget(slot);
  }

  close(): void {
    this.keep([]);
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
  }

  #apply(marks: Marks, gesture: GestureMessage): Element | undefined {
    const element = "at" in gesture && gesture.at !== null ? this.#places.elementOf(gesture.at) : undefined;
    switch (gesture.type) {
      case "point":
        marks.point(gesture.at);
        return undefined;
      case "ripple":
        marks.ripple(gesture.at);
        return element;
      case "highlight":
        marks.highlight(element);
        return element;
      case "draw":
        if (element !== undefined) marks.addDrawing(element, gesture.shape, gesture.points, gesture.stays);
        return undefined;
      case "clear":
        marks.clear();
        return undefined;
    }
  }

  #marksOf(slot: number): Marks {
    const known = this.#agents.get(slot);
    if (known !== undefined) return known;
    const marks = new Marks(slot, this.#places);
    this.#agents.set(slot, marks);
    this.#root.append(marks.element);
    return marks;
  }

  #forget(slot: number): void {
    this.#agents.get(slot)?.element.remove();
    this.#agents.delete(slot);
  }

  /** Follows the page's scrolling and layout for as long as there is something to see. */
  readonly #draw = (): void => {
    for (const marks of this.#agents.values()) marks.draw();
    const isSeen = [...this.#agents.values()].some((marks) => !marks.isEmpty);
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = isSeen ? requestAnimationFrame(this.#draw) : undefined;
  };
}
