// The agent's half: from places in the replica to messages about the visitor's page. Mirrors: gestures.ts, perform.ts.
import {
  type AgentControlMessage,
  type Anchor,
  type DrawnShape,
  type InputMessage,
  MAX_DRAWN_NUMBERS,
  MAX_TYPED_UNITS,
  type NodeId,
} from "../protocol/index.ts";
import { type Field, fieldOf } from "./field.ts";
import { INPUT_INTERVAL_MS, POINT_INTERVAL_MS } from "./limits.ts";
import { anchorOn, boxOf, elementAt, type Point } from "./place.ts";

/** What an agent shows the visitor. Places are in CSS px of the visitor's window. */
export type Gesture =
  | { readonly type: "point"; readonly at: Point | undefined }
  | { readonly type: "ripple"; readonly at: Point }
  | { readonly type: "highlight"; readonly at: Point | undefined }
  | {
      readonly type: "draw";
      readonly shape: DrawnShape;
      readonly stays: boolean;
      readonly points: readonly Point[];
    }
  | { readonly type: "clear" };

/** What an agent does in the visitor's page. Places as in {@link Gesture}; `keys` are MODIFIER bits. */
export type Input =
  | {
      readonly type: "press" | "release" | "move";
      readonly at: Point;
      readonly button: number;
      readonly keys: number;
      readonly clicks: number;
    }
  | {
      readonly type: "wheel";
      readonly at: Point;
      readonly left: number;
      readonly top: number;
      readonly keys: number;
    }
  | { readonly type: "key"; readonly key: string; readonly code: string; readonly keys: number }
  | { readonly type: "text"; readonly text: string };

/** The page as the agent has it. */
export interface KnownReplica {
  /** Which telling it shows; 0 for none. */
  readonly telling: number;
  readonly document: Document | undefined;
  /** What the visitor's side calls `node`; 0 for what stands for nothing there. */
  idOf(node: Node): NodeId;
}

