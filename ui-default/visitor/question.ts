// What the visitor is asked, in the card: whether to end, to let an agent act, to go on elsewhere, to share a document.
import { button, element } from "../shared/element.ts";
import { setLink } from "./link.ts";
import type { Look } from "./look.ts";
import { namesOf } from "./names.ts";
import type { Asked, AskedKind, CardState } from "./state.ts";
import { fill, type Texts } from "./text.ts";

/** Keys of the words of each kind. */
interface Words {
  readonly title: keyof Texts;
  readonly text?: keyof Texts;
  readonly yes: keyof Texts;
  readonly no: keyof Texts;
}

const CONFIRM: Words = { title: "confirmTitle", yes: "confirmYes", no: "confirmNo" };

const WORDS: Readonly<Record<AskedKind, Words>> = {
  end: { title: "endTitle", text: "endText", yes: "endYes", no: "endNo" },
  guest: { title: "guestTitle", text: "guestText", yes: "guestYes", no: "guestNo" },
  offer: { title: "offerTitle", text: "offerText", yes: "offerYes", no: "offerNo" },
  rc: { title: "rcTitle", text: "rcText", yes: "rcYes", no: "rcNo" },
  crossDomain: { title: "crossTitle", text: "crossText", yes: "crossYes", no: "crossNo" },
  navigate: { title: "navigateTitle", text: "navigateText", yes: "navigateYes", no: "navigateNo" },
  document: { title: "documentTitle", text: "documentText", yes: "documentYes", no: "documentNo" },
  confirm: CONFIRM,
  message: { ...CONFIRM, title: "messageTitle" },
};

/** The question that the card shows; a message has a place of its own. */
export function questionOf({ asked: [first] }: CardState): Asked | undefined {
  return first?.kind === "message" ? undefined : first;
}

/** A question's words, as they are read out too. */
export function questionText(
  { kind, text, agent }: Asked,
  agents: readonly string[],
  look: Look,
): { title: string; text: string } {
  const words = WORDS[kind];
  const names = namesOf(agent === undefined ? agents : [agent], look);
  return {
    title: fill(look.texts[words.title], { names }),
    text: text === "" && words.text !== undefined ? look.texts[words.text] : text,
  };
}

const STEPS: ReadonlyMap<string, keyof Texts> = new Map([
  ["back", "navigateBack"],
  ["forward", "navigateForward"],
  ["refresh", "navigateRefresh"],
]);

/** An address as it is; a step in the history in words. */
function wordsOf(item: string, texts: Texts): string {
  const key = STEPS.get(item);
  return key === undefined ? item : texts[key];
}

/** The question and its two answers. */
export class QuestionPanel {
  readonly root: HTMLElement;
  readonly #look: Look;
  readonly #title = element("h2", { id: "glance_confirm_title" });
  readonly #text = element("p", { id: "glance_confirm_msg" });
  readonly #items = element("ul", { class: "items", role: "list" });
  readonly #link: HTMLAnchorElement;
  readonly #linkText = element("span", {});
  readonly #yes: HTMLButtonElement;
  readonly #no: HTMLButtonElement;

  constructor(look: Look, onanswer: (yes: boolean) => void) {
    this.#look = look;
    this.#link = element("a", { target: "_blank", rel: "noopener" }, this.#linkText);
    this.#link.append(element("span", { class: "said" }, ` ${look.texts.newWindow}`));
    this.#yes = button({ id: "glance_yes" }, () => onanswer(true));
    this.#no = button({ id: "glance_no" }, () => onanswer(false));
    this.root = element(
      "div",
      {
        id: "glance_confirm",
        role: "alertdialog",
        "aria-labelledby": "glance_confirm_title",
        "aria-describedby": "glance_confirm_msg",
      },
      element("div", { class: "text" }, this.#title, this.#text, this.#items, this.#link),
      element("div", { class: "actions" }, this.#no, this.#yes),
    );
  }

  render(state: CardState): void {
    const asked = questionOf(state);
    this.root.hidden = asked === undefined;
    if (asked === undefined) return;
    const { kind, items, link } = asked;
    const { texts } = this.#look;
    const { title, text } = questionText(asked, state.helpers, this.#look);
    this.#title.textContent = title;
    this.#text.textContent = text;
    this.#items.replaceChildren(
      ...items.map((item) => element("li", {}, element("bdi", {}, wordsOf(item, texts)))),
    );
    this.#items.hidden = items.length === 0;
    this.#linkText.textContent = kind === "offer" ? texts.termsLink : texts.documentTerms;
    setLink(this.#link, link);
    this.#yes.textContent = asked.yes ?? texts[WORDS[kind].yes];
    this.#no.textContent = asked.no ?? texts[WORDS[kind].no];
    // The answer that changes nothing stands out when the visitor's own click asked; else that which was asked for.
    this.#no.className = kind === "end" ? "main" : "";
    this.#yes.className = kind === "end" ? "end" : "main";
  }
}
