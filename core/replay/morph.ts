// Turns a living page into another with the fewest changes, so that nothing flashes: what both have keeps its nodes, and
// with them images, fonts, focus, scroll offsets and running animations. morphdom walks; here it is told what is the same.
import morphdom from "morphdom";
import type { Marks } from "./marks.ts";
import { asHtml, isElement, type NodeMap } from "./node-map.ts";
import { moveNode } from "./mutations.ts";

/** Share of ids that must name elements of the same kind for two pages to be two states of one. */
const SAME_PAGE_SHARE = 0.9;

/** Whether the ids of `after` mean the nodes of `before`. Another page of a site numbers its nodes anew. */
function sharesIds(before: NodeMap, after: NodeMap): boolean {
  if (before.size < after.size * SAME_PAGE_SHARE) return false;
  let shared = 0;
  for (const [id, node] of after.entries()) if (before.get(id)?.nodeName === node.nodeName) shared += 1;
  return shared >= after.size * SAME_PAGE_SHARE;
}

/** Names hosts of shadow roots by their order: the first `x-header` of a page is the first of the next. A root can
 * neither be taken away nor given to an element in passing, so only a host becomes a host. */
function hostKeys(nodes: NodeMap): WeakMap<Node, string> {
  const keys = new WeakMap<Node, string>();
  const counts = new Map<string, number>();
  for (const [, node] of nodes.entries()) {
    if (!isElement(node) || node.shadowRoot === null) continue;
    const count = (counts.get(node.localName) ?? 0) + 1;
    counts.set(node.localName, count);
    keys.set(node, `host ${node.localName} ${node.shadowRoot.slotAssignment} ${count}`);
  }
  return keys;
}

/** Two versions of one page's nodes: what is shown, and what is built. */
export class Morph {
  readonly #before: NodeMap;
  readonly #after: NodeMap;
  readonly #marks: Marks;
  readonly #sameIds: boolean;
  /** Keys of hosts before and after, once something lives on. */
  #hosts: readonly [WeakMap<Node, string>, WeakMap<Node, string>] | undefined;
  /** Elements that live on, and the children they were given. */
  #kept: (readonly [living: Node, children: readonly Node[]])[] = [];

  /** `after` names, once this is done, the nodes that live on in place of those that were built for them. */
  constructor(before: NodeMap, after: NodeMap, marks: Marks) {
    this.#marks = marks;
    this.#before = before;
    this.#after = after;
    this.#sameIds = sharesIds(before, after);
  }

  /** Makes `living`'s root element what `holder` has. */
  document(living: Document, holder: DocumentFragment): void {
    const [next] = holder.children;
    const current = living.documentElement as Element | null;
    if (current === null || next?.nodeName !== current.nodeName) {
      current?.remove();
      living.append(...holder.children);
      return;
    }
    this.#morph(current, next, false);
    this.#keepTexts();
  }

  #morph(living: Node, next: Node, childrenOnly: boolean): void {
    if (childrenOnly) this.#kept.push([living, [...next.childNodes]]);
    morphdom(living, next, {
      childrenOnly,
      getNodeKey: (node) => this.#keyOf(node),
      addChild: (parent, child) => moveNode(parent, child, null),
      onBeforeElUpdated: (from, to) => this.#update(from, to),
    });
  }

  #keyOf(node: Node): string | undefined {
    if (!isElement(node)) return undefined;
    const [before, after] = (this.#hosts ??= [hostKeys(this.#before), hostKeys(this.#after)]);
    const host = before.get(node) ?? after.get(node);
    if (!this.#sameIds) return host;
    const id = this.#after.idOf(node) ?? this.#before.idOf(node);
    const kind = node.shadowRoot?.slotAssignment;
    return id === undefined ? undefined : kind === undefined ? `${id}` : `${id} ${kind}`;
  }

  /** `from` lives on in place of `to`. */
  #update(from: Element, to: Element): boolean {
    const id = this.#after.idOf(to);
    if (id !== undefined) this.#after.set(id, from);
    this.#marks.carry(from, to);
    this.#updateShadow(from, to);
    if (asHtml(from, "textarea") !== undefined) {
      from.replaceChildren(...to.childNodes);
      return true;
    }
    this.#kept.push([from, [...to.childNodes]]);
    return true;
  }

  #updateShadow(from: Element, to: Element): void {
    if (from.shadowRoot === null || to.shadowRoot === null) return;
    const id = this.#after.idOf(to.shadowRoot);
    // morphdom takes an element as the new version, and not a fragment.
    const next = from.ownerDocument.createElement("div");
    next.append(...to.shadowRoot.childNodes);
    this.#morph(from.shadowRoot, next, true);
    if (id !== undefined) this.#after.set(id, from.shadowRoot);
  }

  /** Texts that live on: morphdom says so of elements only, but children of a kept element are in the order told. */
  #keepTexts(): void {
    for (const [living, children] of this.#kept) {
      let child = living.firstChild;
      for (const built of children) {
        const id = built.nodeType === 3 ? this.#after.idOf(built) : undefined;
        if (id !== undefined && child?.nodeType === 3) this.#after.set(id, child);
        child = child?.nextSibling ?? null;
      }
    }
    this.#kept = [];
  }
}
