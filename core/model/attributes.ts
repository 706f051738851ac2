// Attributes as they are told: what a replica would load by them becomes a reference to an asset.
import type { References } from "./references.ts";

/** Attributes that hold CSS. */
const CSS = new Set(
  "style fill stroke filter mask clip-path cursor marker marker-start marker-mid marker-end".split(" "),
);
/** HTML attributes that hold the address of a picture. */
const PICTURES = new Set(["poster", "background"]);
/** Index of SVG in NAMESPACES. */
const SVG = 1;

/** `value` of an attribute as it is told. Most are told as they are. */
export function shownAttribute(
  references: References,
  element: { readonly flags: number; readonly name: string },
  name: string,
  value: string,
): string {
  if (CSS.has(name)) return references.css(value, "");
  if (PICTURES.has(name)) return references.picture(value);
  const links = name === "href" || name === "xlink:href";
  return links && element.flags === SVG && element.name !== "a" ? references.picture(value) : value;
}

/** Index of `name` in a list of names and values; -1 when it is not there. */
export function indexOfAttribute(attributes: readonly string[], name: string): number {
  for (let i = 0; i < attributes.length; i += 2) if (attributes[i] === name) return i;
  return -1;
}
