// The card at the window's corner: its DOM, made once, and how a state is put on it.
import { button, element, icon } from "../shared/element.ts";
import { ICONS } from "../shared/icons.ts";
import { announcement } from "./announce.ts";
import { namesOf } from "./names.ts";
import { SessionPanel, type SessionActions } from "./session-panel.ts";
import { INITIAL, type CardState } from "./state.ts";
import { STYLE } from "./style.ts";
import { TermsDialog, type TermsActions } from "./terms-dialog.ts";
import { ENDED, FAILED, TEXT } from "./text.ts";

/** What the visitor may do. */
export interface CardActions extends Omit<SessionActions, "say">, TermsActions {
  start(): void;
  again(): void;
  close(): void;
  expand(expanded: boolean): void;
}

/** An element name of our own, so that no page's rule for `div` fits. */
const HOST = "glance-cobrowse-ui";

/** The card. Nothing of it is seen until a state says so. */
export class Card {
  readonly host: HTMLElement;
  readonly #shadow: ShadowRoot;
  readonly #actions: CardActions;
  readonly #border = element("div", { id: "glance_border" });
  readonly #start: HTMLButtonElement;
  readonly #card: HTMLElement;
  readonly #mark = element("span", { "aria-hidden": "true" });
  readonly #title = element("h2", { id: "glance_showing_status", tabindex: "-1" });
  readonly #expand: HTMLButtonElement;
  readonly #panel: SessionPanel;
  readonly #message = element("p", { id: "glance_msg" });
  readonly #messageBox: HTMLElement;
  readonly #again: HTMLButtonElement;
  readonly #terms: TermsDialog;
  readonly #said = element("div", { class: "said", role: "status" });
  #state = INITIAL;

  constructor(actions: CardActions) {
    this.#actions = actions;
    this.#start = button(
      { id: "glance_show_btn", class: "main" },
      () => actions.start(),
      icon(ICONS.screen),
      element("span", { id: "glance_start_label" }, TEXT.button),
    );
    this.#expand = button({ id: "glance_expand", class: "quiet", "aria-controls": "glance_in_session" }, () =>
      actions.expand(!this.#state.expanded),
    );
    this.#panel = new SessionPanel({ ...actions, say: (text) => this.#say(text) });
    this.#again = button({ id: "glance_msg_again", class: "main" }, () => actions.again(), TEXT.again);
    this.#messageBox = this.#makeMessageBox();
    const head = element("div", { class: "head" }, this.#mark, this.#title, this.#expand);
    this.#card = element("div", { class: "card" }, head, this.#panel.root, this.#messageBox);
    this.#card.addEventListener("keydown", (event) => this.#onkeydown(event));
    this.#terms = new TermsDialog(actions);
    this.host = document.createElement(HOST);
    this.#shadow = this.#attach();
  }

  /** Puts `state` on the card, tells screen readers, and keeps the focus somewhere useful. */
  render(state: CardState): void {
    const before = this.#state;
    this.#state = state;
    const focused = this.#shadow.activeElement;
    if (!this.host.isConnected) document.documentElement.append(this.host);
    this.#renderHost(state);
    this.#start.hidden = state.screen !== "button";
    this.#card.hidden = state.screen === "hidden" || state.screen === "button";
    this.#renderHead(state);
    this.#panel.root.hidden = state.screen !== "session" || !state.expanded;
    this.#panel.render(state);
    this.#renderMessage(state);
    this.#terms.render(state.terms);
    const words = announcement(before, state);
    if (words !== "") this.#say(words);
    if (focused !== null) this.#keepFocus(focused, state);
  }

