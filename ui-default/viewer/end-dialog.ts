// Asks before a session is ended for everybody.
import { button, element } from "../shared/element.ts";
import { TEXT } from "./text.ts";

/** Returns a closed dialog; `showModal()` asks. Escape and the first button, which has the focus, are a no. */
export function endDialog(onyes: () => void): HTMLDialogElement {
  const dialog = element(
    "dialog",
    { "aria-labelledby": "glance_end_title", "aria-describedby": "glance_end_text" },
    element("h2", { id: "glance_end_title" }, TEXT.endTitle),
    element("p", { id: "glance_end_text" }, TEXT.endText),
  );
  const yes = button(
    { class: "danger" },
    () => {
      dialog.close();
      onyes();
    },
    TEXT.end,
  );
  const no = button({ class: "main", autofocus: true }, () => dialog.close(), TEXT.endNo);
  dialog.append(element("div", { class: "actions" }, no, yes));
  return dialog;
}
