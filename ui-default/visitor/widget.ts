// Joins the card to the public API: its events become the card's state, the visitor's clicks become its methods. A custom UI
// can do all of this.
import type { CobrowseNamespace, StartParams, VisitorApi } from "../../core/visitor/api.ts";
import { Card } from "./card.ts";
import { Asking } from "./asking.ts";
import { type Look, PLAIN_LOOK } from "./look.ts";
import { keepPlace, type Place, readPlace } from "./place.ts";
import { namesIn, nextState, stateOf, type CardEvent, type CardState } from "./state.ts";
import { hasTerms } from "./terms-dialog.ts";

/** Narrower windows have no room for card and page side by side. */
const NARROW = "(max-width: 480px)";

/** The default UI. Shows nothing until something is asked for, or a session runs. */
export class Widget {
  readonly #cobrowse: Pick<CobrowseNamespace, "Loader" | "Visitor">;
  readonly #visitor: VisitorApi;
  readonly #loadLook: (() => Promise<Look>) | undefined;
  readonly #asking = new Asking((event) => this.#dispatch(event));
  #look = PLAIN_LOOK;
  /** Undefined until it is known how it looks. */
  #card: Card | undefined;
  /** Tells a look that comes too late. */
  #wanted = 0;
  #state: CardState;
  #place: Place;
  /** How the session was started, to try it again. */
  #params: StartParams = {};

  /** @param loadLook how the card is to look; absent: plain. */
  constructor(cobrowse: Pick<CobrowseNamespace, "Loader" | "Visitor">, loadLook?: () => Promise<Look>) {
    const visitor = cobrowse.Visitor;
    this.#cobrowse = cobrowse;
    this.#visitor = visitor;
    this.#loadLook = loadLook;
    this.#place = readPlace({ corner: undefined, expanded: true });
    this.#state = { ...stateOf(visitor), expanded: this.#place.expanded };
    if (loadLook === undefined) this.#setLook(PLAIN_LOOK);
    else void this.restyle();
    this.#listen();
    visitor.attachUI({
      showButton: () => this.#dispatch({ type: "button", toggle: false }),
      toggleButton: () => this.#dispatch({ type: "button", toggle: true }),
      showTerms: (terms) => {
        if (!visitor.inSession()) this.#set({ terms });
      },
      askSession: (offer) => this.#asking.askSession(offer, this.#termsUrl()),
      ...this.#asking.port,
    });
  }

  /** Fetches the look anew, and puts it on. */
  async restyle(): Promise<void> {
    const wanted = (this.#wanted += 1);
    const look = (await this.#loadLook?.()) ?? PLAIN_LOOK;
    if (wanted === this.#wanted) this.#setLook(look);
  }

  /** Takes the card away. What it showed goes on without it. */
  remove(): void {
    this.#wanted += 1;
    this.#card?.remove();
    this.#card = undefined;
  }

  #setLook(look: Look): void {
    this.#look = look;
    this.#card?.remove();
    this.#card = this.#makeCard(look);
    this.#card.place(this.#place.corner);
    this.#card.render(this.#state);
  }

  #makeCard(look: Look): Card {
    const visitor = this.#visitor;
    return new Card(
      {
        start: () => this.#start(),
        again: () => visitor.startSession(this.#params),
        close: () => this.#dispatch({ type: "closed" }),
        expand: (expanded) => this.#expand(expanded),
        moved: (corner) => this.#keep({ corner }),
        end: () => this.#asking.askToEnd(() => visitor.stopSession()),
        answer: (yes) => this.#asking.answer(this.#state.asked[0], yes),
        stopControl: () => visitor.enableRC(false),
        pause: (pause) => visitor.pauseSession({ pause }),
        accept: ({ start }) => {
          this.#params = start;
          this.#set({ terms: undefined });
          visitor.startSession(start);
        },
        decline: () => this.#set({ terms: undefined }),
      },
      look,
    );
  }

  /** A site that has terms wants them accepted first. */
  #start(): void {
    if (hasTerms(this.#cobrowse.Loader.settings().termsUrl, this.#look.texts)) this.#visitor.showTerms();
    else this.#visitor.startSession();
  }

  /** Where the terms are; undefined when there are none. */
  #termsUrl(): string | undefined {
    const { termsUrl } = this.#cobrowse.Loader.settings();
    return [termsUrl, this.#look.texts.termsUrl].find((url) => url !== "");
  }

  #expand(expanded: boolean): void {
    this.#keep({ expanded });
    this.#set({ expanded });
  }

  #keep(fields: Partial<Place>): void {
    this.#place = { ...this.#place, ...fields };
    keepPlace(this.#place);
  }

  #listen(): void {
    const visitor = this.#visitor;
    visitor.addEventListener("sessionstarting", () => this.#dispatch({ type: "starting" }));
    visitor.addEventListener("sessionstart", () => this.#keep({ expanded: true }));
    visitor.addEventListener("sessioncontinue", () => this.#running());
    visitor.addEventListener("focus", () => this.#running());
    visitor.addEventListener("blur", () => this.#dispatch({ type: "elsewhere" }));
    visitor.addEventListener("paused", ({ paused }) => this.#set({ paused }));
    visitor.addEventListener("rc", ({ enabled }) => this.#set({ rc: enabled }));
    visitor.addEventListener("connection", ({ status }) => this.#set({ connection: status }));
    visitor.addEventListener("agents", ({ agentlist }) => {
      const first = this.#state.agents.length === 0 && agentlist.length > 0;
      this.#set(namesIn(agentlist));
      if (first && matchMedia(NARROW).matches && this.#state.asked.length === 0)
        this.#set({ expanded: false });
    });
    visitor.addEventListener("sessionend", ({ reason }) => {
      const unseen = this.#state.screen === "hidden" && reason === "visitor";
      this.#dispatch(unseen ? { type: "closed" } : { type: "ended", reason });
    });
    visitor.addEventListener("error", ({ code, params }) => {
      const error = params?.["unsupported"] === true ? "unsupported" : code;
      if (!visitor.inSession()) this.#dispatch({ type: "failed", error });
      else if (code === "conndrop") this.#set({ connection: "lost" });
      else if (code === "maskingerror") this.#set({ blanked: true, expanded: true });
    });
  }

  #running(): void {
    const key = this.#visitor.getKey();
    const keyless = !/^\d+$/.test(key) || key === this.#cobrowse.Loader.settings().visitorId;
    this.#dispatch({ type: "running", key, keyless });
    this.#set({ expanded: this.#place.expanded });
  }

  #set(fields: Extract<CardEvent, { type: "set" }>["fields"]): void {
    this.#dispatch({ type: "set", fields });
  }

  #dispatch(event: CardEvent): void {
    const before = this.#state;
    this.#state = nextState(before, event);
    this.#card?.render(this.#state);
    this.#asking.dropped(before.asked, this.#state.asked);
  }
}
