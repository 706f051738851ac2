// What one agent shows: a pointer with a name, a frame around an element, drawings. Drawn again wherever their elements are.
import type { Anchor, DrawnShape } from "../protocol/index.ts";
import { DRAWING_MS, MAX_DRAWINGS, MAX_NAME, RIPPLE_MS } from "./limits.ts";
import type { Box, Point } from "./place.ts";

/** Finds what marks are on. */
export interface Places {
  /** The element of `at`; undefined when it is gone. */
  elementOf(at: Anchor): Element | undefined;
  /** Where `element` is, in px of the layer. */
  boxOf(element: Element): Box;
}

interface Drawing {
  readonly element: Element;
  readonly shape: DrawnShape;
  readonly points: readonly number[];
  readonly path: SVGPathElement;
}

const SVG = "http://www.w3.org/2000/svg";
/** An arrow whose tip is at 0, 0, in px. */
const POINTER = "M0 0v17.2l4.2-3.9 2.7 6.2 3.3-1.4-2.7-6.1h5.7z";
/** Grounds that white text is read on (at least 4.5 to 1), one for each agent in turn. */
const COLOURS = ["#1f5eff", "#b3261e", "#0a7d43", "#7b2fbf", "#8a4b00", "#00687a"] as const;
/** Length of an arrow's head, in px. */
const HEAD_PX = 14;

function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Record<string, string>,
): SVGElementTagNameMap[K] {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

/** The marks of one agent, in an element of their own. */
export class Marks {
  readonly element = document.createElement("div");
  readonly #places: Places;
  readonly #pointer = document.createElement("div");
  readonly #label = document.createElement("bdi");
  readonly #frame = document.createElement("div");
  readonly #canvas = svg("svg", { class: "canvas" });
  #at: { readonly element: Element; readonly at: Anchor } | undefined;
  #framed: Element | undefined;
  #drawings: Drawing[] = [];
  #ripples = 0;

  constructor(slot: number, places: Places) {
    this.#places = places;
    this.element.className = "marks";
    this.element.style.setProperty("--colour", COLOURS[slot % COLOURS.length] ?? COLOURS[0]);
    const arrow = svg("svg", { class: "arrow", viewBox: "-2 -2 20 26" });
    arrow.append(svg("path", { d: POINTER }));
    this.#pointer.className = "pointer";
    this.#pointer.append(arrow, this.#label);
    this.#frame.className = "frame";
    this.element.append(this.#canvas, this.#frame, this.#pointer);
    this.draw();
  }

  /** Whether there is anything to see. */
  get isEmpty(): boolean {
    return (
      this.#at === undefined && this.#framed === undefined && this.#drawings.length + this.#ripples === 0
    );
  }

  name(name: string): void {
    this.#label.textContent = Array.from(name).slice(0, MAX_NAME).join("");
    this.#label.hidden = name === "";
  }

  point(at: Anchor | null): void {
    const element = at === null ? undefined : this.#places.elementOf(at);
    this.#at = at === null || element === undefined ? undefined : { element, at };
  }

  highlight(element: Element | undefined): void {
    this.#framed = element;
  }

  ripple(at: Anchor): void {
    const element = this.#places.elementOf(at);
    if (element === undefined) return;
    const { x, y } = this.#pointOf(element, at.fx, at.fy);
    const ring = document.createElement("div");
    ring.className = "ripple";
    place(ring, x, y);
    this.element.append(ring);
    this.#ripples += 1;
    setTimeout(() => {
      ring.remove();
      this.#ripples -= 1;
    }, RIPPLE_MS);
  }

  addDrawing(element: Element, shape: DrawnShape, points: readonly number[], stays: boolean): void {
    const path = svg("path", { class: stays ? "drawn" : "drawn fades" });
    const drawing = { element, shape, points, path };
    this.#canvas.append(path);
    this.#drawings.push(drawing);
    if (this.#drawings.length > MAX_DRAWINGS) this.#drop(this.#drawings[0]);
    if (!stays) setTimeout(() => this.#drop(drawing), DRAWING_MS);
  }

  /** Takes away what was drawn and framed. */
  clear(): void {
    this.#framed = undefined;
    for (const drawing of [...this.#drawings]) this.#drop(drawing);
  }

  /** Puts everything where its element is now; what was on one that is gone goes too. */
  draw(): void {
    if (this.#at?.element.isConnected === false) this.#at = undefined;
    if (this.#framed?.isConnected === false) this.#framed = undefined;
    this.#pointer.hidden = this.#at === undefined;
    if (this.#at !== undefined) {
      const { x, y } = this.#pointOf(this.#at.element, this.#at.at.fx, this.#at.at.fy);
      place(this.#pointer, x, y);
    }
    this.#frame.hidden = this.#framed === undefined;
    if (this.#framed !== undefined) this.#drawFrame(this.#places.boxOf(this.#framed));
    for (const drawing of [...this.#drawings])
      if (drawing.element.isConnected) drawing.path.setAttribute("d", this.#pathOf(drawing));
      else this.#drop(drawing);
  }

  #drop(drawing: Drawing | undefined): void {
    drawing?.path.remove();
    this.#drawings = this.#drawings.filter((each) => each !== drawing);
  }

  #drawFrame({ left, top, width, height }: Box): void {
    place(this.#frame, left, top);
    this.#frame.style.width = `${width}px`;
    this.#frame.style.height = `${height}px`;
  }

  #pointOf(element: Element, fx: number, fy: number): Point {
    const { left, top, width, height } = this.#places.boxOf(element);
    return { x: left + fx * width, y: top + fy * height };
  }

  #pathOf({ element, shape, points }: Drawing): string {
    const { left, top, width, height } = this.#places.boxOf(element);
    const places: Point[] = [];
    for (let at = 0; at + 1 < points.length; at += 2)
      places.push({ x: left + (points[at] ?? 0) * width, y: top + (points[at + 1] ?? 0) * height });
    const [first, last] = [places[0], places.at(-1)];
    if (first === undefined || last === undefined) return "";
    if (shape === "rectangle") return `M${first.x} ${first.y}H${last.x}V${last.y}H${first.x}Z`;
    const line = `M${places.map(({ x, y }) => `${x} ${y}`).join("L")}`;
    return shape === "arrow" ? `M${first.x} ${first.y}L${last.x} ${last.y}${headOf(first, last)}` : line;
  }
}

/** The head of an arrow that comes from `first`. */
function headOf(first: Point, last: Point): string {
  const angle = Math.atan2(last.y - first.y, last.x - first.x);
  const side = (turn: number): string =>
    `${last.x - HEAD_PX * Math.cos(angle + turn)} ${last.y - HEAD_PX * Math.sin(angle + turn)}`;
  return `M${side(0.5)}L${last.x} ${last.y}L${side(-0.5)}`;
}

function place(element: HTMLElement, x: number, y: number): void {
  element.style.transform = `translate(${x}px, ${y}px)`;
}
