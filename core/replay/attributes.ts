// Sets attributes on built elements. They were checked (core/check); here it is about how the DOM wants them.
import { ASSET_SCHEME, type NodeId } from "../protocol/index.ts";
import { NO_ASSET } from "./assets.ts";
import { resizeCanvas } from "./canvas.ts";
import { keepPicture, PICTURE_MARK } from "./pictures.ts";
import { POSTER_MARK, showPoster } from "./playback.ts";
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

function put(state: ReplicaState, element: Element, name: string, value: string): void {
  const namespace = namespaceOf(element, name);
  // Popovers are opened and closed by the top layer's operations alone: an `auto` one would close others (top-layer.ts).
  if (name === "popover") element.setAttribute(name, "manual");
  else if (namespace === null) element.setAttribute(name, value);
  else element.setAttributeNS(namespace, name, value);
  changed(state, element, name);
}

/** What an element shows in place of its content may depend on an attribute, and hangs on its style. */
function changed(state: ReplicaState, element: Element, name: string): void {
  if (!element.hasAttribute(PICTURE_MARK)) return;
  if (name === "style") keepPicture(element);
  else if (name === "width" || name === "height") resizeCanvas(state, element);
  else if (name === "poster" && element.hasAttribute(POSTER_MARK)) showPoster(state, element);
}

/** Sets the attributes (name, value, name, value …) of an element that was made just now: nothing was said of it before. */
export function setFirstAttributes(
  state: ReplicaState,
  id: NodeId,
  element: Element,
  attributes: readonly string[],
): void {
  // What shows a picture in place of its content does so from the beginning, or not before something is said of it.
  const isPlain = attributes.length > 0 && !element.hasAttribute(PICTURE_MARK);
  for (let i = 0; i < attributes.length; i += 2) {
    const name = attributes[i] ?? "";
    const value = attributes[i + 1] ?? "";
    if (isPlain && isPlainName(name) && !value.includes(ASSET_SCHEME)) element.setAttribute(name, value);
    else setAttribute(state, id, name, value);
  }
}

const isPlainName = (name: string): boolean => name !== "popover" && !name.includes(":");

/** Sets an attribute of the element of `id`, with assets in place of references to them. */
export function setAttribute(state: ReplicaState, id: NodeId, name: string, value: string): void {
  const element = state.nodes.element(id);
  if (element === undefined) return;
  if (!value.includes(ASSET_SCHEME)) {
    state.assets.release(id, name);
    put(state, element, name, value);
    return;
  }
  state.assets.use(id, name, value, (resolved) => {
    const target = state.nodes.element(id);
    if (target !== undefined && !(URLS.has(name) && resolved === NO_ASSET))
      put(state, target, name, resolved);
  });
}

/** Removes an attribute of the element of `id`. */
export function removeAttribute(state: ReplicaState, id: NodeId, name: string): void {
  const element = state.nodes.element(id);
  if (element === undefined) return;
  state.assets.release(id, name);
  const namespace = namespaceOf(element, name);
  if (namespace === null) element.removeAttribute(name);
  else element.removeAttributeNS(namespace, name.slice(name.indexOf(":") + 1));
  changed(state, element, name);
}
