// The viewer's frame over the visitor's page: a modal dialog of our own, which is never told of the page.
import { FRAME_PATH, FRAME_SANDBOX } from "../documents/host.ts";

const FILLS =
  "position:fixed;inset:0;width:100%;height:100%;max-width:none;max-height:none;margin:0;padding:0;border:0;outline:0";

/** An open frame. */
export interface DocumentLayer {
  readonly frame: HTMLIFrameElement;
  remove(): void;
}

function style(element: HTMLElement, rules: string): void {
  // By the object model: a page's policy may forbid style attributes, and its style sheets are not to win.
  for (const rule of rules.split(";")) {
    const [name = "", value = ""] = rule.split(":");
    element.style.setProperty(name, value, "important");
  }
}

/** Shows the frame of the server at `origin` over the page; `onescape` is called when the visitor wants to get out. */
export function openDocumentLayer(origin: string, name: string, onescape: () => void): DocumentLayer {
  const dialog = document.createElement("dialog");
  const frame = document.createElement("iframe");
  dialog.setAttribute("glance_cobrowse_suppress", "");
  dialog.setAttribute("aria-label", name);
  style(dialog, `${FILLS};background:rgb(18 21 27 / 60%);overflow:hidden`);
  style(frame, `${FILLS};display:block;color-scheme:normal`);
  frame.setAttribute("sandbox", FRAME_SANDBOX);
  frame.title = name;
  frame.src = new URL(FRAME_PATH, origin).href;
  dialog.append(frame);
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    onescape();
  });
  document.documentElement.append(dialog);
  dialog.showModal();
  frame.focus();
  return {
    frame,
    remove() {
      dialog.close();
      dialog.remove();
    },
  };
}
