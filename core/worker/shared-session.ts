// The visitor's place in a session: the connection, what agents are told besides the page, and the page for each of them.
import { Connection } from "../link/index.ts";
import type { LivePage } from "../model/index.ts";
import {
  type AgentMessage,
  CHANNEL,
  type Channel,
  decodeJson,
  decodeMessage,
  decodeNeeds,
  MESSAGE,
  type Participant,
  ProtocolError,
  RELEASE,
  type VisitorMessage,
} from "../protocol/index.ts";
import { WebSocketTransport } from "../../transports/websocket.ts";
import type { ShareOptions, ShareReports } from "./api.ts";
import { Audience } from "./audience.ts";
import { browserName } from "./browser-name.ts";
import { Farewell } from "./farewell.ts";

/** What an agent may say to the page. */
const FOR_THE_PAGE: ReadonlySet<string> = new Set<AgentMessage["type"]>(["message", "rcRequest", "rcStop"]);

/** Shares one page in one session. */
export class SharedSession {
  readonly audience: Audience;
  readonly #connection: Connection;
  readonly #farewell = new Farewell();
  readonly #reports: ShareReports;
  #paused: VisitorMessage | undefined;
  #masked: VisitorMessage | undefined;
  /** What the site and the visitor have said that holds for whoever comes later: by type, and by name where there is one. */
  readonly #standing = new Map<string, VisitorMessage>();

  constructor(options: ShareOptions, page: LivePage, reports: ShareReports) {
    this.#reports = reports;
    const meet = (participants: readonly Participant[]): void => {
      this.audience.meet(participants);
      reports.onparticipants(participants);
    };
    this.#connection = new Connection({
      connect: () => new WebSocketTransport(options.relayUrl),
      session: options.session,
      token: options.token,
      generation: options.generation,
      events: {
        onwelcome: (_slot, participants) => meet(participants),
        onparticipants: meet,
        onended: (reason) => {
          reports.onended(reason);
          this.#farewell.done();
        },
        onerror: (code, message, final) => {
          if (!final) return;
          reports.onerror(code, message);
          this.#farewell.done();
        },
        onstate: (state) => reports.onconnection(state),
        onmessage: (from, channel, body) => this.#receive(from, channel, body),
      },
    });
    this.audience = new Audience(this.#connection, page, () => this.#greeting(), options.asksToAdmit);
    this.#connection.start();
  }

  setPaused(paused: boolean, message: string): void {
    this.#paused = { type: "paused", paused, message };
    this.audience.tell(this.#paused);
  }

  setMasked(masked: boolean): void {
    this.#masked = { type: "masked", masked };
    this.audience.tell(this.#masked);
  }

  tell(message: VisitorMessage): void {
    if (message.type === "state") this.#standing.set(`state ${message.name}`, message);
    else if (message.type === "rc") this.#standing.set("rc", message);
    this.audience.tell(message);
  }

  /** Ends the session for everybody; resolves when the relay was told, or after a time. */
  async end(): Promise<void> {
    this.#connection.end();
    await this.#farewell.said();
    this.#connection.close();
  }

  close(): void {
    this.#connection.close();
  }

  /** What an agent hears first. */
  #greeting(): VisitorMessage[] {
    const browser: VisitorMessage = {
      type: "browser",
      name: browserName(navigator.userAgent),
      release: RELEASE,
    };
    const said = [this.#masked, this.#paused].filter((message) => message !== undefined);
    return [browser, ...said, ...this.#standing.values()];
  }

  /** Whoever sends what cannot be read is refused by the connection. */
  #receive(from: number, channel: Channel, body: Uint8Array): void {
    if (channel === CHANNEL.session) {
      const message = decodeJson<AgentMessage>(body);
      if (message?.type === "keyframe") this.audience.keyframeAsked(from);
      else if (message !== undefined && FOR_THE_PAGE.has(message.type)) this.#reports.onmessage(message);
    } else if (channel === CHANNEL.assets) {
      const { kind, deflated, payload } = decodeMessage(body);
      if (kind !== MESSAGE.needs || deflated) throw new ProtocolError("unknown-kind", String(kind));
      void this.audience.needed(from, decodeNeeds(payload));
    }
  }
}
