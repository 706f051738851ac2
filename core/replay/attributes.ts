// Sets attributes on built elements. They were checked (core/check); here it is about how the DOM wants them.
import { ASSET_SCHEME, type NodeId } from "../protocol/index.ts";
import { NO_ASSET } from "./assets.ts";
import { CANVAS_MARK, sizeCanvas } from "./images.ts";
import type { ReplicaState } from "./replica-state.ts";

/** Namespaces of prefixes that HTML documents know (HTML, "adjust foreign attributes"). */
const PREFIXES: ReadonlyMap<string, string> = new Map([
  ["xlink", "http://www.w3.org/1999/xlink"],
  ["xml", "http://www.w3.org/XML/1998/namespace"],
]);
/** Attributes that are a URL and nothing else: without one they are better not there. */
const URLS = new Set(["src", "href", "xlink:href", "poster", "background"]);

function namespaceOf(element: Element, name: string): string | null {
  const colon = name.indexOf(":");
  return colon > 0 && element.namespaceURI !== "http://www.w3.org/1999/xhtml"
    ? (PREFIXES.get(name.slice(0, colon)) ?? null)
    : null;
}

/** The name an attribute has on what stands for its element. */
function nameOn(element: Element, name: string): string {
  const isSize = name === "width" || name === "height";
  return isSize && element.hasAttribute(CANVAS_MARK) ? `${CANVAS_MARK}-${name}` : name;
}

function put(element: Element, told: string, value: string): void {
  const name = nameOn(element, told);
  const namespace = namespaceOf(element, name);
  if (namespace === null) element.setAttribute(name, value);
  else element.setAttributeNS(namespace, name, value);
  if (name !== told) sizeCanvas(element);
}

/** Sets an attribute of the element of `id`, with assets in place of references to them. */
export function setAttribute(state: ReplicaState, id: NodeId, name: string, value: string): void {
  const element = state.nodes.element(id);
  if (element === undefined) return;
  if (!value.includes(ASSET_SCHEME)) {
    state.assets.release(id, name);
    put(element, name, value);
    return;
  }
  state.assets.use(id, name, value, (resolved) => {
    const target = state.nodes.element(id);
    if (target !== undefined && !(URLS.has(name) && resolved === NO_ASSET)) put(target, name, resolved);
  });
}

/** Removes an attribute of the element of `id`. */
export function removeAttribute(state: ReplicaState, id: NodeId, name: string): void {
  const element = state.nodes.element(id);
  if (element === undefined) return;
  state.assets.release(id, name);
  const namespace = namespaceOf(element, name);
  if (namespace === null) element.removeAttribute(nameOn(element, name));
  else element.removeAttributeNS(namespace, name.slice(name.indexOf(":") + 1));
  if (element.hasAttribute(CANVAS_MARK)) sizeCanvas(element);
}
