// From the agent's mouse and keyboard over the page to gestures and input at the visitor.
import type { AgentApi, Point } from "../../core/agent/api.ts";
import type { Stage } from "./stage.ts";
import { FieldPicker } from "./tool-field.ts";
import type { Tool, Tools } from "./tools.ts";

/** How far an arrow key moves the pointer, in px of the visitor's window; with shift five times that. */
const STEP_PX = 10;
/** Lines of text that a wheel turns, in px. */
const LINE_PX = 16;

const keysOf = (event: MouseEvent | KeyboardEvent): number =>
  (event.shiftKey ? 1 : 0) | (event.ctrlKey ? 2 : 0) | (event.altKey ? 4 : 0) | (event.metaKey ? 8 : 0);

/** Joins a stage to an agent. */
export class ToolInput {
  readonly #agent: AgentApi;
  readonly #stage: Stage;
  readonly #tools: Tools;
  readonly #picker: FieldPicker;
  readonly #abort = new AbortController();
  #tool: Tool = "look";
  #acts = false;
  #drawn: Point[] | undefined;
  #isPressed = false;
  /** Where the keyboard points. */
  #at: Point = { x: 40, y: 40 };

  constructor(agent: AgentApi, stage: Stage, tools: Tools) {
    this.#agent = agent;
    this.#stage = stage;
    this.#tools = tools;
    this.#picker = new FieldPicker(stage, (at, value) => agent.setField(at, value));
    tools.ontool = (tool, acts) => {
      this.#tool = tool;
      this.#acts = acts;
      stage.glass.dataset["tool"] = acts ? "act" : tool;
    };
    this.#listen();
  }

  /** Stops listening. */
  close(): void {
    this.#abort.abort();
    this.#picker.close();
  }

