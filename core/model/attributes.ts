// Attributes as they are told: what a replica would load by them becomes a reference to an asset.
import type { NodeId } from "../protocol/index.ts";
import type { PatternNet } from "./pattern-net.ts";
import type { References } from "./references.ts";

/** What of a page's state is asked for attributes (model-state.ts). */
interface AttributeState {
  readonly references: References;
  readonly asking: Map<NodeId, Map<string, string>>;
  readonly net: Pick<PatternNet, "attribute">;
}

/** Attributes that hold CSS. */
const CSS = new Set(
  "fill stroke filter mask clip-path cursor marker marker-start marker-mid marker-end".split(" "),
);
/** HTML attributes that hold the address of a picture. */
const PICTURES = new Set(["poster", "background"]);
/** Index of SVG in NAMESPACES. */
const SVG = 1;

/** `value` of an attribute as it is told. Most are told as they are. */
export function shownAttribute(
  state: AttributeState,
  element: { readonly id: NodeId; readonly flags: number; readonly name: string },
  name: string,
  value: string,
): string {
  const { references } = state;
  if (name === "style" || name === "media") return visitorAttribute(state, element.id, name, value);
  if (CSS.has(name)) return references.css(value, "");
  if (PICTURES.has(name)) return references.picture(value);
  const links = name === "href" || name === "xlink:href";
  return links && element.flags === SVG && element.name !== "a"
    ? references.picture(value)
    : state.net.attribute(element.id, name, value);
}

/** Declarations and media lists say what they say at the visitor; what depends on the visitor's media is remembered. */
function visitorAttribute(state: AttributeState, id: NodeId, name: string, value: string): string {
  const { references, asking } = state;
  const referred = name === "style" ? references.css(value, "") : value;
  if (!/color-scheme/i.test(value) && name === "style") return referred;
  const values = asking.get(id) ?? new Map<string, string>();
  asking.set(id, values.set(name, referred));
  return references.visitor.attribute(name, referred);
}

/** Index of `name` in a list of names and values; -1 when it is not there. */
export function indexOfAttribute(attributes: readonly string[], name: string): number {
  for (let i = 0; i < attributes.length; i += 2) if (attributes[i] === name) return i;
  return -1;
}
