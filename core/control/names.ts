// How an element is called: for screen readers, and for pages that look it up.
import { isElement } from "./place.ts";

/** Longest name that is read, in characters. */
const MAX_READ = 200;

function textOfIds(element: Element, ids: string): string {
  const root = element.getRootNode() as Document | ShadowRoot;
  return ids
    .split(/\s+/)
    .map((id) => (id === "" ? "" : (root.getElementById(id)?.textContent ?? "")))
    .join(" ");
}

function labelOf(element: Element): string {
  const { labels } = element as Partial<HTMLInputElement>;
  return labels ? [...labels].map((label) => label.textContent).join(" ") : "";
}

/** What a screen reader would call `element`: the first of its names that is not empty (after the accessible name computation). */
export function accessibleName(element: Element): string {
  const attribute = (name: string): string => element.getAttribute(name) ?? "";
  const names = [
    () => textOfIds(element, attribute("aria-labelledby")),
    () => attribute("aria-label"),
    () => labelOf(element),
    () => attribute("alt"),
    () => ("value" in element ? "" : element.textContent),
    () => attribute("title"),
    () => attribute("placeholder"),
  ];
  for (const name of names) {
    const text = name().replaceAll(/\s+/g, " ").trim();
    if (text !== "") return Array.from(text).slice(0, MAX_READ).join("");
  }
  return "";
}

/** A selector that finds `element` in its document; of one in a shadow tree or frame, the host or frame that is in the page's. */
export function selectorOf(element: Element, root: Document): string {
  let outer: Element = element;
  for (;;) {
    const tree = outer.getRootNode();
    const next = tree.nodeType === 11 ? (tree as ShadowRoot).host : frameOf(tree, root);
    if (!next) break;
    outer = next;
  }
  const steps: string[] = [];
  for (let each: Element | null = outer; each !== null; each = each.parentElement) {
    if (each.id !== "" && root.getElementById(each.id) === each) {
      steps.unshift(`#${CSS.escape(each.id)}`);
      break;
    }
    steps.unshift(stepOf(each));
  }
  return steps.join(" > ");
}

function frameOf(tree: Node, root: Document): Element | null {
  return tree === root ? null : ((tree as Document).defaultView?.frameElement ?? null);
}

function stepOf(element: Element): string {
  const name = CSS.escape(element.localName);
  const parent = element.parentNode;
  if (!parent || !isElement(parent)) return name;
  return `${name}:nth-child(${[...parent.children].indexOf(element) + 1})`;
}
