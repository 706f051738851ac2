// What is shown in a document's place: that it comes, that it needs a password, that it cannot be shown.
import type { DocumentState, SharedDocument } from "../../core/documents/api.ts";
import { button, element, icon } from "../shared/element.ts";
import { DOCUMENT_ICONS } from "./icons.ts";
import { PROBLEMS, TEXT } from "./text.ts";

type Notice = Exclude<DocumentState, { readonly status: "open" }>;

function card(path: string, ...children: (Node | string)[]): HTMLElement {
  return element("div", { class: "notice" }, element("div", { class: "card" }, icon(path), ...children));
}

function loading(share: number | undefined): HTMLElement {
  const progress = element("progress", { "aria-label": TEXT.loading, max: "1" });
  if (share !== undefined && share < 1) progress.value = share;
  return card(DOCUMENT_ICONS.document, element("h2", {}, TEXT.loading), progress);
}

function lockedHere(shared: SharedDocument, wrong: boolean): HTMLElement {
  const field = element("input", {
    type: "password",
    id: "password",
    autocomplete: "off",
    "aria-invalid": wrong ? "true" : undefined,
    "aria-describedby": wrong ? "wrong" : undefined,
  });
  // Not a form: a sandbox lets none be submitted, not even to nowhere.
  const form = element(
    "div",
    { class: "unlock", role: "group", "aria-label": TEXT.locked },
    element("label", { for: "password" }, TEXT.password),
    field,
    ...(wrong ? [element("p", { id: "wrong", class: "problem", role: "alert" }, TEXT.wrongPassword)] : []),
    button({ class: "main" }, () => shared.unlock(field.value), TEXT.open),
  );
  field.addEventListener("keydown", ({ key }) => {
    if (key === "Enter") shared.unlock(field.value);
  });
  queueMicrotask(() => field.focus());
  return card(DOCUMENT_ICONS.lock, element("h2", {}, TEXT.locked), element("p", {}, TEXT.lockedIntro), form);
}

/** What to show while `shared` is not open. */
export function noticeOf(shared: SharedDocument, state: Notice): HTMLElement {
  switch (state.status) {
    case "loading":
      return loading(state.share);
    case "locked":
      if (shared.isOwner) return lockedHere(shared, state.wrong);
      return card(
        DOCUMENT_ICONS.lock,
        element("h2", {}, TEXT.locked),
        element("p", {}, TEXT.lockedElsewhere),
      );
    case "failed": {
      const [title, advice] = PROBLEMS[state.problem];
      return card(
        DOCUMENT_ICONS.alert,
        element("h2", {}, title),
        element("p", {}, advice),
        button({ class: "main" }, () => shared.close(), TEXT.close),
      );
    }
  }
}

/** What is said aloud of it. */
export function announcementOf(state: DocumentState): string {
  if (state.status === "failed") return PROBLEMS[state.problem].join(". ");
  if (state.status === "locked") return TEXT.locked;
  return state.status === "loading" ? TEXT.loading : "";
}
