// What is told in place of what is masked: enough to keep the page's layout, and nothing of the content.
import { attributeOf } from "./natives.ts";

/** What every masked field shows, whatever is in it, empty or not. */
export const MASKED_VALUE = "********";

/** Attributes of a masked element that say how it is laid out. The rest is content: names, addresses, titles, states. */
const KEPT: ReadonlySet<string> = new Set(
  `align border cellpadding cellspacing class colspan cols dir height hidden multiple nowrap open preserveaspectratio rows rowspan
  size slot span valign viewbox width wrap`.split(/\s+/),
);

/** Input types that look like what they are; every other one is told as `text`. */
const DRAWN_TYPES: ReadonlySet<string> = new Set(
  "button checkbox color hidden image radio range reset submit".split(" "),
);

/** Longest value of a kept attribute, in UTF-16 units: layouts need no more. */
const MAX_KEPT_UNITS = 400;

/** Inline style properties that lay a box out. */
const KEPT_STYLE =
  /^(align|border|bottom|box-sizing|clear|column|display|flex|float|font-(size|style|weight|family)|gap|grid|height|inset|justify|left|letter-spacing|line-height|margin|max-|min-|opacity|order|overflow|padding|position|right|text-align|top|transform|vertical-align|visibility|white-space|width|z-index)/;
/** Values that name no address, no text and no variable. */
const KEPT_STYLE_VALUE = /^(?!.*(url|var|image|attr)\s*\()[\w\s.,%#()+*/-]{1,100}$/i;

/** Names and values of what may be told of a masked element's attributes: name, value, name, value … */
export function maskedAttributes(element: Element, names: readonly string[]): string[] {
  const kept: string[] = [];
  for (const name of names) {
    const value = attributeOf(element, name) ?? "";
    if (name === "type") kept.push(name, maskedType(value));
    else if (name === "style") kept.push(name, maskedStyle(element));
    else if (KEPT.has(name.toLowerCase()) && value.length <= MAX_KEPT_UNITS) kept.push(name, value);
  }
  return kept;
}

/** Whether a change of the attribute `name` of a masked element is told. */
export function isKeptAttribute(name: string): boolean {
  return name === "type" || name === "style" || KEPT.has(name.toLowerCase());
}

function maskedType(type: string): string {
  const known = type.toLowerCase();
  return DRAWN_TYPES.has(known) ? known : "text";
}

function maskedStyle(element: Element): string {
  const { style } = element as HTMLElement;
  let kept = "";
  for (let i = 0; i < style.length; i += 1) {
    const name = style.item(i);
    const value = style.getPropertyValue(name);
    if (KEPT_STYLE.test(name) && KEPT_STYLE_VALUE.test(value)) kept += `${name}:${value};`;
  }
  return kept;
}

const range = new Range();

/** Width and height in px of the lines that `text` takes: width, height, width, height … Costs a layout when one is due. */
export function textBoxes(text: Text): number[] {
  if (!/\S/.test(text.data)) return [];
  const own = text.ownerDocument === document ? range : text.ownerDocument.createRange();
  own.selectNodeContents(text);
  const boxes: number[] = [];
  for (const { width, height } of own.getClientRects()) boxes.push(width, height);
  return boxes;
}

/** Size in px that a masked picture, video or drawing takes. */
export function boxOf(element: Element): readonly [width: number, height: number] {
  const { width, height } = element.getBoundingClientRect();
  return [width, height];
}
