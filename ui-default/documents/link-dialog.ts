// Asks before an address of a document is opened: what is written there need not be where it leads.
import { button, element } from "../shared/element.ts";
import { TEXT } from "./text.ts";

/** Shows `url` and asks; `onopen` is called in the click that says yes. */
export function askToOpen(url: string, onopen: () => void): void {
  const dialog = element(
    "dialog",
    { class: "ask", "aria-labelledby": "ask" },
    element("h2", { id: "ask" }, TEXT.leave),
    element("p", { class: "address" }, element("bdi", {}, url)),
    element(
      "div",
      { class: "answers" },
      button({}, () => dialog.close(), TEXT.cancel),
      button(
        { class: "main" },
        () => {
          dialog.close();
          onopen();
        },
        TEXT.open,
      ),
    ),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