  #listen(): void {
    const { glass, element } = this.#stage;
    const { signal } = this.#abort;
    glass.addEventListener("pointerdown", (event) => this.#down(event), { signal });
    glass.addEventListener("pointermove", (event) => this.#moved(event), { signal });
    glass.addEventListener("pointerup", (event) => this.#up(event), { signal });
    glass.addEventListener("pointerleave", () => this.#left(), { signal });
    glass.addEventListener("contextmenu", (event) => this.#acts && event.preventDefault(), { signal });
    glass.addEventListener("wheel", (event) => this.#wheel(event), { signal, passive: false });
    element.addEventListener("keydown", (event) => this.#key(event), { signal });
    element.addEventListener("paste", (event) => this.#paste(event), { signal });
  }

  #down(event: PointerEvent): void {
    const at = this.#stage.placeOf(event);
    this.#at = at;
    if (this.#acts) this.#press(event, at);
    else if (this.#tool === "point") this.#agent.gesture({ type: "ripple", at });
    else if (this.#tool === "highlight") this.#agent.gesture({ type: "highlight", at });
    else if (this.#tool !== "look") {
      this.#stage.glass.setPointerCapture(event.pointerId);
      this.#drawn = [at];
    }
  }

  #press(event: PointerEvent, at: Point): void {
    const field = event.button === 0 ? this.#agent.fieldAt(at) : undefined;
    if (field !== undefined) {
      event.preventDefault();
      this.#picker.open(field, at);
      return;
    }
    this.#isPressed = true;
    this.#stage.glass.setPointerCapture(event.pointerId);
    this.#mouse("press", event, at);
  }

  #moved(event: PointerEvent): void {
    const at = this.#stage.placeOf(event);
    this.#at = at;
    if (this.#acts) this.#mouse("move", event, at);
    else if (this.#tool === "point") this.#agent.gesture({ type: "point", at });
    else this.#drawn?.push(at);
  }

  #up(event: PointerEvent): void {
    const at = this.#stage.placeOf(event);
    if (this.#acts && this.#isPressed) this.#mouse("release", event, at);
    this.#isPressed = false;
    const drawn = this.#drawn;
    this.#drawn = undefined;
    if (drawn === undefined || this.#tool === "look" || this.#tool === "point" || this.#tool === "highlight")
      return;
    drawn.push(at);
    this.#agent.gesture({ type: "draw", shape: this.#tool, stays: this.#tools.stays, points: drawn });
  }

  #left(): void {
    if (!this.#acts && this.#tool === "point") this.#agent.gesture({ type: "point", at: undefined });
  }

  #wheel(event: WheelEvent): void {
    if (!this.#acts) {
      this.#zoomByWheel(event);
      return;
    }
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PX : 1;
    const [left, top] = [event.deltaX * unit, event.deltaY * unit];
    this.#agent.input({ type: "wheel", at: this.#stage.placeOf(event), left, top, keys: keysOf(event) });
  }

  /** Fingers that pinch on a touchpad come as a wheel with the control key. */
  #zoomByWheel(event: WheelEvent): void {
    if (!event.ctrlKey || event.deltaY === 0) return;
    event.preventDefault();
    this.#stage.zoomBy(event.deltaY < 0 ? 1 : -1);
  }

  #mouse(type: "press" | "move" | "release", event: PointerEvent, at: Point): void {
    const button = Math.max(0, Math.min(2, event.button));
    this.#clicks = type === "press" ? this.#count(event, at) : this.#clicks;
    this.#agent.input({ type, at, button, keys: keysOf(event), clicks: this.#clicks });
  }

  #clicks = 0;
  #pressedAt: { readonly time: number; readonly at: Point } | undefined;

  /** Which click in a row it is: pointer events do not tell. */
  #count({ timeStamp: time }: PointerEvent, at: Point): number {
    const before = this.#pressedAt;
    this.#pressedAt = { time, at };
    const isNear =
      before !== undefined &&
      time - before.time < 500 &&
      Math.hypot(at.x - before.at.x, at.y - before.at.y) < 6;
    return isNear ? (this.#clicks % 3) + 1 : 1;
  }

  #key(event: KeyboardEvent): void {
    if (event.target !== this.#stage.element) return;
    if (event.key === "F6") {
      event.preventDefault();
      this.#tools.focus();
    } else if (this.#acts) this.#stroke(event);
    else if (!this.#zoomByKey(event) && (this.#tool === "point" || this.#tool === "highlight"))
      this.#pointByKey(event);
  }

  /** Returns whether the key was one of these. */
  #zoomByKey({ key, ctrlKey, altKey, metaKey }: KeyboardEvent): boolean {
    if (ctrlKey || altKey || metaKey) return false;
    if (key === "+" || key === "=") this.#stage.zoomBy(1);
    else if (key === "-") this.#stage.zoomBy(-1);
    else if (key === "0") this.#stage.setZoom("fit");
    else if (key === "1") this.#stage.setZoom(1);
    else return false;
    return true;
  }

  #stroke(event: KeyboardEvent): void {
    const isPaste = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "v";
    if (isPaste || event.isComposing || /^(Shift|Control|Alt|Meta|Dead|Process)/.test(event.key)) return;
    event.preventDefault();
    this.#agent.input({ type: "key", key: event.key, code: event.code, keys: keysOf(event) });
  }

  #paste(event: ClipboardEvent): void {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!this.#acts || text === "") return;
    event.preventDefault();
    this.#agent.input({ type: "text", text });
  }

  /** Arrow keys move the pointer, Enter points out what is there. */
  #pointByKey(event: KeyboardEvent): void {
    const ways: Readonly<Record<string, readonly [number, number]>> = {
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
      ArrowUp: [0, -1],
      ArrowDown: [0, 1],
    };
    const way = ways[event.key];
    if (way !== undefined) {
      const step = event.shiftKey ? 5 * STEP_PX : STEP_PX;
      const { width, height } = this.#stage.size;
      const within = (value: number, max: number): number => Math.max(0, Math.min(max - 1, value));
      this.#at = {
        x: within(this.#at.x + way[0] * step, width),
        y: within(this.#at.y + way[1] * step, height),
      };
      this.#agent.gesture(
        this.#tool === "point" ? { type: "point", at: this.#at } : { type: "highlight", at: this.#at },
      );
    } else if (event.key === "Enter") this.#agent.gesture({ type: "ripple", at: this.#at });
    else return;
    event.preventDefault();
  }
}
