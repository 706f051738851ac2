// States of elements that a browser keeps to itself. Mirrors: protocol/states.ts, model/states.ts, replay/states.ts.
import { MASK } from "../mask/index.ts";
import {
  AUTOFILLED,
  FOCUS_RING,
  FOCUS_VISIBLE,
  type NodeId,
  USER_INVALID,
  USER_VALID,
} from "../protocol/index.ts";
import type { CaptureContext, Root } from "./context.ts";
import { isA } from "./known-selectors.ts";
import { listen, targetOf } from "./listen.ts";
import { documentOf, localNameOf } from "./natives.ts";
import type { NodeInfo } from "./node-ids.ts";
import { focusOf } from "./pointer.ts";
import { IterableWeakSet } from "./weak-set.ts";

const CONTROLS: ReadonlySet<string> = new Set(["input", "textarea", "select"]);
/** What may turn a control valid, or not, in the eyes of its user. */
const JUDGING = ["change", "focusout", "invalid", "reset", "input"] as const;
/** Begin and end of a press. A press ends too when it turns into something else. */
const PRESSES = ["mousedown", "touchstart", "keydown"] as const;
const RELEASES = ["mouseup", "touchend", "touchcancel", "keyup", "dragstart", "dragend"] as const;

/** Follows `:active`, how the focus shows, `:target`, and the states of fields. */
export class StatesCapture {
  readonly #context: CaptureContext;
  readonly #documents = new IterableWeakSet<Document>();
  #pressed: Element | undefined;
  #isFocusStale = true;
  #isTargetStale = true;
  #focused: Element | undefined;
  #toldActive = 0;
  #toldLook = 0;
  readonly #toldTargets = new WeakMap<NodeInfo, NodeId>();
  readonly #fields = new Set<Element>();
  readonly #toldFields = new WeakMap<NodeInfo, number>();

  constructor(context: CaptureContext) {
    this.#context = context;
  }

  observe(root: Root): void {
    const judged = (event: Event): void => this.#judge(targetOf(event) as Element | undefined);
    listen(root, JUDGING, judged, this.#context.signal);
  }

  watch(document: Document): void {
    const { signal } = this.#context;
    this.#documents.add(document);
    this.#isTargetStale = true;
    listen(document, PRESSES, (event) => this.#press(targetOf(event) as Element | undefined), signal);
    listen(document, RELEASES, () => this.#press(undefined), signal);
    listen(document, ["focusin", "focusout"], () => this.#focusMoved(), signal);
    const moved = (): void => {
      this.#isTargetStale = true;
      this.#mark();
    };
    if (document.defaultView !== null)
      listen(document.defaultView, ["hashchange", "popstate"], moved, signal);
  }

  /** Tells the state of a new control. */
  tell(element: Element, localName: string, info: NodeInfo): void {
    if (!CONTROLS.has(localName)) return;
    const flags = stateOf(element);
    if (flags !== 0) this.#field(info, flags);
  }

  /** Tells what is another since the last time. */
  read(): void {
    const { ids } = this.#context;
    const active = this.#pressed?.matches(":active") === true ? this.#shownId(this.#pressed) : 0;
    if (active !== this.#toldActive) this.#context.writer.active((this.#toldActive = active));
    for (const element of this.#fields) {
      const info = ids.living(element);
      if (info !== undefined) this.#field(info, stateOf(element));
    }
    this.#fields.clear();
    if (this.#isFocusStale) this.#focus();
    if (this.#isTargetStale) this.#targets();
  }

  #focus(): void {
    this.#isFocusStale = false;
    const element = focusOf(this.#context.document);
    const look = element === undefined ? 0 : lookOf(element);
    const isSame = element === this.#focused || (element !== undefined && this.#shownId(element) === 0);
    if (isSame && look === this.#toldLook) return;
    this.#focused = element;
    this.#context.writer.focusLook((this.#toldLook = look));
  }

  #targets(): void {
    this.#isTargetStale = false;
    for (const document of this.#documents) {
      const info = this.#context.ids.living(document);
      if (info === undefined) continue;
      const element = document.URL.includes("#") ? document.querySelector(":target") : null;
      const id = element === null ? 0 : this.#shownId(element);
      if (id === (this.#toldTargets.get(info) ?? 0)) continue;
      this.#toldTargets.set(info, id);
      this.#context.writer.target(info.id, id);
    }
  }

  #field(info: NodeInfo, flags: number): void {
    // What a masked field holds is not told, nor whether it is right.
    const shown = info.mask === MASK.shown ? flags : 0;
    if (shown === (this.#toldFields.get(info) ?? 0)) return;
    this.#toldFields.set(info, shown);
    this.#context.writer.field(info.id, shown);
  }

  /** 0 for what is masked: which of its keys is pressed tells what is typed. */
  #shownId(element: Element): NodeId {
    const info = this.#context.ids.living(element);
    return info?.mask === MASK.shown ? info.id : 0;
  }

  #judge(element: Element | undefined): void {
    if (element?.nodeType !== 1) return;
    if (localNameOf(element) === "form")
      for (const control of (element as HTMLFormElement).elements) this.#fields.add(control);
    else if (CONTROLS.has(localNameOf(element))) this.#fields.add(element);
    else return;
    this.#mark();
  }

  #press(element: Element | undefined): void {
    this.#pressed = element;
    // Keys may turn how a focus shows that a mouse has set.
    if (element !== undefined && element === this.#focused) this.#isFocusStale = true;
    this.#mark();
  }

  #focusMoved(): void {
    this.#isFocusStale = true;
    this.#mark();
  }

  #mark(): void {
    this.#context.dirty.other = true;
    this.#context.request();
  }
}

/** Flags of a control's state. */
function stateOf(element: Element): number {
  return (
    (isA(element, ":user-invalid") ? USER_INVALID : 0) |
    (isA(element, ":user-valid") ? USER_VALID : 0) |
    (isA(element, ":autofill") ? AUTOFILLED : 0)
  );
}

/** How the focus of `element` shows. `auto` is the outline that no sheet but the browser's own has. */
function lookOf(element: Element): number {
  if (!element.matches(":focus-visible")) return 0;
  const window = documentOf(element)?.defaultView;
  const isRing = window?.getComputedStyle(element).outlineStyle === "auto";
  return FOCUS_VISIBLE | (isRing ? FOCUS_RING : 0);
}
