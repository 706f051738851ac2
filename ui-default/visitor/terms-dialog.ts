// Asks for consent before a session starts.
import type { Terms } from "../../core/visitor/api.ts";
import { button, element } from "../shared/element.ts";
import { safeUrl, setLink } from "./link.ts";
import type { Texts } from "./text.ts";

/** What the visitor may answer. Closing by Esc declines. */
export interface TermsActions {
  accept(terms: Terms): void;
  decline(): void;
}

function termsLink(id: string, words: string, newWindow: string): HTMLAnchorElement {
  const link = element("a", { id, target: "_blank", rel: "noopener" }, words);
  link.append(element("span", { class: "said" }, ` ${newWindow}`));
  return link;
}

/** A modal dialog with accept and decline. */
export class TermsDialog {
  readonly root: HTMLDialogElement;
  readonly #texts: Texts;
  readonly #link: HTMLAnchorElement;
  readonly #more: HTMLAnchorElement;
  #terms: Terms | undefined;

  constructor(actions: TermsActions, texts: Texts) {
    this.#texts = texts;
    this.#link = termsLink("glance_terms_link", texts.termsLink, texts.newWindow);
    this.#more = termsLink("glance_terms_link2", texts.additionalTerms, texts.newWindow);
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
      element("h2", { id: "glance_terms_title", tabindex: "-1", autofocus: true }, texts.termsTitle),
      element("p", { id: "glance_terms_text" }, texts.termsText),
      element("div", { class: "links" }, this.#link, this.#more),
      element(
        "div",
        { class: "actions" },
        button({ id: "glance_decline" }, () => actions.decline(), texts.decline),
        button({ id: "glance_accept", class: "main" }, accept, texts.accept),
      ),
    );
    this.root.addEventListener("cancel", () => actions.decline());
  }

  /** Opens for `terms`, or closes. The tag's address of the terms comes before the group's. */
  render(terms: Terms | undefined): void {
    this.#terms = terms;
    if (terms === undefined) {
      this.root.close();
      return;
    }
    const { termsUrl, additionalTerms, additionalTermsUrl } = this.#texts;
    setLink(this.#link, terms.url ?? termsUrl);
    setLink(this.#more, additionalTerms === "" ? undefined : additionalTermsUrl);
    (this.#link.parentElement ?? this.#link).hidden = this.#link.hidden && this.#more.hidden;
    if (!this.root.open) this.root.showModal();
  }
}

/** Whether there are terms to accept before a start. @param tagUrl `data-termsurl`. */
export function hasTerms(tagUrl: string, { termsUrl }: Texts): boolean {
  return safeUrl(tagUrl) !== undefined || safeUrl(termsUrl) !== undefined;
}
