// Joins the card to the public API: its events become the card's state, the visitor's clicks become its methods. A custom UI
// can do all of this.
import type { CobrowseNamespace, StartParams, VisitorApi } from "../../core/visitor/api.ts";
import { Card } from "./card.ts";
import { nextState, stateOf, type CardEvent, type CardState } from "./state.ts";

/** Narrower windows have no room for card and page side by side. */
const NARROW = "(max-width: 480px)";

/** The default UI. Shows nothing until something is asked for, or a session runs. */
export class Widget {
  readonly #cobrowse: Pick<CobrowseNamespace, "Loader" | "Visitor">;
  readonly #visitor: VisitorApi;
  readonly #card: Card;
  #state: CardState;
  /** How the session was started, to try it again. */
  #params: StartParams = {};

  constructor(cobrowse: Pick<CobrowseNamespace, "Loader" | "Visitor">) {
    const visitor = cobrowse.Visitor;
    this.#cobrowse = cobrowse;
    this.#visitor = visitor;
    this.#card = this.#makeCard();
    this.#state = stateOf(visitor);
    this.#listen();
    this.#card.render(this.#state);
    visitor.attachUI({
      showButton: () => this.#dispatch({ type: "button", toggle: false }),
      toggleButton: () => this.#dispatch({ type: "button", toggle: true }),
      showTerms: (terms) => {
        if (!visitor.inSession()) this.#set({ terms });
      },
    });
  }

  #makeCard(): Card {
    const visitor = this.#visitor;
    return new Card({
      start: () => this.#start(),
      again: () => visitor.startSession(this.#params),
      close: () => this.#dispatch({ type: "closed" }),
      expand: (expanded) => this.#set({ expanded, confirming: false }),
      confirm: (confirming) => this.#set({ confirming }),
      end: () => visitor.stopSession(),
      pause: (pause) => visitor.pauseSession({ pause }),
      accept: ({ start }) => {
        this.#params = start;
        this.#set({ terms: undefined });
        visitor.startSession(start);
      },
      decline: () => this.#set({ terms: undefined }),
    });
  }

  /** A site that has terms wants them accepted first. */
  #start(): void {
    if (this.#cobrowse.Loader.settings().termsUrl === "") this.#visitor.startSession();
    else this.#visitor.showTerms();
  }

  #listen(): void {
    const visitor = this.#visitor;
    visitor.addEventListener("sessionstarting", () => this.#dispatch({ type: "starting" }));
    visitor.addEventListener("sessioncontinue", () => this.#running());
    visitor.addEventListener("focus", () => this.#running());
    visitor.addEventListener("blur", () => this.#dispatch({ type: "elsewhere" }));
    visitor.addEventListener("paused", ({ paused }) => this.#set({ paused }));
    visitor.addEventListener("connection", ({ status }) => this.#set({ connection: status }));
    visitor.addEventListener("agents", ({ agentlist }) => {
      const first = this.#state.agents.length === 0 && agentlist.length > 0;
      this.#set({ agents: agentlist.map(({ name }) => name) });
      if (first && matchMedia(NARROW).matches) this.#set({ expanded: false });
    });
    visitor.addEventListener("sessionend", ({ reason }) => {
      const unseen = this.#state.screen === "hidden" && reason === "visitor";
      this.#dispatch(unseen ? { type: "closed" } : { type: "ended", reason });
    });
    visitor.addEventListener("error", ({ code }) => {
      if (!visitor.inSession()) this.#dispatch({ type: "failed", error: code });
      else if (code === "conndrop") this.#set({ connection: "lost" });
      else if (code === "maskingerror") this.#set({ blanked: true, expanded: true });
    });
  }

  #running(): void {
    this.#dispatch({ type: "running", key: this.#visitor.getKey() });
  }

  #set(fields: Extract<CardEvent, { type: "set" }>["fields"]): void {
    this.#dispatch({ type: "set", fields });
  }

  #dispatch(event: CardEvent): void {
    this.#state = nextState(this.#state, event);
    this.#card.render(this.#state);
  }
}
