// A replay as one would write it without a thought of safety: the live control of every attack. What is sent is built, in the
// viewer's own document and taken over by the frame, which has no sandbox and no policy.
import { NAMESPACES, OPERATIONS, type PageOps } from "../../../../core/protocol/index.ts";

const XLINK = "http://www.w3.org/1999/xlink";

function setAttribute(element: Element, name: string, value: string): void {
  try {
    if (name === "xlink:href") element.setAttributeNS(XLINK, name, value);
    else element.setAttribute(name, value);
  } catch {
    // No name of an attribute.
  }
}

function createElement(namespace: number, name: string, attributes: readonly string[]): Element {
  const is = attributes[attributes.indexOf("is") + 1];
  const options = attributes.includes("is") && is !== undefined ? { is } : undefined;
  const element = document.createElementNS(NAMESPACES[namespace] ?? null, name, options);
  for (let i = 0; i < attributes.length; i += 2)
    setAttribute(element, attributes[i] ?? "", attributes[i + 1] ?? "");
  return element;
}

/** Builds what it is told in `frame`. Operations that no attack needs do nothing. */
export function createNaiveBuilder(frame: HTMLIFrameElement): PageOps {
  const nodes = new Map<number, Node>();
  const sheets = new Map<number, string>();
  let parent: Node | undefined;
  let before: Node | null = null;
  const insert = (id: number, node: Node): void => {
    nodes.set(id, node);
    parent?.insertBefore(node, before);
  };
  const element = (id: number): Element => nodes.get(id) as Element;

  const builder: Partial<PageOps> = {
    frameDocument(id) {
      const inner = frame.contentDocument;
      inner?.replaceChildren();
      if (inner) nodes.set(id, inner);
    },
    at(parentId, beforeId) {
      parent = nodes.get(parentId);
      before = nodes.get(beforeId) ?? null;
    },
    element: (id, namespace, name, attributes) => insert(id, createElement(namespace, name, attributes)),
    text: (id, data) => insert(id, document.createTextNode(data)),
    shadow(id) {
      nodes.set(id, (parent as Element).attachShadow({ mode: "open" }));
    },
    attribute: (id, name, value) => setAttribute(element(id), name, value),
    removeAttribute: (id, name) => element(id).removeAttribute(name),
    remove: (id) => element(id).remove(),
    move: (id, parentId, beforeId) =>
      void nodes.get(parentId)?.insertBefore(element(id), nodes.get(beforeId) ?? null),
    image: (id, source) => setAttribute(element(id), "src", source),
    sheet(owner, _href, css) {
      sheets.set(owner, css);
      const style = nodes.get(owner);
      if (style !== undefined) style.textContent = css;
    },
    rules(owner, _href, from, _removed, css) {
      const { sheet } = nodes.get(owner) as HTMLStyleElement;
      for (const [i, rule] of css.entries()) sheet?.insertRule(rule, from + i);
    },
    adopt(root, ids) {
      const Sheet = (frame.contentWindow as unknown as typeof globalThis).CSSStyleSheet;
      (nodes.get(root) as Document).adoptedStyleSheets = ids.map((id) => {
        const sheet = new Sheet();
        sheet.replaceSync(sheets.get(id) ?? "");
        return sheet;
      });
    },
  };
  const nothing = Object.fromEntries(Object.keys(OPERATIONS).map((name) => [name, () => undefined]));
  return { ...nothing, ...builder } as PageOps;
}
