// What the keyboard does in the viewer, and what an agent cannot do in a visitor's browser, and why.
import { button, element } from "../shared/element.ts";
import { KEYS, LIMITS, TEXT } from "./text.ts";

/** Returns a closed dialog; `showModal()` opens it. */
export function helpDialog(): HTMLDialogElement {
  const close = button({ class: "main", autofocus: true }, () => dialog.close(), TEXT.helpClose);
  const keys = KEYS.map(([strokes, meaning]) =>
    element(
      "div",
      {},
      element("dt", {}, ...strokes.map((stroke) => element("kbd", {}, stroke))),
      element("dd", {}, meaning),
    ),
  );
  const dialog = element(
    "dialog",
    { class: "help", "aria-labelledby": "glance_help_title" },
    element("h2", { id: "glance_help_title" }, TEXT.help),
    element("h3", {}, TEXT.helpKeys),
    element("dl", {}, ...keys),
    element("h3", {}, TEXT.helpLimits),
    element("ul", {}, ...LIMITS.map((limit) => element("li", {}, limit))),
    element("div", { class: "actions" }, close),
  );
  return dialog;
}
