// The DOM as it was when this file ran. Pages replace what stands on its prototypes, for good reasons and bad ones; what is read
// here is what the browser says. Functions and not bound copies: engines inline them.

import { pristine } from "./pristine.ts";

type Getter<T, V> = (this: T) => V;

function getter<T extends object, K extends string & keyof T>(prototype: T, name: K): Getter<T, T[K]> {
  return pristine(prototype, name, "get") as Getter<T, T[K]>;
}

function method<T extends object, K extends string & keyof T>(prototype: T, name: K): T[K] {
  return pristine(prototype, name, "value") as T[K];
}

const firstChild = getter(Node.prototype, "firstChild");
const nextSibling = getter(Node.prototype, "nextSibling");
const previousSibling = getter(Node.prototype, "previousSibling");
const parentNode = getter(Node.prototype, "parentNode");
const nodeType = getter(Node.prototype, "nodeType");
const isConnected = getter(Node.prototype, "isConnected");
const baseURI = getter(Node.prototype, "baseURI");
const ownerDocument = getter(Node.prototype, "ownerDocument");
const textContent = getter(Node.prototype, "textContent");
const dataLength = getter(CharacterData.prototype, "length");
const characterData = getter(CharacterData.prototype, "data");
const localName = getter(Element.prototype, "localName");
const namespaceURI = getter(Element.prototype, "namespaceURI");
const tagName = getter(Element.prototype, "tagName");
const shadowRoot = getter(Element.prototype, "shadowRoot");
const elementSlot = getter(Element.prototype, "assignedSlot");
const textSlot = getter(Text.prototype, "assignedSlot");
const contentDocument = getter(HTMLIFrameElement.prototype, "contentDocument");
const elementChildren = getter(Element.prototype, "children");
const getAttributeNames = method(Element.prototype, "getAttributeNames");
const getAttribute = method(Element.prototype, "getAttribute");
const hasAttribute = method(Element.prototype, "hasAttribute");
const addEventListener = method(EventTarget.prototype, "addEventListener");
const { now } = performance;
/** Firefox has had them since 101, Safari since 16.4. */
const canAdopt = "adoptedStyleSheets" in Document.prototype;
const none = (): CSSStyleSheet[] => [];
const adopted = {
  document: canAdopt ? getter(Document.prototype, "adoptedStyleSheets") : none,
  shadow: canAdopt ? getter(ShadowRoot.prototype, "adoptedStyleSheets") : none,
};

export const firstChildOf = (node: Node): ChildNode | null => firstChild.call(node);
export const nextSiblingOf = (node: Node): ChildNode | null => nextSibling.call(node);
export const previousSiblingOf = (node: Node): ChildNode | null => previousSibling.call(node);
export const parentOf = (node: Node): ParentNode | null => parentNode.call(node);
export const nodeTypeOf = (node: Node): number => nodeType.call(node);
export const isConnectedNode = (node: Node): boolean => isConnected.call(node);
export const baseOf = (node: Node): string => baseURI.call(node);
/** The document of a node; null for a document. */
export const documentOf = (node: Node): Document | null => ownerDocument.call(node);
export const textOf = (node: Node): string => textContent.call(node) ?? "";
export const dataOf = (text: CharacterData): string => characterData.call(text);
export const lengthOf = (text: CharacterData): number => dataLength.call(text);
export const localNameOf = (element: Element): string => localName.call(element);
export const namespaceOf = (element: Element): string | null => namespaceURI.call(element);
export const tagNameOf = (element: Element): string => tagName.call(element);
/** The open shadow root of an element. */
export const openRootOf = (element: Element): ShadowRoot | null => shadowRoot.call(element);
export const slotOf = (node: Node): HTMLSlotElement | null =>
  nodeType.call(node) === 1 ? elementSlot.call(node as Element) : textSlot.call(node as Text);
export const childElementsOf = (element: Element): Iterable<Element> => elementChildren.call(element);
export const attributeNamesOf = (element: Element): string[] => getAttributeNames.call(element);
export const attributeOf = (element: Element, name: string): string | null =>
  getAttribute.call(element, name);
export const hasAttributeOf = (element: Element, name: string): boolean => hasAttribute.call(element, name);
/** A frame's document; null when it is of another origin, or not there. */
export const frameDocumentOf = (frame: HTMLIFrameElement): Document | null => contentDocument.call(frame);

/** The browser's own MutationObserver: zone.js keeps it under this name when it wraps the global one. */
const NativeObserver: typeof MutationObserver =
  (globalThis as { __zone_symbol__MutationObserver?: typeof MutationObserver })
    .__zone_symbol__MutationObserver ?? MutationObserver;
const { observe, takeRecords, disconnect } = NativeObserver.prototype;

/** What is observed: children, attributes and texts. No old values, which no mask has passed. */
const OBSERVED = { childList: true, attributes: true, characterData: true, subtree: true } as const;

export const createObserver = (work: (records: MutationRecord[]) => void): MutationObserver =>
  new NativeObserver(work);
export const observeTree = (observer: MutationObserver, root: Node): void =>
  observe.call(observer, root, OBSERVED);
export const recordsOf = (observer: MutationObserver): MutationRecord[] => takeRecords.call(observer);
export const disconnectObserver = (observer: MutationObserver): void => disconnect.call(observer);

/** Adds a listener that ends with the signal in `options`. */
export const addListener = (
  target: EventTarget,
  type: string,
  listener: (event: Event) => void,
  options: AddEventListenerOptions,
): void => addEventListener.call(target, type, listener, options);

/** The sheets that a document or shadow root has adopted, in a list of our own. */
export const adoptedBy = (root: Document | ShadowRoot): readonly CSSStyleSheet[] =>
  nodeType.call(root) === 9
    ? Array.from(adopted.document.call(root as Document))
    : Array.from(adopted.shadow.call(root as ShadowRoot));

const makeBitmap: (source: ImageBitmapSource) => Promise<ImageBitmap> = globalThis.createImageBitmap;
/** The pixels that a canvas, an image or a video shows now. */
export const bitmapOf = (
  source: HTMLCanvasElement | HTMLImageElement | HTMLVideoElement,
): Promise<ImageBitmap> => makeBitmap.call(globalThis, source);

const fetchAny = globalThis.fetch;
/** Fetches as the page does. */
export const fetched = (url: string): Promise<Response> => fetchAny.call(globalThis, url);

/** A clock that pages have not replaced, in ms. */
export const timeMs = (): number => now.call(performance);
