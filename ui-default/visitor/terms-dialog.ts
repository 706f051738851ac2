// Asks for consent before a session starts.
import type { Terms } from "../../core/visitor/api.ts";
import { button, element } from "../shared/element.ts";
import { TEXT } from "./text.ts";

/** What the visitor may answer. Closing by Esc declines. */
export interface TermsActions {
  accept(terms: Terms): void;
  decline(): void;
}

/** The terms' address if it is one that a link may have: never `javascript:`. */
export function safeUrl(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  try {
    const url = new URL(text, document.baseURI);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : undefined;
  } catch {
    return undefined;
  }
}

/** A modal dialog with accept and decline. */
export class TermsDialog {
  readonly root: HTMLDialogElement;
  readonly #link = element("a", { id: "glance_terms_link", target: "_blank", rel: "noopener" });
  #terms: Terms | undefined;

  constructor(actions: TermsActions) {
    this.#link.append(TEXT.termsLink, element("span", { class: "said" }, ` ${TEXT.newWindow}`));
    const accept = (): void => {
      if (this.#terms !== undefined) actions.accept(this.#terms);
    };
    this.root = element(
      "dialog",
      {
        id: "glance_terms",
        "aria-labelledby": "glance_terms_title",
        "aria-describedby": "glance_terms_text",
      },
      element("h2", { id: "glance_terms_title", tabindex: "-1", autofocus: true }, TEXT.termsTitle),
      element("p", { id: "glance_terms_text" }, TEXT.termsText),
      element("p", {}, this.#link),
      element(
        "div",
        { class: "actions" },
        button({ id: "glance_decline" }, () => actions.decline(), TEXT.decline),
        button({ id: "glance_accept", class: "main" }, accept, TEXT.accept),
      ),
    );
    this.root.addEventListener("cancel", () => actions.decline());
  }

  /** Opens for `terms`, or closes. */
  render(terms: Terms | undefined): void {
    this.#terms = terms;
    if (terms === undefined) {
      this.root.close();
      return;
    }
    const url = safeUrl(terms.url);
    if (url !== undefined) this.#link.href = url;
    (this.#link.parentElement ?? this.#link).hidden = url === undefined;
    if (!this.root.open) this.root.showModal();
  }
}
