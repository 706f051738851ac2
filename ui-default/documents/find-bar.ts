// Looking for words: the field, what was found so far, and the way from one to the next. Everybody sees what is looked for.
import type { DocumentHits, SharedDocument } from "../../core/documents/api.ts";
import { button, element, icon } from "../shared/element.ts";
import type { DocumentBody } from "./body.ts";
import { DOCUMENT_ICONS } from "./icons.ts";
import { TEXT } from "./text.ts";

/** How long typing rests before it is looked for, in ms. */
const TYPING_MS = 250;
const MAX_QUERY_UNITS = 256;

export class FindBar {
  readonly element: HTMLElement;
  readonly #shared: SharedDocument;
  readonly #body: DocumentBody;
  readonly #say: (text: string) => void;
  readonly #field = element("input", {
    type: "search",
    class: "query",
    "aria-label": TEXT.findLabel,
    placeholder: TEXT.findLabel,
    maxlength: String(MAX_QUERY_UNITS),
    spellcheck: "false",
    autocomplete: "off",
  });
  readonly #count = element("span", { class: "count" });
  readonly #case = toggle(TEXT.matchCase, "Aa", () => this.#lookFor());
  readonly #words = toggle(TEXT.wholeWords, "W", () => this.#lookFor());
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** This side has begun to look for something, and goes to the first that is found. */
  #isSeeking = false;

  /** @param say says something aloud. */
  constructor(shared: SharedDocument, body: DocumentBody, say: (text: string) => void) {
    this.#shared = shared;
    this.#body = body;
    this.#say = say;
    this.element = element(
      "div",
      { class: "find", role: "search", hidden: true },
      this.#field,
      this.#count,
      iconButton(TEXT.findPrevious, DOCUMENT_ICONS.previous, () => this.#step(-1)),
      iconButton(TEXT.findNext, DOCUMENT_ICONS.next, () => this.#step(1)),
      this.#case,
      this.#words,
      iconButton(TEXT.closeFind, DOCUMENT_ICONS.close, () => this.close()),
    );
    this.#field.addEventListener("input", () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#lookFor(), TYPING_MS);
    });
    this.#field.addEventListener("keydown", (event) => this.#keyed(event));
  }

  get isOpen(): boolean {
    return !this.element.hidden;
  }

  /** Opens it, with the keyboard in the field. */
  open(): void {
    this.element.hidden = false;
    this.#field.focus();
    this.#field.select();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.element.hidden = true;
    if (this.#shared.view.query !== "") this.#shared.look({ query: "", hit: -1 });
    this.#body.focus();
  }

  /** What is looked for, and where, is another thing now. */
  follow(): void {
    const { query, hit, matchCase, wholeWords } = this.#shared.view;
    if (query !== "") this.element.hidden = false;
    else if (document.activeElement !== this.#field) this.element.hidden = true;
    if (document.activeElement !== this.#field) this.#field.value = query;
    press(this.#case, matchCase);
    press(this.#words, wholeWords);
    this.#countUp(this.#shared.hits, hit);
  }

  /** Something was found, or it is known that there is nothing more. */
  found(hits: DocumentHits): void {
    const { query, hit } = this.#shared.view;
    if (hits.query !== query) return;
    if (this.#isSeeking && hits.places.length > 0) {
      this.#isSeeking = false;
      this.#goTo(this.#body.nearest(hits), hits);
    } else this.#countUp(hits, hit);
    if (hits.done && query !== "") this.#say(hits.count === 0 ? TEXT.noMatch : TEXT.matches(hits.count));
  }

  #keyed(event: KeyboardEvent): void {
    if (event.key !== "Enter") return;
    event.preventDefault();
    if (this.#field.value === this.#shared.view.query) this.#step(event.shiftKey ? -1 : 1);
    else this.#lookFor();
  }

  #lookFor(): void {
    clearTimeout(this.#timer);
    const [matchCase, wholeWords] = [isPressed(this.#case), isPressed(this.#words)];
    this.#isSeeking = this.#field.value.trim() !== "";
    this.#count.textContent = this.#isSeeking ? TEXT.searching : "";
    this.#shared.look({ query: this.#field.value, matchCase, wholeWords, hit: -1 });
  }

  #step(by: number): void {
    const { hits, view } = this.#shared;
    if (hits === undefined) return;
    const known = this.#body.hitsTold(hits);
    if (known === 0) return;
    const from = view.hit === -1 ? (by > 0 ? -1 : 0) : view.hit;
    this.#goTo((from + by + known) % known, hits);
  }

  #goTo(hit: number, hits: DocumentHits): void {
    this.#body.reveal(hit, hits);
    this.#body.mark();
    this.#countUp(hits, hit);
    this.#say(`${TEXT.matchOf(hit + 1, hits.count)}, ${this.#body.placeOf(hit, hits)}`);
  }

  #countUp(hits: DocumentHits | undefined, hit: number): void {
    const { query } = this.#shared.view;
    if (hits?.query !== query || query === "") this.#count.textContent = query === "" ? "" : TEXT.searching;
    else if (hits.count === 0) this.#count.textContent = hits.done ? TEXT.noMatch : TEXT.searching;
    else this.#count.textContent = hit < 0 ? TEXT.matches(hits.count) : TEXT.matchOf(hit + 1, hits.count);
  }
}

export function iconButton(label: string, path: string, onclick: () => void): HTMLButtonElement {
  return button({ class: "quiet square", "aria-label": label, title: label }, onclick, icon(path));
}

function toggle(label: string, sign: string, onchange: () => void): HTMLButtonElement {
  const made = button({ class: "quiet toggle", "aria-pressed": "false", title: label }, () => {
    press(made, !isPressed(made));
    onchange();
  });
  made.append(element("span", { "aria-hidden": "true" }, sign), element("span", { class: "said" }, label));
  return made;
}

function isPressed(made: HTMLButtonElement): boolean {
  return made.getAttribute("aria-pressed") === "true";
}

function press(made: HTMLButtonElement, pressed: boolean): void {
  made.setAttribute("aria-pressed", String(pressed));
}