  #attach(): ShadowRoot {
    this.host.id = "glance_cobrowse_btn";
    // Ours is never shown to agents: the names that sites know, for any capture.
    this.host.setAttribute("glance_cobrowse_suppress", "1");
    this.host.setAttribute("data-no-cobrowse-content", "1");
    const shadow = this.host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    shadow.adoptedStyleSheets = [sheet];
    const region = element("section", { "aria-label": TEXT.region }, this.#start, this.#card);
    shadow.append(this.#border, region, this.#terms.root, this.#said);
    // Site styles reach inside by ::part(stop_btn) and so on.
    for (const part of shadow.querySelectorAll("[id]"))
      part.setAttribute("part", part.id.replace("glance_", ""));
    return shadow;
  }

  #makeMessageBox(): HTMLElement {
    const ok = button({ id: "glance_msg_ok" }, () => this.#actions.close(), TEXT.close);
    return element(
      "div",
      { id: "glance_msg_box", class: "body" },
      this.#message,
      element("div", { class: "actions" }, ok, this.#again),
    );
  }

  #renderHost(state: CardState): void {
    const inSession = state.screen === "session";
    this.host.className = `glance_ui_6 ${inSession ? "in_session" : "not_in_session"}`;
    this.#border.hidden = !inSession;
    this.#border.classList.toggle("paused", state.paused);
  }

  #renderHead(state: CardState): void {
    this.#title.textContent = titleOf(state);
    this.#mark.className = markOf(state);
    this.#mark.hidden = this.#mark.className === "";
    const inSession = state.screen === "session";
    const small = inSession && !state.expanded;
    this.#card.classList.toggle("small", small);
    this.#expand.hidden = !inSession;
    this.#expand.classList.toggle("glance_closed", small);
    this.#expand.setAttribute("aria-expanded", String(!small));
    this.#expand.replaceChildren(
      icon(small ? ICONS.up : ICONS.down),
      element("span", { id: "glance_expand_al", class: "said" }, small ? TEXT.expand : TEXT.collapse),
    );
  }

  #renderMessage(state: CardState): void {
    const notice = noticeOf(state);
    this.#messageBox.hidden = notice === undefined;
    this.#message.textContent = notice?.advice ?? "";
    this.#again.hidden = state.screen !== "failed";
  }

  /** When the element that had the focus is gone, its successor gets it: not the page's beginning. */
  #keepFocus(focused: Element, state: CardState): void {
    const visible = focused instanceof HTMLElement && focused.checkVisibility();
    const confirms = state.confirming && focused.id === "glance_stop_btn";
    if (visible && !confirms) return;
    this.#shadow.getElementById(this.#focusTarget(state))?.focus();
  }

  #focusTarget(state: CardState): string {
    if (state.screen === "button") return "glance_show_btn";
    if (state.screen === "failed") return "glance_msg_again";
    if (state.screen === "ended") return "glance_msg_ok";
    if (state.screen !== "session" || state.agents.length + state.key.length === 0)
      return "glance_showing_status";
    return state.expanded ? this.#panel.focusTarget(state) : "glance_expand";
  }

  #onkeydown(event: KeyboardEvent): void {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    const { screen, confirming, expanded } = this.#state;
    if (confirming) this.#actions.confirm(false);
    else if (screen === "ended" || screen === "failed") this.#actions.close();
    else if (screen === "session" && expanded) this.#actions.expand(false);
  }

  #say(text: string): void {
    this.#said.textContent = text;
  }
}

function noticeOf(state: CardState): { title: string; advice: string } | undefined {
  if (state.screen === "ended") return ENDED[state.reason];
  return state.screen === "failed" ? FAILED[state.error] : undefined;
}

function titleOf(state: CardState): string {
  if (state.screen === "starting") return TEXT.starting;
  if (state.screen !== "session") return noticeOf(state)?.title ?? "";
  if (state.connection !== "ok") return TEXT.reconnecting;
  if (state.paused) return TEXT.paused;
  if (state.agents.length === 0) return TEXT.waiting;
  if (state.agents.length > 2) return TEXT.viewingMany(state.agents.length);
  return TEXT.viewing(namesOf(state.agents));
}

/** Class of the mark before the title. */
function markOf(state: CardState): string {
  if (state.screen === "starting") return "spinner";
  if (state.screen !== "session") return "";
  if (state.connection !== "ok") return "dot broken";
  if (state.paused) return "dot pause";
  return state.agents.length === 0 ? "dot wait" : "dot live";
}
