// What asks the visitor something, and what becomes of the answer: the part of the UI's port that is about questions.
import type {
  ConfirmRequest,
  DocumentRequest,
  GuestRequest,
  Question,
  RcRequest,
  SessionOffer,
  VisitorUiPort,
} from "../../core/visitor/api.ts";
import type { Asked, CardEvent } from "./state.ts";

type AskingPort = Required<
  Pick<
    VisitorUiPort,
    | "askRemoteControl"
    | "askGuest"
    | "askNavigation"
    | "askCrossDomain"
    | "askDocument"
    | "confirm"
    | "showMessage"
  >
>;

/** Makes questions, and sees to it that each gets one answer. */
export class Asking {
  readonly port: AskingPort = {
    askRemoteControl: (request) => this.#askToAllow("rc", request),
    askGuest: (request) => this.#askToAllow("guest", request),
    askNavigation: (request) => this.#askToGo(request),
    askDocument: (request) => this.#askToAllow("document", request),
    askCrossDomain: (origins, prepare) => this.#askCrossDomain(origins, prepare),
    confirm: (question) => this.#confirm(question),
    showMessage: (text) => this.#showMessage(text),
  };
  readonly #dispatch: (event: CardEvent) => void;
  readonly #open = new Set<Asked>();

  constructor(dispatch: (event: CardEvent) => void) {
    this.#dispatch = dispatch;
  }

  /** The visitor wants to end the session: asks whether that is meant. */
  askToEnd(end: () => void): void {
    this.#ask({ kind: "end", text: "", items: [], answer: (yes) => yes === true && end() });
  }

  /** An agent asks for a session. @param link the terms, when there are any. */
  askSession(offer: SessionOffer, link: string | undefined): void {
    this.#ask({
      kind: "offer",
      text: "",
      items: [],
      agent: offer.agent,
      ...(link === undefined ? {} : { link }),
      answer(yes) {
        if (yes === true) offer.accept();
        else offer.decline();
      },
    });
  }

  /** The visitor answers the question that is shown. */
  answer(asked: Asked | undefined, yes: boolean): void {
    if (asked === undefined) return;
    // Answered already when the card lets go of it.
    this.#open.delete(asked);
    this.#dispatch({ type: "answered" });
    asked.answer(yes);
  }

  /** The card asked `before`, and asks `after` now: what is gone without an answer gets none. */
  dropped(before: readonly Asked[], after: readonly Asked[]): void {
    for (const asked of before)
      if (!after.includes(asked) && this.#open.delete(asked)) asked.answer(undefined);
  }

  #ask(asked: Asked): void {
    this.#open.add(asked);
    this.#dispatch({ type: "asked", asked });
  }

  /** The functions are those that `request` has when the visitor decides: the page may have replaced them. */
  #askToAllow(kind: "rc" | "document" | "guest", request: RcRequest | DocumentRequest | GuestRequest): void {
    const link = "termsUrl" in request ? request.termsUrl : undefined;
    this.#ask({
      kind,
      text: "",
      items: "name" in request ? [request.name] : [],
      ...(link === undefined ? {} : { link }),
      answer(yes) {
        if (yes === true) request.accept();
        else if (yes === false) request.decline();
      },
    });
  }

  #askToGo(request: ConfirmRequest): void {
    this.#ask({
      kind: "navigate",
      text: "",
      items: [request.url],
      answer(yes) {
        if (yes === true) request.accept();
        else request.decline();
      },
    });
  }

  #askCrossDomain(origins: readonly string[], prepare: () => Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#ask({
        kind: "crossDomain",
        text: "",
        items: origins.map(hostOf),
        answer(yes) {
          if (yes === true) prepare().then(resolve, reject);
          else resolve();
        },
      });
    });
  }

  #confirm({ text, ...words }: Question): Promise<boolean> {
    return new Promise((resolve) => {
      this.#ask({ kind: "confirm", text, items: [], ...words, answer: (yes) => resolve(yes === true) });
    });
  }

  #showMessage(text: string): Promise<void> {
    return new Promise((resolve) => {
      this.#ask({ kind: "message", text, items: [], answer: () => resolve() });
    });
  }
}

/** `https://help.example:8443` → `help.example:8443`: what a visitor knows a site by. */
function hostOf(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).host : origin;
}
