// The net under the masks: numbers and addresses that are secrets by their form are masked wherever they show, also when they are
// spread over neighbouring nodes, or come piece by piece (core/mask/patterns.ts says what they are). What was taken is looked at when a
// state is complete, and before anything of it is told.
import {
  findSecrets,
  maskSecrets,
  mayHoldSecret,
  type PatternRules,
  replaced,
  type Span,
  stars,
  unfinishedNumbers,
} from "../mask/patterns.ts";
import type { NodeId, PageOps } from "../protocol/index.ts";
import { isWithin, type ModelNode, type Nodes } from "./nodes.ts";
import { isPiece, type Piece, runAround } from "./text-runs.ts";

/** Attributes that people read, or that scripts show. */
const READ =
  /^(title|alt|placeholder|value|label|summary|content|href|xlink:href|cite|download|formaction|abbr|aria-.*|data-.*)$/i;

/** Masks secrets by their form. */
export class PatternNet {
  readonly #nodes: Nodes;
  readonly #rules: PatternRules;
  readonly #valueOf: (id: NodeId) => string | undefined;
  readonly #isOn: boolean;
  /** Texts and controls in which something may be found since the last {@link PatternNet.settle}. */
  readonly #touched = new Map<NodeId, ModelNode>();
  /** What is told of what was found to hold a secret. */
  readonly #shown = new Map<NodeId, string>();
  /** Those whose words in this delta are not all to be told as they were taken. */
  readonly #changed = new Set<NodeId>();
  /** Those of which others have what is told of them: to say it again would count keys. */
  readonly #repeated = new Set<NodeId>();
  #focused: ModelNode | undefined;

  /** `valueOf` gives what is typed in a control. */
  constructor(nodes: Nodes, rules: PatternRules, valueOf: (id: NodeId) => string | undefined) {
    this.#nodes = nodes;
    this.#rules = rules;
    this.#valueOf = valueOf;
    this.#isOn = rules.cards || rules.ibans || rules.ssns || rules.emails;
  }

  /** Whether what was collected must go through {@link PatternNet.rewriting}. Only after {@link PatternNet.settle}. */
  get hasChanges(): boolean {
    return this.#changed.size > 0;
  }

