// Attributes of ours that stand for what holds at the visitor. Sheets ask for them in place of pseudo-classes (model/selectors.ts); the
// agent's own mouse and focus stay where they are.

/** What may be marked: `:hover`, `:focus` and so on, and the browser's own ring around what has the focus. */
export type Mark =
  | "hover"
  | "active"
  | "focus"
  | "focus-visible"
  | "focus-within"
  | "focus-ring"
  | "target"
  | "user-invalid"
  | "user-valid"
  | "autofill";

/** The attribute of a mark. */
export const markAttribute = (mark: Mark): string => `glance-${mark}`;

/** Which elements have which marks. */
export class Marks {
  readonly #marked = new Map<Mark, ReadonlySet<Element>>();

  /** Marks `elements`, and no others. */
  set(mark: Mark, elements: ReadonlySet<Element>): void {
    const name = markAttribute(mark);
    for (const element of this.of(mark)) if (!elements.has(element)) element.removeAttribute(name);
    for (const element of elements) if (!element.hasAttribute(name)) element.setAttribute(name, "");
    this.#marked.set(mark, elements);
  }

  /** The elements that have a mark. */
  of(mark: Mark): ReadonlySet<Element> {
    return this.#marked.get(mark) ?? new Set();
  }

  /** `living` is about to become what `next` is: its marks stay until others are told. */
  carry(living: Element, next: Element): void {
    for (const [mark, elements] of this.#marked)
      if (elements.has(living)) next.setAttribute(markAttribute(mark), "");
  }
}

/** `element` and what is around it as it is shown: slots, hosts and frames included. */
export function chainOf(element: Element | undefined, page: Document): Set<Element> {
  const chain = new Set<Element>();
  for (let at: Node | null = element ?? null; at !== null; at = around(at, page))
    if (at.nodeType === 1) chain.add(at as Element);
  return chain;
}

function around(node: Node, page: Document): Node | null {
  if (node === page) return null;
  if (node.nodeType === 9) return (node as Document).defaultView?.frameElement ?? null;
  return (
    (node as Element).assignedSlot ?? node.parentNode ?? ("host" in node ? (node as ShadowRoot).host : null)
  );
}
