// The card in the middle: what all views but the live one are made of.
import { type Children, element, icon } from "../shared/element.ts";

/** Returns a heading that can take the focus when its view appears. */
export function heading(text: string): HTMLHeadingElement {
  return element("h1", { tabindex: "-1" }, text);
}

/** Returns a card: a picture, then what it is about. */
export function card(path: string, ...children: Children): HTMLElement {
  return element(
    "main",
    { class: "centre" },
    element("div", { class: "card" }, element("span", { class: "badge" }, icon(path)), ...children),
  );
}