/** Tells the visitor's side what the agent shows and does, no faster than it is taken. */
export class Request {
  readonly #replica: () => KnownReplica | undefined;
  readonly #send: (message: AgentControlMessage) => void;
  /** The latest of what moves, until its time comes. */
  #waiting: InputMessage | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #pointedAt = -Infinity;
  #pointTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(replica: () => KnownReplica | undefined, send: (message: AgentControlMessage) => void) {
    this.#replica = replica;
    this.#send = send;
  }

  /** Shows a gesture; returns what was sent of it. */
  gesture(gesture: Gesture): Extract<AgentControlMessage, { type: Gesture["type"] }> | undefined {
    const message = this.#gestureMessage(gesture);
    if (message !== undefined) this.#send(message);
    return message;
  }

  /** Does something; what moves is sent at intervals, the latest of it. */
  input(input: Input): void {
    const message = this.#inputMessage(input);
    if (message === undefined) return;
    if (message.type === "move" || message.type === "wheel") this.#later(message);
    else this.#now(message);
  }

  /** The field at a place that needs a picker of the agent's own. */
  fieldAt(at: Point): Field | undefined {
    const document = this.#replica()?.document;
    const element = document === undefined ? undefined : elementAt(document, at);
    return element === undefined || document === undefined
      ? undefined
      : fieldOf(element, boxOf(element, document));
  }

  /** Gives the field at a place another value, or chooses options of the list there. */
  set(at: Point, value: string | readonly number[]): void {
    const anchor = this.#anchor(at);
    if (anchor === undefined) return;
    if (typeof value === "string")
      this.#now({ type: "set", at: anchor, value: value.slice(0, MAX_TYPED_UNITS) });
    else this.#now({ type: "choose", at: anchor, indexes: value });
  }

  close(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#pointTimer);
  }

  #gestureMessage(gesture: Gesture): Extract<AgentControlMessage, { type: Gesture["type"] }> | undefined {
    switch (gesture.type) {
      case "clear":
        return gesture;
      case "draw":
        return this.#drawing(gesture);
      case "point":
        return this.#point(gesture.at);
      case "highlight": {
        const at = gesture.at === undefined ? null : (this.#anchor(gesture.at) ?? null);
        return { type: "highlight", at };
      }
      case "ripple": {
        const at = this.#anchor(gesture.at);
        return at === undefined ? undefined : { type: "ripple", at };
      }
    }
  }

  #point(place: Point | undefined): Extract<AgentControlMessage, { type: "point" }> | undefined {
    clearTimeout(this.#pointTimer);
    if (place === undefined) return { type: "point", at: null };
    const now = performance.now();
    const waitMs = this.#pointedAt + POINT_INTERVAL_MS - now;
    if (waitMs > 0) {
      // Where the pointer comes to rest is told too.
      this.#pointTimer = setTimeout(() => this.gesture({ type: "point", at: place }), waitMs);
      return undefined;
    }
    this.#pointedAt = now;
    const at = this.#anchor(place);
    return at === undefined ? undefined : { type: "point", at };
  }

  #drawing({
    shape,
    stays,
    points,
  }: Extract<Gesture, { type: "draw" }>): Extract<AgentControlMessage, { type: "draw" }> | undefined {
    const first = points[0];
    const document = this.#replica()?.document;
    const at = first === undefined ? undefined : this.#anchor(first);
    const element = first === undefined ? undefined : this.#known(first)?.element;
    if (at === undefined || element === undefined || document === undefined) return undefined;
    const flat = thinned(points).flatMap((point) => {
      const { fx, fy } = anchorOn(element, at, point, document);
      return [fx, fy];
    });
    return { type: "draw", at, shape, stays, points: flat };
  }

  #inputMessage(input: Input): InputMessage | undefined {
    const telling = this.#replica()?.telling ?? 0;
    if (input.type === "key") return { ...input, telling };
    if (input.type === "text") return { type: "text", text: input.text.slice(0, MAX_TYPED_UNITS), telling };
    const at = this.#anchor(input.at);
    return at === undefined ? undefined : { ...input, at };
  }

  #now(message: InputMessage): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting !== undefined) this.#send(waiting);
    this.#send(message);
  }

  #later(message: InputMessage): void {
    const before = this.#waiting;
    if (before !== undefined && before.type !== message.type) this.#send(before);
    const isSum = before?.type === "wheel" && message.type === "wheel";
    this.#waiting = isSum
      ? { ...message, left: before.left + message.left, top: before.top + message.top }
      : message;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const waiting = this.#waiting;
      this.#waiting = undefined;
      if (waiting !== undefined) this.#send(waiting);
    }, INPUT_INTERVAL_MS);
  }

  #anchor(at: Point): Anchor | undefined {
    const document = this.#replica()?.document;
    const known = this.#known(at);
    return known === undefined || document === undefined
      ? undefined
      : anchorOn(known.element, known, at, document);
  }

  /** The innermost element at a place that stands for one of the visitor's. */
  #known(at: Point): (Pick<Anchor, "telling" | "node"> & { readonly element: Element }) | undefined {
    const replica = this.#replica();
    if (replica?.document === undefined) return undefined;
    let element: Element | null = elementAt(replica.document, at) ?? null;
    while (element !== null && replica.idOf(element) === 0) element = element.parentElement;
    if (element === null) return undefined;
    return { element, telling: replica.telling, node: replica.idOf(element) };
  }
}

/** As many of the points as a message takes, the first and the last among them. */
function thinned(points: readonly Point[]): readonly Point[] {
  const max = MAX_DRAWN_NUMBERS / 2;
  if (points.length <= max) return points;
  const step = (points.length - 1) / (max - 1);
  return Array.from({ length: max }, (_, at) => points[Math.round(at * step)] ?? { x: 0, y: 0 });
}
