// The card at the window's corner: its DOM, made once, and how a state is put on it.
import { button, element, icon } from "../shared/element.ts";
import { ICONS } from "../shared/icons.ts";
import { announcement } from "./announce.ts";
import { Drag } from "./drag.ts";
import { Head, type HeadActions, isSmall } from "./head.ts";
import { type Look, PLAIN_LOOK } from "./look.ts";
import type { Corner } from "./place.ts";
import { questionOf, questionText } from "./question.ts";
import { SessionPanel, type SessionActions } from "./session-panel.ts";
import { INITIAL, type CardState } from "./state.ts";
import { STYLE } from "./style.ts";
import { Surface } from "./surface.ts";
import { TermsDialog, type TermsActions } from "./terms-dialog.ts";
import type { Texts } from "./text.ts";
import { noticeOf } from "./title.ts";

/** What the visitor may do. */
export interface CardActions extends Omit<SessionActions, "say">, Omit<HeadActions, "move">, TermsActions {
  start(): void;
  again(): void;
  close(): void;
  /** Has put the card into that corner. */
  moved(corner: Corner): void;
}

/** An element name of our own, so that no page's rule for `div` fits. */
const HOST = "glance-cobrowse-ui";

const CORNER_TEXTS: Readonly<Record<Corner, keyof Texts>> = {
  "top-left": "topLeft",
  "top-right": "topRight",
  "bottom-left": "bottomLeft",
  "bottom-right": "bottomRight",
};

/** The card. Nothing of it is seen until a state says so. */
export class Card {
  readonly host = document.createElement(HOST);
  readonly #shadow: ShadowRoot;
  readonly #actions: CardActions;
  readonly #look: Look;
  readonly #border = element("div", { id: "glance_border" });
  readonly #start: HTMLButtonElement;
  readonly #head: Head;
  readonly #card: HTMLElement;
  readonly #starting: HTMLElement;
  readonly #panel: SessionPanel;
  readonly #message = element("p", { id: "glance_msg" });
  readonly #messageBox: HTMLElement;
  readonly #again: HTMLButtonElement;
  readonly #terms: TermsDialog;
  readonly #said = element("div", { class: "said", role: "status" });
  readonly #alert = element("div", { class: "said", role: "alert" });
  readonly #surface: Surface;
  #close: (() => void) | undefined;
  #state = INITIAL;

