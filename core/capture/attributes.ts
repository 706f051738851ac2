// Attributes of elements, as they are told. Mirrors: check/attributes.ts, replay/attributes.ts.
import { type BoxSizes, changedAttribute, type Mask, MASK, maskedAttributes } from "../mask/index.ts";
import { attributeOf, baseOf, localNameOf } from "./natives.ts";
import { isInFile, localReference } from "./sprite-names.ts";

/** What loads something by an attribute that has an operation of its own, or is never rebuilt. */
const UNTOLD: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ["img", new Set(["src", "srcset", "sizes"])],
  ["source", new Set(["src", "srcset", "sizes"])],
  ["input", new Set(["src"])],
  ["image", new Set(["href", "xlink:href"])],
  ["iframe", new Set(["src", "srcdoc", "name", "allow"])],
  // What makes a sheet one of a set to choose from: which of them count is told with their state.
  ["link", new Set(["href", "integrity", "rel", "title"])],
  ["style", new Set(["title"])],
  ["script", new Set(["src", "integrity", "async", "defer"])],
  ["object", new Set(["data"])],
  ["embed", new Set(["src"])],
  ["form", new Set(["action"])],
]);
/** UTF-16 units of an attribute that is told whole. Longer ones are data of the page; those that show something travel otherwise. */
const MAX_ATTRIBUTE_UNITS = 1024 * 1024;
/** What is left of such a one. */
const CUT_UNITS = 64;
const NOTHING: ReadonlySet<string> = new Set();

/** Attributes whose value is an address of something to load. */
const ADDRESSES: ReadonlySet<string> = new Set(["background", "poster"]);
/** SVG elements that load what `href` names. */
const LOADS_BY_HREF: ReadonlySet<string> = new Set([
  "use",
  "feImage",
  "mpath",
  "textPath",
  "pattern",
  "linearGradient",
]);

/** Marks our own UI, and what a site does not want to be mirrored at all: such an element is passed over. */
export const SUPPRESSED = "glance_cobrowse_suppress";

/** Whether the attribute is told by `attribute` operations at all. */
export function isTold(localName: string, name: string): boolean {
  if (name.startsWith("on") || name === "nonce") return false;
  return !(UNTOLD.get(localName) ?? NOTHING).has(name);
}

/** All attributes of a new element: name, value, name, value … `names` are its attribute names. */
export function attributesOf(
  element: Element,
  localName: string,
  names: readonly string[],
  mask: Mask,
  sizes: BoxSizes,
): string[] {
  if (mask !== MASK.shown) return maskedAttributes(element, names, sizes);
  const untold = UNTOLD.get(localName) ?? NOTHING;
  const attributes: string[] = [];
  for (const name of names) {
    if ((name.charCodeAt(0) === 111 && name.charCodeAt(1) === 110) || name === "nonce" || untold.has(name))
      continue;
    attributes.push(name, valueOf(element, localName, name, attributeOf(element, name) ?? ""));
  }
  return attributes;
}

/** Name and value to tell of one attribute that {@link isTold}; undefined when the element has none, or it is masked. */
export function attributeToTell(
  element: Element,
  name: string,
  mask: Mask,
  sizes: BoxSizes,
): readonly [name: string, value: string] | undefined {
  const value = attributeOf(element, name);
  if (mask === MASK.shown)
    return value === null ? undefined : [name, valueOf(element, localNameOf(element), name, value)];
  // Names that are gone are told as empty ones: under their own, they would not be known.
  if (value === null && name !== "class" && name !== "id") return undefined;
  return changedAttribute(element, name, sizes);
}

function valueOf(element: Element, localName: string, name: string, value: string): string {
  if (name === "style") return value.includes("(") ? absoluteCss(value, element) : value;
  if (ADDRESSES.has(name)) return absoluteUrl(value, element);
  const isHref = name === "href" || name === "xlink:href";
  return isHref && LOADS_BY_HREF.has(localName) && !value.startsWith("#")
    ? addressToTell(element, localName, value)
    : value.length <= MAX_ATTRIBUTE_UNITS || isHref
      ? value
      : `${value.slice(0, CUT_UNITS)}…`;
}

/** Parts of other files are told within the element that uses them (sprites.ts). */
function addressToTell(element: Element, localName: string, href: string): string {
  const address = absoluteUrl(href, element);
  return localName === "use" && isInFile(href) ? localReference(address) : address;
}

/** `url` against the element's base; as it is when it is none. */
export function absoluteUrl(url: string, element: Element): string {
  if (url === "" || url.startsWith("data:")) return url;
  try {
    return new URL(url, baseOf(element)).href;
  } catch {
    return url;
  }
}

const CSS_URL = /url\(\s*(?:"([^"\\]*)"|'([^'\\]*)'|([^"'()\s\\]*))\s*\)/gi;

function absoluteCss(css: string, element: Element): string {
  return css.replace(CSS_URL, (whole, double?: string, single?: string, bare?: string) => {
    const url = double ?? single ?? bare ?? "";
    return url === "" || url.startsWith("#") || url.startsWith("data:")
      ? whole
      : `url("${absoluteUrl(url, element)}")`;
  });
}
