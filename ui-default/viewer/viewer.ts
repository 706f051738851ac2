// The agent's viewer: shows the view that belongs to the agent's state, and says aloud what changes.
import type { Account, AgentApi, AgentState, Person } from "../../core/agent/api.ts";
import { button, element, icon } from "../shared/element.ts";
import { ICONS } from "../shared/icons.ts";
import { shortened } from "../shared/shortened.ts";
import { THEME } from "../shared/theme.ts";
import { codeView } from "./code.ts";
import { noticeView } from "./notice.ts";
import { changes } from "./people.ts";
import { sessionView } from "./session-view.ts";
import { signInView } from "./sign-in.ts";
import { ENDED, FAILED, pausedNotice, RECONNECTING, STATES, TEXT } from "./text.ts";
import type { View } from "./view.ts";

/** States that `<html data-glance-state>` tells to a page around the viewer; before a session is asked for there is none. */
const TOLD: readonly string[] = ["waiting", "live", "paused", "reconnecting", "ended", "error"];

/** Which view a state belongs to: as long as it stays the same, the view is updated and not made anew. */
function viewNameOf(state: AgentState): string {
  switch (state.status) {
    case "signed-out":
    case "code":
    case "starting":
      return state.status;
    case "ended":
      return `ended ${state.by}`;
    case "error":
      return `error ${state.code}`;
    case "waiting":
      return state.for === "page" ? "session" : `waiting ${state.key}`;
    case "live":
    case "paused":
    case "reconnecting":
      return "session";
  }
}

/** Longest message of a visitor that is said aloud, in characters. */
const MAX_SAID = 500;

/** What is said aloud when a state is reached; headings that take the focus are read anyway. */
function announcementOf(state: AgentState): string {
  switch (state.status) {
    case "waiting":
      return state.for === "page" ? TEXT.waitingPage : "";
    case "live":
      return STATES.live;
    case "paused":
      return `${pausedNotice(state).title}. ${shortened(state.message, MAX_SAID)}`;
    case "reconnecting":
      return RECONNECTING.title;
    default:
      return "";
  }
}

function titleOf(state: AgentState): string {
  switch (state.status) {
    case "waiting":
    case "live":
    case "paused":
    case "reconnecting":
      return STATES[state.status];
    case "ended":
      return ENDED[state.by].title;
    case "error":
      return FAILED[state.code].title;
    case "signed-out":
      return TEXT.signIn;
    case "code":
    case "starting":
      return "";
  }
}

export class Viewer {
  readonly #agent: AgentApi;
  readonly #root: HTMLElement;
  readonly #said = element("p", { class: "said", role: "status" });
  readonly #masthead: HTMLElement;
  readonly #account = element("p", { class: "account" });
  #name = "";
  #view: View | undefined;
  #people: readonly Person[] = [];

  /** Fills `root` and follows `agent` from now on. */
  constructor(agent: AgentApi, root: HTMLElement) {
    this.#agent = agent;
    this.#root = root;
    this.#masthead = element(
      "header",
      { class: "masthead" },
      element("p", { class: "brand" }, icon(ICONS.screen), TEXT.product),
      this.#account,
    );
    root.replaceChildren(this.#said);
    agent.addEventListener("state", (state) => this.#show(state));
    agent.addEventListener("account", (account) => this.#showAccount(account));
    agent.addEventListener("people", (people) => {
      this.#say(changes(this.#people, people));
      this.#people = people;
    });
    this.#show(agent.state);
  }

  #show(state: AgentState): void {
    const name = viewNameOf(state);
    if (name !== this.#name) this.#replace(name, state);
    this.#view?.update(state);
    const { dataset } = document.documentElement;
    if (TOLD.includes(state.status)) dataset["glanceState"] = state.status;
    else delete dataset["glanceState"];
    const title = titleOf(state);
    document.title = title === "" ? TEXT.product : `${title} · ${TEXT.product}`;
    this.#say(announcementOf(state));
  }

  #replace(name: string, state: AgentState): void {
    this.#view?.close();
    this.#view?.element.remove();
    this.#view = this.#make(name, state);
    if (name === "session") this.#masthead.remove();
    else this.#root.prepend(this.#masthead);
    this.#said.before(this.#view.element);
    // The first thing shown leaves the focus where the browser put it, unless there is something to type.
    if (this.#name !== "" || name === "signed-out" || name === "code") this.#view.focus();
    this.#name = name;
  }

  #make(name: string, state: AgentState): View {
    switch (name) {
      case "signed-out":
        return signInView(this.#agent);
      case "code":
        return codeView(this.#agent);
      case "session":
        this.#people = [];
        return sessionView(this.#agent);
      default:
        return noticeView(this.#agent, state);
    }
  }

  #showAccount(account: Account | undefined): void {
    this.#account.replaceChildren();
    if (account === undefined || this.#agent.isGuest) return;
    this.#account.append(
      element("span", {}, element("bdi", {}, TEXT.signedInAs(account.name))),
      button({ class: "quiet" }, () => this.#agent.signOut(), TEXT.signOut),
    );
  }

  #say(text: string): void {
    if (text !== "") this.#said.textContent = text;
  }
}

/** Shows `agent` in the page of pages/viewer.html. */
export function openViewer(agent: AgentApi, document: Document): void {
  const theme = new CSSStyleSheet();
  theme.replaceSync(THEME);
  document.adoptedStyleSheets.push(theme);
  const root = document.querySelector<HTMLElement>("#glance_viewer");
  if (root !== null) new Viewer(agent, root);
}
