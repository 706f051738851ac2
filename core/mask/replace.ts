// What is told in place of what is masked: enough to keep the page's layout, and nothing of the content.
import { MASKED_CLASS, MASKED_ID } from "../protocol/index.ts";
import { attributeOf } from "./natives.ts";
import type { BoxSizes } from "./rules.ts";

/** What every masked field shows, whatever is in it, empty or not. */
export const MASKED_VALUE = "********";

/** Attributes of a masked element that say how it is laid out. The rest is content: names, addresses, titles, states. */
const KEPT: ReadonlySet<string> = new Set(
  `align border cellpadding cellspacing colspan dir hidden multiple nowrap open preserveaspectratio rowspan slot span valign
  wrap`.split(/\s+/),
);
/** Those that say how large it is. */
const SIZED: ReadonlySet<string> = new Set("cols height rows size viewbox width".split(" "));
/** What a page's style sheets may name it by. The worker tells no more of it than they do (docs/adr/0009-masked-classes.md). */
const NAMES: ReadonlyMap<string, string> = new Map([
  ["class", MASKED_CLASS],
  ["id", MASKED_ID],
]);

/** Input types that look like what they are; every other one is told as `text`. */
const DRAWN_TYPES: ReadonlySet<string> = new Set(
  "button checkbox color file hidden image radio range reset submit".split(" "),
);
/** Elements that may grow with what is typed into them. */
const FIELDS: ReadonlySet<string> = new Set(["input", "select", "textarea"]);

/** Longest value of a kept attribute, in UTF-16 units: layouts need no more. */
const MAX_KEPT_UNITS = 400;

/** Inline style properties that lay a box out. */
const KEPT_STYLE =
  /^(align|border|bottom|box-sizing|clear|column|display|flex|float|font-(size|style|weight|family)|gap|grid|height|inset|justify|left|letter-spacing|line-height|margin|max-|min-|opacity|order|overflow|padding|position|right|text-align|top|transform|vertical-align|visibility|white-space|width|z-index)/;
/** Those that say how large it is, or how far along. */
const SIZED_STYLE = /^(bottom|flex|height|inset|left|max-|min-|right|top|transform|width)/;
/** Values that name no address, no text and no variable. */
const KEPT_STYLE_VALUE = /^(?!.*(url|var|image|attr)\s*\()[\w\s.,%#()+*/-]{1,100}$/i;

/** Names and values of what may be told of a masked element's attributes: name, value, name, value … */
export function maskedAttributes(
  element: Element,
  names: readonly string[],
  sizes: BoxSizes = "exact",
): string[] {
  const kept: string[] = [];
  for (const name of names) {
    const told = maskedAttribute(element, name, sizes);
    if (told !== undefined) kept.push(...told);
  }
  return kept;
}

/** Name and value of what may be told of one attribute of a masked element; undefined when that is nothing. */
export function maskedAttribute(
  element: Element,
  name: string,
  sizes: BoxSizes = "exact",
): readonly [name: string, value: string] | undefined {
  const value = attributeOf(element, name) ?? "";
  if (name === "type") return [name, maskedType(value)];
  if (name === "style") return [name, maskedStyle(element, sizes)];
  if (value.length > MAX_KEPT_UNITS) return undefined;
  const naming = NAMES.get(name);
  if (naming !== undefined) return [naming, value];
  const lower = name.toLowerCase();
  return KEPT.has(lower) || (SIZED.has(lower) && sizes !== "fixed") ? [name, value] : undefined;
}

/** The same of an attribute that was told before; undefined when nothing else is to be told now. How a masked field grows tells how
 * much is in it, and that it is told, that something is typed. */
export function changedAttribute(
  element: Element,
  name: string,
  sizes: BoxSizes = "exact",
): readonly [name: string, value: string] | undefined {
  if (!isField(element)) return maskedAttribute(element, name, sizes);
  if (SIZED.has(name.toLowerCase())) return undefined;
  const before = fieldStyles.get(element);
  const told = maskedAttribute(element, name, sizes);
  return name === "style" && told?.[1] === before ? undefined : told;
}

function maskedType(type: string): string {
  const known = type.toLowerCase();
  return DRAWN_TYPES.has(known) ? known : "text";
}

/** Sizes of fields as they were told first, and all of their styles as told last. */
const firstSizes = new WeakMap<Element, string>();
const fieldStyles = new WeakMap<Element, string>();

function maskedStyle(element: Element, sizes: BoxSizes): string {
  const { style } = element as HTMLElement;
  let kept = "";
  let sized = "";
  for (let i = 0; i < style.length; i += 1) {
    const name = style.item(i);
    const value = style.getPropertyValue(name);
    if (!KEPT_STYLE.test(name) || !KEPT_STYLE_VALUE.test(value)) continue;
    if (SIZED_STYLE.test(name)) sized += `${name}:${value};`;
    else kept += `${name}:${value};`;
  }
  if (sizes === "fixed") sized = "";
  if (!isField(element)) return kept + sized;
  const told = kept + (firstSizes.get(element) ?? sized);
  if (!firstSizes.has(element)) firstSizes.set(element, sized);
  fieldStyles.set(element, told);
  return told;
}

function isField(element: Element): boolean {
  return FIELDS.has(element.localName) || (element as HTMLElement).isContentEditable;
}

const range = new Range();
/** Sizes are rounded up to this many px where they are not exact. */
const QUANTUM_PX = 8;
/** Width in px of a text whose width is not told. */
const FIXED_PX = 48;

const rounded = (px: number): number => Math.ceil(px / QUANTUM_PX) * QUANTUM_PX;

/** Width and height in px of the lines that `text` takes: width, height, width, height … Costs a layout when one is due. */
export function textBoxes(text: Text, sizes: BoxSizes = "exact"): number[] {
  if (!/\S/.test(text.data)) return [];
  const own = text.ownerDocument === document ? range : text.ownerDocument.createRange();
  own.selectNodeContents(text);
  const [...lines] = own.getClientRects();
  // What is being typed is told as little as a field's value is.
  if (sizes === "fixed" || text.parentElement?.isContentEditable === true)
    return lines.length === 0 ? [] : [FIXED_PX, lines[0]?.height ?? 0];
  return lines.flatMap(({ width, height }) => [sizes === "exact" ? width : rounded(width), height]);
}

/** Size in px that a masked picture, video or drawing takes. */
export function boxOf(element: Element, sizes: BoxSizes = "exact"): readonly [width: number, height: number] {
  const { width, height } = element.getBoundingClientRect();
  return sizes === "exact" ? [width, height] : [rounded(width), rounded(height)];
}
