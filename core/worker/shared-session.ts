// The visitor's place in a session: the connection, what agents are told besides the page, and the page for each of them.
import { Connection } from "../link/index.ts";
import type { LivePage } from "../model/index.ts";
import {
  type AgentControlMessage,
  type AgentMessage,
  CHANNEL,
  type Channel,
  decodeAgentControl,
  decodeJson,
  decodeMessage,
  decodeNeeds,
  type EchoMessage,
  decodePeerDocument,
  encodeControl,
  encodeJson,
  type GestureMessage,
  type GroupPermissions,
  isGesture,
  MESSAGE,
  type Participant,
  type Permission,
  PERMISSION_OF,
  permissionsOfParticipant,
  ProtocolError,
  RELEASE,
  VISITOR_SLOT,
  type VisitorControlMessage,
  type VisitorMessage,
} from "../protocol/index.ts";
import { WebSocketTransport } from "../../transports/websocket.ts";
import type { ShareOptions, ShareReports } from "./api.ts";
import { Audience } from "./audience.ts";
import { browserName, platformName } from "./browser-name.ts";
import { Documents } from "./documents.ts";
import { Farewell } from "./farewell.ts";
import { DOCUMENT_REQUESTS_PER_SECOND, GESTURES_PER_SECOND, INPUTS_PER_SECOND } from "./limits.ts";
import { Pace } from "./pace.ts";

/** What an agent may say to the page. */
const FOR_THE_PAGE: ReadonlySet<string> = new Set<AgentMessage["type"]>([
  "message",
  "rcRequest",
  "rcStop",
  "guestRequest",
]);
/** Those that ask the visitor something. */
const QUESTIONS: ReadonlySet<string> = new Set<AgentMessage["type"]>(["rcRequest", "guestRequest"]);

/** Shares one page in one session. */
export class SharedSession {
  readonly audience: Audience;
  readonly documents: Documents;
  readonly #connection: Connection;
  readonly #farewell = new Farewell();
  readonly #reports: ShareReports;
  #paused: VisitorMessage | undefined;
  #masked: VisitorMessage | undefined;
  readonly #gestures = new Pace(GESTURES_PER_SECOND);
  readonly #inputs = new Pace(INPUTS_PER_SECOND);
  readonly #documentRequests = new Pace(DOCUMENT_REQUESTS_PER_SECOND);
  readonly #permissions: GroupPermissions;
  #participants: readonly Participant[] = [];
  /** Agents who are there, and guests whom the visitor lets watch, by slot. */
  #agents = new Map<number, Participant>();
  /** What the site and the visitor have said that holds for whoever comes later: by type, and by name where there is one. */
  readonly #standing = new Map<string, VisitorMessage>();

