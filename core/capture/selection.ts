// What is selected, and where the caret is. Mirrors: protocol/selection.ts, replay/selection.ts.
import { MASK } from "../mask/index.ts";
import { BEFORE_NODE, END_OF_CONTENT, type NodeId } from "../protocol/index.ts";
import type { CaptureContext } from "./context.ts";
import { listen } from "./listen.ts";
import { localNameOf, nextSiblingOf, nodeTypeOf } from "./natives.ts";
import type { NodeInfo } from "./node-ids.ts";

type Point = readonly [id: NodeId, offset: number];
type Field = HTMLInputElement | HTMLTextAreaElement;

const NOWHERE: readonly [number, number, number, number] = [0, 0, 0, 0];
const FIELDS: ReadonlySet<string> = new Set(["input", "textarea"]);

/** Follows the selection. Of what is masked nothing is told: neither where it is nor that there is one. */
export class SelectionCapture {
  readonly #context: CaptureContext;
  /** The document whose selection changed last, until it is read. */
  #changed: Document | undefined;
  #told = NOWHERE.join(" ");
  #toldField = "0 0 0";

  constructor(context: CaptureContext) {
    this.#context = context;
  }

  watch(document: Document): void {
    const changed = (): void => {
      this.#changed = document;
      this.#context.dirty.other = true;
      this.#context.request();
    };
    listen(document, ["selectionchange", "select"], changed, this.#context.signal);
  }

  /** Tells the selection when it is another than before. */
  read(): void {
    const document = this.#changed;
    if (document === undefined) return;
    this.#changed = undefined;
    const active = innermost(document);
    const field = this.#fieldOf(active);
    const range = field === undefined ? this.#rangeOf(document, active) : NOWHERE;
    this.#tell(range, field ?? [0, 0, 0]);
  }

  #tell(range: typeof NOWHERE, field: readonly [NodeId, number, number]): void {
    const { writer } = this.#context;
    if (range.join(" ") !== this.#told) writer.selection(...range);
    if (field.join(" ") !== this.#toldField) writer.fieldSelection(...field);
    this.#told = range.join(" ");
    this.#toldField = field.join(" ");
  }

  #fieldOf(active: Element | null): readonly [NodeId, number, number] | undefined {
    if (active === null || !FIELDS.has(localNameOf(active))) return undefined;
    const info = this.#context.ids.living(active);
    const start = info?.mask === MASK.shown ? (active as Field).selectionStart : null;
    if (info === undefined || start === null) return [0, 0, 0];
    return [info.id, start, (active as Field).selectionEnd ?? start];
  }

  #rangeOf(document: Document, active: Element | null): typeof NOWHERE {
    const selection = selectionOf(document, active);
    if (selection?.anchorNode == null || selection.focusNode === null) return NOWHERE;
    // A caret shows in what can be edited, and nowhere else.
    if (selection.isCollapsed && !isEditable(selection.anchorNode)) return NOWHERE;
    const anchor = this.#pointOf(selection.anchorNode, selection.anchorOffset);
    const focus = this.#pointOf(selection.focusNode, selection.focusOffset);
    return anchor === undefined || focus === undefined ? NOWHERE : [...anchor, ...focus];
  }

  #pointOf(container: Node, offset: number): Point | undefined {
    const info = this.#shown(container);
    if (info === undefined) return undefined;
    if (nodeTypeOf(container) === 3) return [info.id, offset];
    for (let at = container.childNodes.item(offset) as Node | null; at !== null; at = nextSiblingOf(at)) {
      const told = this.#context.ids.living(at);
      if (told !== undefined) return [told.id, BEFORE_NODE];
    }
    return [info.id, END_OF_CONTENT];
  }

  #shown(node: Node): NodeInfo | undefined {
    const info = this.#context.ids.living(node);
    return info?.mask === MASK.shown ? info : undefined;
  }
}

/** What has the focus, in open shadow trees too. */
function innermost(document: Document): Element | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement != null) active = active.shadowRoot.activeElement;
  return active;
}

/** The selection where the focus is: Chromium has one for each shadow tree. */
function selectionOf(document: Document, active: Element | null): Selection | null {
  const root = active?.getRootNode() as (Node & { getSelection?: () => Selection | null }) | undefined;
  return root?.getSelection?.() ?? document.getSelection();
}

function isEditable(node: Node): boolean {
  const element = (nodeTypeOf(node) === 1 ? node : node.parentElement) as HTMLElement | null;
  return element?.isContentEditable === true;
}
