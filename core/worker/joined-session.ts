// An agent's place in a session: the connection, and the check that everything of the visitor's passes.
import { transfer } from "comlink";
import { checkDocumentPicture, MessageCheck } from "../check/index.ts";
import { Connection } from "../link/index.ts";
import {
  type AgentControlMessage,
  type AgentMessage,
  CHANNEL,
  type Channel,
  decodeJson,
  decodeOwnerDocument,
  decodeVisitorControl,
  encodeControl,
  encodeDocument,
  encodeJson,
  encodeMessage,
  encodeNeeds,
  MAX_HASHES,
  MESSAGE,
  type Participant,
  type PeerDocumentMessage,
  ProtocolError,
  VISITOR_SLOT,
  type VisitorMessage,
} from "../protocol/index.ts";
import { WebSocketTransport } from "../../transports/websocket.ts";
import type { AgentReports, JoinOptions } from "./api.ts";
import { Farewell } from "./farewell.ts";
import { CONTROLS_PER_SECOND } from "./limits.ts";
import { Pace } from "./pace.ts";
import { RoundTrip } from "./round-trip.ts";

/** Receives one visitor's pages in one session. */
export class JoinedSession {
  readonly #connection: Connection;
  readonly #reports: AgentReports;
  readonly #name: string;
  readonly #farewell = new Farewell();
  readonly #pace = new Pace(CONTROLS_PER_SECOND);
  /** Checks what is of this page life of the visitor. */
  #check = new MessageCheck();
  #visitor: number | undefined;
  #isOpen = false;
  #isVisitorThere = false;
  #leaving = false;
  readonly #roundTrip: RoundTrip;

  constructor(options: JoinOptions, reports: AgentReports) {
    this.#reports = reports;
    this.#name = options.name;
    this.#roundTrip = new RoundTrip({
      ask: (id) =>
        this.#connection.send(VISITOR_SLOT, CHANNEL.session, encodeJson({ type: "echo", id }), {
          volatile: true,
        }),
      ontold: (ms) => reports.ondelay(ms),
    });
    const meet = (participants: readonly Participant[]): void => this.#meet(participants);
    this.#connection = new Connection({
      connect: () => new WebSocketTransport(options.relayUrl),
      session: options.session,
      token: options.token,
      generation: options.generation,
      events: {
        onwelcome: (_slot, participants) => {
          meet(participants);
          // Whoever leaves has been heard: the connection said so before this.
          if (this.#leaving) queueMicrotask(() => this.#farewell.done());
        },
        onparticipants: meet,
        onended: (reason) => {
          reports.onended(reason);
          this.#farewell.done();
        },
        onerror: (code, message, final, slot) => {
          if (!final && slot !== VISITOR_SLOT) return;
          reports.onerror(code, message);
          if (final) this.#farewell.done();
        },
        onstate: (state) => {
          this.#isOpen = state === "open";
          this.#measure();
          reports.onconnection(state);
        },
        onmessage: (from, channel, body) => this.#receive(from, channel, body),
      },
    });
    this.#connection.start();
  }

  needs(hashes: readonly string[]): void {
    for (let at = 0; at < hashes.length; at += MAX_HASHES) {
      const payload = encodeNeeds(hashes.slice(at, at + MAX_HASHES));
      this.#connection.send(VISITOR_SLOT, CHANNEL.assets, encodeMessage(MESSAGE.needs, payload));
    }
  }

  requestKeyframe(): void {
    this.tell({ type: "keyframe" });
  }

  /** Tells the visitor; one who is away hears it on the next page. */
  tell(message: AgentMessage): void {
    this.#connection.send(VISITOR_SLOT, CHANNEL.session, encodeJson(message));
  }

  /** Shows the visitor something, or does something in the page. Where the pointer is now matters, not where it was. */
  control(message: AgentControlMessage): void {
    const volatile = message.type === "point" && message.at !== null;
    this.#connection.send(VISITOR_SLOT, CHANNEL.control, encodeControl(message), { volatile });
  }

  /** Asks the owner of a document for something. */
  askDocument(message: PeerDocumentMessage): void {
    this.#connection.send(VISITOR_SLOT, CHANNEL.document, encodeDocument(message));
  }

  /** Ends the session for everybody; resolves when the relay was told, or after a time. */
  async end(): Promise<void> {
    this.#connection.end();
    await this.#farewell.said();
  }

  /** Leaves; resolves when the relay was told, or after a time. */
  async leave(): Promise<void> {
    this.#leaving = true;
    const isOpen = this.#isOpen;
    this.#connection.leave();
    if (!isOpen) await this.#farewell.said();
  }

  close(): void {
    this.#roundTrip.stop();
    this.#connection.close();
  }

  /** There is a way to measure while both are connected. */
  #measure(): void {
    if (this.#isOpen && this.#isVisitorThere) this.#roundTrip.start();
    else this.#roundTrip.stop();
  }

  #meet(participants: readonly Participant[]): void {
    const visitor = participants.find(({ slot }) => slot === VISITOR_SLOT);
    const generation = visitor?.generation;
    const isNews = generation !== this.#visitor || visitor?.connected !== this.#isVisitorThere;
    this.#isVisitorThere = visitor?.connected === true;
    if (generation !== undefined && generation !== this.#visitor) {
      this.#visitor = generation;
      this.#check = new MessageCheck();
      if (this.#name !== "") this.tell({ type: "about", name: this.#name });
    }
    if (isNews) this.#measure();
    this.#reports.onparticipants(participants);
  }

  #receive(from: number, channel: Channel, body: Uint8Array): void {
    if (channel === CHANNEL.session) {
      const message = decodeJson<VisitorMessage>(body);
      if (message?.type === "echo") this.#roundTrip.heard(message.id);
      else if (message !== undefined && isVisitorMessage(message)) this.#reports.onmessage(from, message);
    } else if (channel === CHANNEL.control) {
      const message = decodeVisitorControl(body);
      if (message !== undefined && this.#pace.admits(from)) this.#reports.oncontrol(message);
    } else if (channel === CHANNEL.document) {
      this.#openDocument(body);
    } else if (channel === CHANNEL.page || channel === CHANNEL.assets) {
      void this.#open(from, body.slice(), this.#check);
    }
  }

  #openDocument(body: Uint8Array): void {
    const message = decodeOwnerDocument(body);
    if (message === undefined) return;
    const { head, content } = message;
    checkDocumentPicture(head, content);
    this.#reports.ondocument(head, transfer(content, [content.buffer]));
  }

  /** Checks a message and passes on what may be shown of it. What no page can be ends the link with its sender. */
  async #open(from: number, message: Uint8Array<ArrayBuffer>, check: MessageCheck): Promise<void> {
    try {
      const checked = await check.open(message);
      if (check !== this.#check || checked.length === 0) return;
      this.#reports.onpage(
        transfer(
          checked,
          checked.map(({ buffer }) => buffer),
        ),
      );
    } catch (error) {
      if (check !== this.#check) return;
      this.#connection.refuse(from, error instanceof ProtocolError ? error : new ProtocolError("malformed"));
    }
  }
}

const VISITOR_MESSAGES: readonly VisitorMessage["type"][] = [
  "paused",
  "masked",
  "browser",
  "state",
  "rc",
  "guestAnswer",
  "message",
];

/** A type that others may send is none of the visitor's. */
function isVisitorMessage(message: { readonly type: string }): message is VisitorMessage {
  return VISITOR_MESSAGES.some((type) => type === message.type);
}