  /** A text or a value is new. `before`: what it was. */
  touch(node: ModelNode, data: string, before = ""): void {
    if (!this.#isOn || (!mayHoldSecret(data) && !mayHoldSecret(before))) return;
    // Both are in what is collected, and of both only the last may be told.
    if (this.#touched.has(node.id)) this.#changed.add(node.id);
    this.#touched.set(node.id, node);
  }

  /** What was on both sides of a place is side by side now. */
  join(left: ModelNode | undefined, right: ModelNode | undefined): void {
    if (!this.#isOn || left === undefined || right === undefined) return;
    const text = lastText(left);
    if (text !== undefined && isPiece(right)) this.#again(text);
  }

  /** `node` has come with everything in it. */
  moved(node: ModelNode): void {
    if (!this.#isOn || !isPiece(node)) return;
    for (const text of [firstText(node), lastText(node)]) if (text !== undefined) this.#again(text);
  }

  /** What has the focus is still being typed in. */
  focus(id: NodeId): void {
    const focused = this.#nodes.get(id);
    for (const node of [this.#focused, focused])
      if (node !== undefined) for (const text of textsOf(node)) this.#again(text);
    this.#focused = focused;
  }

  /** The node is gone. What was said of it before, in the same delta, must not be told any more. */
  forget(id: NodeId): void {
    this.#shown.delete(id);
    this.#repeated.delete(id);
    if (id === this.#focused?.id) this.#focused = undefined;
    if (this.#touched.delete(id)) this.#changed.add(id);
  }

  clear(): void {
    this.#touched.clear();
    this.#shown.clear();
    this.#changed.clear();
    this.#repeated.clear();
    this.#focused = undefined;
  }

  /** What is told of an attribute. */
  attribute(id: NodeId, name: string, value: string): string {
    if (!this.#isOn || !mayHoldSecret(value) || !READ.test(name)) return value;
    return maskSecrets(value, this.#rules, name === "value" && id === this.#focused?.id);
  }

  /** What is told of a text that stands alone: a title, an address. */
  text(value: string): string {
    return this.#isOn ? maskSecrets(value, this.#rules) : value;
  }

  /** What is told of a text node, or of a control's value. */
  shown(id: NodeId, data: string): string {
    return this.#shown.get(id) ?? data;
  }

  /** Where a caret is that stands at `offset` of a text or a value: at the end of what is told in its place, since it counts what is typed. */
  caret(id: NodeId, offset: number): number {
    return offset < 0 ? offset : (this.#shown.get(id)?.length ?? offset);
  }

  /** Looks at what was touched. `target` gives who is told of what others have already, in other words now. */
  settle(target: () => PageOps): void {
    if (this.#touched.size === 0) return;
    const seen = new Set<ModelNode>();
    for (const [id, node] of this.#touched) {
      if (seen.has(node) || this.#nodes.get(id) !== node) continue;
      const pieces = runAround(node, this.#valueOf);
      for (const piece of pieces) if (piece.node !== undefined) seen.add(piece.node);
      this.#look(pieces, target);
    }
    this.#touched.clear();
  }

  /** `target` with what may be told in place of what was taken, for the operations of one delta. */
  rewriting(target: PageOps): Pick<PageOps, "text" | "data" | "value" | "selection" | "fieldSelection"> {
    const words = (id: NodeId, data: string): string => {
      if (!this.#changed.has(id)) return data;
      const node = this.#nodes.get(id);
      // Of what is gone again nothing has to be told but that it was there.
      return node === undefined
        ? ""
        : this.shown(id, node.kind === "text" ? node.data : (this.#valueOf(id) ?? ""));
    };
    return {
      text: (id, data) => target.text(id, words(id, data)),
      data: (id, data) => {
        if (!this.#repeated.has(id)) target.data(id, words(id, data));
      },
      value: (id, value) => {
        if (!this.#repeated.has(id)) target.value(id, words(id, value));
      },
      selection: (anchor, anchorOffset, focus, focusOffset) =>
        target.selection(anchor, this.caret(anchor, anchorOffset), focus, this.caret(focus, focusOffset)),
      fieldSelection: (id, start, end) =>
        target.fieldSelection(id, this.caret(id, start), this.caret(id, end)),
    };
  }

  /** It is as it was, and may be part of a secret all the same. */
  #again(node: ModelNode): void {
    const data = node.kind === "text" ? node.data : this.#valueOf(node.id);
    if (this.#isOn && data !== undefined && mayHoldSecret(data) && !this.#touched.has(node.id))
      this.#touched.set(node.id, node);
  }

  /** What was collected is told; another delta begins. */
  endDelta(): void {
    this.#changed.clear();
    this.#repeated.clear();
  }

  #look(pieces: readonly Piece[], target: () => PageOps): void {
    const text = pieces.map(({ data }) => data).join("");
    const joints = new Set<number>();
    let at = 0;
    for (const { data } of pieces) joints.add((at += data.length));
    const spans = mayHoldSecret(text) ? findSecrets(text, this.#rules, joints) : [];
    at = 0;
    for (const { node, data } of pieces) {
      const from = at;
      at += data.length;
      if (node !== undefined)
        this.#show(node, data, this.#maskedPart(node, data, partsIn(spans, from, at)), target);
    }
  }

  #maskedPart(node: ModelNode, data: string, spans: readonly Span[]): string {
    const isHeld = this.#isTyped(node) && unfinishedNumbers(data).length > 0;
    return isHeld ? maskSecrets(data, this.#rules, true) : replaced(data, spans, stars);
  }

  #show(node: ModelNode, data: string, shown: string, target: () => PageOps): void {
    const { id } = node;
    const before = this.#shown.get(id);
    if (shown === data) this.#shown.delete(id);
    else {
      this.#shown.set(id, shown);
      this.#changed.add(id);
      if (before === shown) this.#repeated.add(id);
    }
    if ((before ?? data) === shown) return;
    // Others may have it from an earlier delta, in other words.
    if (node.kind === "text") target().data(id, shown);
    else target().value(id, shown);
  }

  /** Whether the visitor is about to write more of it. */
  #isTyped(node: ModelNode): boolean {
    const focused = this.#focused;
    if (focused === undefined) return false;
    if (node === focused) return true;
    return focused.attributes?.includes("contenteditable") === true && isWithin(node, focused);
  }
}

/** Those of `spans` that are in a part of the text, by their places in it. */
function partsIn(spans: readonly Span[], start: number, end: number): Span[] {
  return spans
    .filter(({ from, to }) => from < end && to > start)
    .map(({ from, to }) => ({ from: Math.max(0, from - start), to: Math.min(end, to) - start }));
}

function textsOf(node: ModelNode): ModelNode[] {
  if (node.name === "input" || node.name === "textarea") return [node];
  if (node.attributes?.includes("contenteditable") !== true) return [];
  const texts: ModelNode[] = [];
  const rest = [node];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    if (next.kind === "text") texts.push(next);
    for (let child = next.last; child !== undefined; child = child.previous) rest.push(child);
  }
  return texts;
}

function firstText(node: ModelNode): ModelNode | undefined {
  let at: ModelNode | undefined = node;
  while (at !== undefined && at.kind !== "text") at = at.first;
  return at;
}

function lastText(node: ModelNode): ModelNode | undefined {
  let at: ModelNode | undefined = node;
  while (at !== undefined && at.kind !== "text") at = at.last;
  return at;
}
