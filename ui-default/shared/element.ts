// Builds our own DOM node by node: nothing is parsed, so that no text can become markup, and pages that enforce Trusted Types
// or forbid style attributes work.

/** Attributes by name; `true` is an attribute without a value, `false` and undefined leave it out. */
export type Attributes = Readonly<Record<string, string | boolean | undefined>>;
export type Children = readonly (Node | string)[];

function setAttributes(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? "" : value);
  }
}

/** Returns a new HTML element. Strings among `children` become text. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Children
): HTMLElementTagNameMap[K] {
  const created = document.createElement(tag);
  setAttributes(created, attributes);
  created.append(...children);
  return created;
}

/** Returns a new button that calls `onclick`. */
export function button(
  attributes: Attributes,
  onclick: () => void,
  ...children: Children
): HTMLButtonElement {
  const created = element("button", { type: "button", ...attributes }, ...children);
  created.addEventListener("click", onclick);
  return created;
}

const SVG = "http://www.w3.org/2000/svg";

/** Returns a picture of 24 by 24 units drawn with one stroked path; screen readers pass over it. */
export function icon(path: string): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  setAttributes(svg, { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true", focusable: "false" });
  const stroke = document.createElementNS(SVG, "path");
  setAttributes(stroke, { d: path });
  svg.append(stroke);
  return svg;
}