  constructor(actions: CardActions, look: Look = PLAIN_LOOK) {
    const { texts } = look;
    this.#actions = actions;
    this.#look = look;
    this.#start = button(
      { id: "glance_show_btn", class: "main" },
      () => actions.start(),
      icon(ICONS.screen),
      element("span", { id: "glance_start_label" }, texts.button),
    );
    this.#head = new Head({ expand: actions.expand, move: () => drag.next() }, look);
    this.#starting = element("p", { id: "glance_ssn_starting", class: "body" }, texts.startingInfo);
    this.#panel = new SessionPanel({ ...actions, say: (text) => this.#say(text) }, look);
    this.#again = button({ id: "glance_msg_again", class: "main" }, () => actions.again(), texts.again);
    this.#messageBox = this.#makeMessageBox();
    this.#card = this.#makeCard();
    this.#terms = new TermsDialog(actions, texts);
    const region = element("section", { "aria-label": texts.region }, this.#start, this.#card);
    this.#shadow = this.#attach(region);
    this.#surface = new Surface(this.host);
    const drag = new Drag({
      moved: region,
      handles: [this.#start, this.#head.root],
      oncorner: (corner) => this.#moveTo(corner),
    });
  }

  /** Puts `state` on the card, tells screen readers, and keeps the focus somewhere useful. */
  render(state: CardState): void {
    const before = this.#state;
    this.#state = state;
    const focused = this.#shadow.activeElement;
    if (this.#close === undefined) this.#close = this.#surface.open();
    else this.#surface.place();
    this.#renderHost(state);
    this.#start.hidden = state.screen !== "button";
    this.#card.hidden = state.screen === "hidden" || state.screen === "button";
    this.#card.classList.toggle("small", isSmall(state));
    this.#head.render(state);
    this.#starting.hidden = state.screen !== "starting";
    this.#panel.root.hidden = !this.#hasPanel(state);
    this.#panel.render(state);
    this.#renderMessage(state);
    this.#terms.render(state.terms);
    this.#announce(before, state);
    if (focused !== null) this.#keepFocus(focused, state);
  }

  /** Puts the card into a corner; undefined: where the site's style sheet has it. */
  place(corner: Corner | undefined): void {
    const { style } = this.host;
    if (corner === undefined) style.removeProperty("inset");
    else style.inset = insetOf(corner);
  }

  /** Takes the card away for good. */
  remove(): void {
    this.#close?.();
    this.host.remove();
  }

  #attach(region: HTMLElement): ShadowRoot {
    const { host } = this;
    const { language, direction, skin } = this.#look;
    host.id = "glance_cobrowse_btn";
    host.lang = language;
    host.dir = direction;
    // Ours is never shown to agents: the names that sites know, for any capture.
    host.setAttribute("glance_cobrowse_suppress", "1");
    host.setAttribute("data-no-cobrowse-content", "1");
    const shadow = host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    shadow.adoptedStyleSheets = skin === undefined ? [sheet] : [sheet, skin];
    shadow.append(this.#border, region, this.#terms.root, this.#said, this.#alert);
    // Site styles reach inside by ::part(stop_btn) and so on.
    for (const part of shadow.querySelectorAll("[id]"))
      part.setAttribute("part", part.id.replace("glance_", ""));
    return shadow;
  }

  #makeCard(): HTMLElement {
    const { tagline } = this.#look.texts;
    const line = element("p", { id: "glance_tagline", hidden: tagline === "" }, tagline);
    const card = element(
      "div",
      { class: "card glance_ui" },
      this.#head.root,
      this.#starting,
      this.#panel.root,
      this.#messageBox,
      line,
    );
    card.addEventListener("keydown", (event) => this.#onkeydown(event));
    return card;
  }

  #makeMessageBox(): HTMLElement {
    const ok = button({ id: "glance_msg_ok" }, () => this.#closeMessage(), this.#look.texts.close);
    return element(
      "div",
      { id: "glance_msg_box", class: "body" },
      this.#message,
      element("div", { class: "actions" }, ok, this.#again),
    );
  }

  #closeMessage(): void {
    if (this.#state.screen === "session") this.#actions.answer(true);
    else this.#actions.close();
  }

  #moveTo(corner: Corner): void {
    this.place(corner);
    this.#actions.moved(corner);
    this.#say(this.#look.texts[CORNER_TEXTS[corner]]);
  }

  #hasPanel(state: CardState): boolean {
    if (state.screen === "offer") return true;
    return state.screen === "session" && state.expanded && noticeOf(state, this.#look) === undefined;
  }

  #renderHost(state: CardState): void {
    const inSession = state.screen === "session";
    const { classList } = this.host;
    classList.add("glance_ui_6");
    classList.toggle("in_session", inSession);
    classList.toggle("not_in_session", !inSession);
    this.#border.hidden = !inSession;
    this.#border.classList.toggle("paused", state.paused);
    this.#border.classList.toggle("control", state.rc);
  }

  #renderMessage(state: CardState): void {
    const notice = noticeOf(state, this.#look);
    this.#messageBox.hidden = notice === undefined;
    this.#message.textContent = notice?.advice ?? "";
    this.#again.hidden = !canTryAgain(state);
  }

  #announce(before: CardState, state: CardState): void {
    const words = announcement(before, state, this.#look);
    if (words !== "") this.#say(words);
    if (state.asked[0] === before.asked[0]) return;
    const asked = questionOf(state);
    const { title, text } =
      asked === undefined ? { title: "", text: "" } : questionText(asked, state.helpers, this.#look);
    const guest = asked?.kind === "guest" ? asked.items.join() : "";
    this.#alert.textContent = [title, text, guest, noticeOf(state, this.#look)?.advice]
      .filter(Boolean)
      .join(". ");
  }

  /** When the element that had the focus is gone, its successor gets it: not the page's beginning. */
  #keepFocus(focused: Element, state: CardState): void {
    if (focused instanceof HTMLElement && focused.getClientRects().length > 0) return;
    this.#shadow.getElementById(this.#focusTarget(state))?.focus();
  }

  #focusTarget(state: CardState): string {
    if (state.screen === "button") return "glance_show_btn";
    if (state.screen === "offer") return "glance_no";
    if (canTryAgain(state)) return "glance_msg_again";
    if (noticeOf(state, this.#look) !== undefined) return "glance_msg_ok";
    if (state.screen !== "session" || state.agents.length + state.key.length === 0)
      return "glance_showing_status";
    return state.expanded ? this.#panel.focusTarget(state) : "glance_expand";
  }

  #onkeydown(event: KeyboardEvent): void {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    // In a dialog of the page it would close that.
    event.preventDefault();
    const { screen, expanded } = this.#state;
    const asked = questionOf(this.#state);
    if (asked !== undefined && expanded) this.#actions.answer(false);
    else if (noticeOf(this.#state, this.#look) !== undefined) this.#closeMessage();
    else if (screen === "session" && expanded) this.#actions.expand(false);
  }

  #say(text: string): void {
    this.#said.textContent = text;
  }
}

/** The host's `inset`: the margins are the style sheet's. */
function insetOf(corner: Corner): string {
  const [vertical, horizontal] = corner.split("-");
  const edge = (name: string, of: string | undefined): string =>
    of === name ? `var(--glance-${name})` : "auto";
  return [
    edge("top", vertical),
    edge("right", horizontal),
    edge("bottom", vertical),
    edge("left", horizontal),
  ].join(" ");
}

/** Not by a browser that is too old: that will not change by itself. */
function canTryAgain({ screen, error }: CardState): boolean {
  return screen === "failed" && error !== "unsupported";
}
