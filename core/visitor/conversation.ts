// What the site and its agents tell each other beside the page: user states, session messages, remote control given and taken.
import { type AgentMessage, sessionMessage, userState, type VisitorMessage } from "../protocol/index.ts";
import type { RcRequest, VisitorHost } from "./api.ts";
import { Facts } from "./facts.ts";
import type { Sharing } from "./sharing.ts";
import type { UiPort } from "./ui-port.ts";

/** One session's conversation, as long as this page is part of it. */
export class Conversation {
  readonly #host: VisitorHost;
  readonly #ui: Pick<UiPort, "askRemoteControl">;
  readonly #facts = new Facts(() => sessionStorage);
  #sharing: Sharing | undefined;
  /** Said before the page was shared. */
  #waiting: VisitorMessage[] = [];

  constructor(host: VisitorHost, ui: Pick<UiPort, "askRemoteControl">) {
    this.#host = host;
    this.#ui = ui;
  }

  /** This page becomes part of `session`. */
  enter(session: string): void {
    this.#facts.enter(session);
    this.#waiting = [];
  }

  /** The page goes on with the session: tells what holds, before it is shared. */
  announce(): void {
    if (this.#facts.rc) this.#host.emit("rc", { enabled: true });
  }

  /** The page is shared by `sharing` from now on; undefined: it is not shared any more. */
  attach(sharing: Sharing | undefined): void {
    this.#sharing = sharing;
    if (sharing === undefined) return;
    for (const message of [...this.#facts.messages(), ...this.#waiting.splice(0)]) sharing.tell(message);
  }

  /** The session is over. */
  end(): void {
    const { rc } = this.#facts;
    this.#sharing = undefined;
    this.#facts.wipe();
    if (rc) this.#host.emit("rc", { enabled: false });
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

  enableRc(enabled: boolean): void {
    this.#facts.setRc(enabled);
    this.#sharing?.tell({ type: "rc", enabled });
    this.#host.emit("rc", { enabled });
  }

  /** An agent says something to the page. */
  hear(message: AgentMessage): void {
    if (message.type === "message") this.#host.emitMessage(message.name, message.body);
    else if (message.type === "rcRequest") this.#ask();
    else if (message.type === "rcStop" && this.#facts.rc) this.enableRc(false);
  }

  #tell(message: VisitorMessage): void {
    if (this.#sharing === undefined) this.#waiting.push(message);
    else this.#sharing.tell(message);
  }

  /** One object for everybody: listeners of the page replace its functions, and the UI calls what is there then (EVT-04). */
  #ask(): void {
    if (this.#facts.rc) {
      this.#sharing?.tell({ type: "rc", enabled: true });
      return;
    }
    const request: RcRequest = {
      accept: () => this.enableRc(true),
      decline: () => this.#sharing?.tell({ type: "rc", enabled: false }),
    };
    this.#host.emit("rcrequested", request);
    this.#ui.askRemoteControl(request);
  }
}