  constructor(options: ShareOptions, page: LivePage, reports: ShareReports) {
    this.#reports = reports;
    this.#permissions = options.permissions;
    const meet = (participants: readonly Participant[]): void => {
      this.#participants = participants;
      this.audience.meet(participants);
      this.#meet();
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
    this.documents = new Documents(
      (slot, bytes) => this.#connection.send(slot, CHANNEL.document, bytes),
      () => this.audience.admitted,
    );
    this.#connection.start();
  }

  setPaused(paused: boolean, message: string): void {
    this.#paused = { type: "paused", paused, message };
    this.audience.tell(this.#paused);
    this.documents.hide("paused", paused);
  }

  setMasked(masked: boolean): void {
    this.#masked = { type: "masked", masked };
    this.audience.tell(this.#masked);
    this.documents.hide("masked", masked);
  }

  /** The visitor lets these guests watch, and no others: name by slot. */
  allowGuests(guests: ReadonlyMap<number, string>): void {
    this.audience.allowGuests(guests);
    this.#meet();
  }

  tell(message: VisitorMessage): void {
    if (message.type === "state") this.#standing.set(`state ${message.name}`, message);
    else if (message.type === "rc") this.#standing.set("rc", message);
    this.audience.tell(message);
  }

  tellControl(slot: number, message: VisitorControlMessage): void {
    const to = slot === VISITOR_SLOT ? [...this.#agents.keys()] : [slot];
    for (const each of to) this.#connection.send(each, CHANNEL.control, encodeControl(message));
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
      platform: platformName(navigator.userAgent),
    };
    const said = [this.#masked, this.#paused].filter((message) => message !== undefined);
    return [browser, ...said, ...this.#standing.values()];
  }

  /** Whoever sends what cannot be read is refused by the connection. */
  #receive(from: number, channel: Channel, body: Uint8Array): void {
    // A guest whom the visitor has not let in is not heard either.
    if (!this.#agents.has(from)) return;
    if (channel === CHANNEL.session) {
      const message = decodeJson<AgentMessage>(body);
      if (message !== undefined) this.#heard(from, message);
    } else if (channel === CHANNEL.control) {
      const message = decodeAgentControl(body);
      if (message !== undefined) this.#control(from, message);
    } else if (channel === CHANNEL.document) {
      this.#askedOfDocument(from, body);
    } else if (channel === CHANNEL.assets) {
      const { kind, deflated, payload } = decodeMessage(body);
      if (kind !== MESSAGE.needs || deflated) throw new ProtocolError("unknown-kind", String(kind));
      void this.audience.needed(from, decodeNeeds(payload));
    }
  }

  #isGuest(slot: number): boolean {
    return this.#agents.get(slot)?.role === "guest";
  }

  #askedOfDocument(from: number, body: Uint8Array): void {
    const message = decodePeerDocument(body);
    if (message === undefined || !this.documents.isTold(from)) return;
    // Where everybody looks, and whether at anything, is not for guests.
    if (this.#isGuest(from) && (message.type === "view" || message.type === "close")) return;
    if (this.#documentRequests.admits(from)) this.#reports.ondocument(message, from);
  }

  /** Requests ask people, and come no faster than those act. */
  #isForThePage({ type }: AgentMessage, from: number): boolean {
    return (
      !this.#isGuest(from) && FOR_THE_PAGE.has(type) && (!QUESTIONS.has(type) || this.#inputs.admits(from))
    );
  }

  #meet(): void {
    const agents = this.#participants.filter((each) => this.audience.isFor(each));
    this.#agents = new Map(agents.map((agent) => [agent.slot, agent]));
    this.#gestures.keep(this.#agents);
    this.#inputs.keep(this.#agents);
    this.#documentRequests.keep(this.#agents);
    this.documents.meet();
  }

  #heard(from: number, message: AgentMessage): void {
    if (message.type === "keyframe") this.audience.keyframeAsked(from);
    else if (message.type === "echo") this.#echo(from, message);
    else if (this.#isForThePage(message, from)) this.#reports.onmessage(message, from);
  }

  /** Answers here, and not in the page: what is measured is the way. */
  #echo(from: number, message: EchoMessage): void {
    if (!this.#inputs.admits(from)) return;
    this.#connection.send(from, CHANNEL.session, encodeJson(message), { volatile: true });
  }

  /** Lets pass what comes at a pace of people; the other agents, who have no link with this one, see its gestures too. */
  #control(from: number, message: AgentControlMessage): void {
    if (this.#isGuest(from) && !this.#may(from, PERMISSION_OF[message.type])) return;
    const isShown = isGesture(message);
    const name = this.#agents.get(from)?.name ?? "";
    const pace = isShown ? this.#gestures : this.#inputs;
    if (!pace.admits(from)) {
      if (pace.isFirstRefusal(from)) this.tellControl(from, { type: "refused", reason: "too-fast" });
      return;
    }
    this.#reports.oncontrol(message, from, name);
    // What the page does with it is the page's to say, again.
    if (isShown && this.#may(from, PERMISSION_OF[message.type]))
      this.#passOn(from, name, message as GestureMessage);
  }

  #may(slot: number, what: Permission): boolean {
    const agent = this.#agents.get(slot);
    return agent !== undefined && permissionsOfParticipant(this.#permissions, agent)[what];
  }

  #passOn(slot: number, name: string, gesture: GestureMessage): void {
    const bytes = encodeControl({ type: "peer", slot, name, gesture });
    // A drawing of the greatest length is still shorter than a message may be.
    const volatile = gesture.type === "point";
    for (const other of this.#agents.keys())
      if (other !== slot) this.#connection.send(other, CHANNEL.control, bytes.slice(), { volatile });
  }
}
