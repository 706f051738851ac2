// What the site and its agents tell each other beside the page: user states and session messages. Gestures and remote control: remote.ts.
import { type AgentMessage, sessionMessage, userState, type VisitorMessage } from "../protocol/index.ts";
import { Documents } from "./documents.ts";
import { Facts } from "./facts.ts";
import { Guests } from "./guests.ts";
import { Remote, type RemoteUi } from "./remote.ts";
import type { PageHost } from "./session-store.ts";
import type { Sharing } from "./sharing.ts";
import type { UiPort } from "./ui-port.ts";

/** One session's conversation, as long as this page is part of it. */
export class Conversation {
  readonly #host: PageHost;
  readonly remote: Remote;
  readonly documents: Documents;
  readonly guests: Guests;
  readonly #facts = new Facts(() => sessionStorage);
  #sharing: Sharing | undefined;
  /** Said before the page was shared. */
  #waiting: VisitorMessage[] = [];

  constructor(host: PageHost, ui: RemoteUi & Pick<UiPort, "askGuest">) {
    this.#host = host;
    this.remote = new Remote(host, ui, this.#facts);
    this.documents = new Documents(host);
    this.guests = new Guests(host, ui, this.#facts);
  }

  /** This page becomes part of `session`. */
  enter(session: string): void {
    this.#facts.enter(session);
    this.#waiting = [];
  }

  /** The page goes on with the session: tells what holds, before it is shared. */
  announce(): void {
    this.remote.announce();
  }

  /** The page is shared by `sharing` from now on; undefined: it is not shared any more. */
  attach(sharing: Sharing | undefined): void {
    this.#sharing = sharing;
    this.remote.attach(sharing);
    this.documents.attach(sharing);
    this.guests.attach(sharing);
    if (sharing === undefined) return;
    for (const message of [...this.#facts.messages(), ...this.#waiting.splice(0)]) sharing.tell(message);
  }

  /** The session is over. */
  end(): void {
    this.#sharing = undefined;
    this.remote.end();
    this.documents.attach(undefined);
    this.guests.attach(undefined);
    this.#facts.wipe();
  }

  setUserState(name: string, value: unknown): void {
    const state = userState(name, value);
    if (state === undefined) {
      this.#host.warn("a user state has a name, and a value that is JSON");
      return;
    }
    this.#facts.setState(state);
    this.#sharing?.tell(state);
  }

  userState(name: string): unknown {
    return this.#facts.state(name);
  }

  send(name: string, body: object): void {
    const message = sessionMessage(name, body);
    if (message === undefined) this.#host.warn("a session message has a name, and an object that is JSON");
    else this.#tell(message);
  }

  /** The agent in slot `from` says something to the page. */
  hear(message: AgentMessage, from: number): void {
    if (message.type === "message") this.#host.emitMessage(message.name, message.body);
    else if (message.type === "rcRequest") this.remote.ask(from);
    else if (message.type === "rcStop") this.remote.giveBack(from);
    else if (message.type === "guestRequest") this.guests.ask(message, from);
  }

  #tell(message: VisitorMessage): void {
    if (this.#sharing === undefined) this.#waiting.push(message);
    else this.#sharing.tell(message);
  }
}
