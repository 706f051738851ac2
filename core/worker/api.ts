// What a page and its worker say to each other, by Comlink. Both halves import these types; neither imports the other.
import type { ConnectionState } from "../link/index.ts";
import type { LivePageOptions } from "../model/index.ts";
import type {
  AgentControlMessage,
  AgentMessage,
  EndReason,
  GroupPermissions,
  NodeId,
  OwnerDocumentMessage,
  Participant,
  PeerDocumentMessage,
  RelayErrorCode,
  VisitorControlMessage,
  VisitorMessage,
} from "../protocol/index.ts";

/** Which session, and which life of the participant this is. */
export interface SessionOptions {
  /** `ws:` or `wss:`. */
  readonly relayUrl: string;
  readonly session: string;
  /** Proves to the relay who this is. */
  readonly token: string;
  /** Which page load this is: 1 to 65,535. */
  readonly generation: number;
}

/** What both workers tell of a connection. */
export interface ConnectionReports {
  onconnection(state: ConnectionState): void;
  onparticipants(participants: readonly Participant[]): void;
  /** The session is over; nothing follows. */
  onended(reason: EndReason): void;
  /** The relay refused; there is no going on. */
  onerror(code: RelayErrorCode, message: string): void;
}

/** What every worker can do. */
export interface WorkerApi {
  /** Answers: the worker runs. */
  hello(): string;
  /** Breaks the connection, and forgets. */
  close(): void;
}

/** How a page is shared. */
export interface ShareOptions extends SessionOptions, Pick<LivePageOptions, "patterns"> {
  /** Each agent, whenever it joins, gets nothing of the page until {@link VisitorWorkerApi.admit}. */
  readonly asksToAdmit: boolean;
  /** What the group and its roles let agents do: what one may not show is not passed on to the others. */
  readonly permissions: GroupPermissions;
  /** Where the server fetches what this browser may not read; absent where the group wants none of it. */
  readonly fetchUrl?: string | undefined;
}

/** What the visitor's worker tells. */
export interface ShareReports extends ConnectionReports {
  /** Said by an agent to the page, not to the worker. */
  onmessage(message: AgentMessage, from: number): void;
  /** An agent shows or does something; `name` is the agent's. What comes too fast is passed over. */
  oncontrol(message: AgentControlMessage, from: number, name: string): void;
  /** An agent asks the owner of a document for something. What comes too fast is passed over. */
  ondocument(message: PeerDocumentMessage, from: number): void;
  /** A style sheet cannot be fetched: the page may know its rules (Capture.tellSheet). */
  onlostsheet(owner: NodeId): void;
}

/** Where messages go when there is no session. */
export interface RecordOptions extends Pick<LivePageOptions, "patterns"> {
  /** Pictures and fonts come with their bytes; else only style sheets come. */
  readonly pictures: boolean;
  /** Messages that gain by it are deflated. */
  readonly compress: boolean;
}

/** A batch of capture (core/capture): transferred. */
export type Batch = Uint8Array<ArrayBuffer>;

/** The visitor's worker, beside the batches that it takes (batches.ts). It does one of two things: {@link VisitorWorkerApi.share} or {@link VisitorWorkerApi.record}. */
export interface VisitorWorkerApi extends WorkerApi {
  /** Connects to a session, and shares there the page whose batches come. */
  share(options: ShareOptions, reports: ShareReports): void;
  /** Hands the page's messages over, in order (batches.ts); `onlostsheet` is as in {@link ShareReports}. */
  record(options: RecordOptions, onlostsheet: (owner: NodeId) => void): void;

  /** Shows a picture in an element of the page; resolves, when another may come, to whether it is another than before. `width` and
   * `height`: the element's own size in px. */
  picture(id: NodeId, picture: ImageBitmap | Blob, width: number, height: number): Promise<boolean>;
  /** What comes by `port`, which is transferred, is what the frame `id` of another origin has: batches of its own capture. */
  frame(id: NodeId, port: MessagePort): void;
  /** Forgets the page: nothing more of it leaves. It is shared again once it is told anew. */
  clear(): void;

  /** Tells agents whether they see the page, and in what words. What is told of the page meanwhile is forgotten. */
  setPaused(paused: boolean, message: string): void;
  /** Tells agents whether all of the page is masked. */
  setMasked(masked: boolean): void;
  /** Tells agents. Those who come later hear the latest `state` of each name, and the latest `rc`. */
  tell(message: VisitorMessage): void;
  /** Answers one agent on the control channel; with slot 0 all of them. */
  tellControl(slot: number, message: VisitorControlMessage): void;
  /** Tells one agent of a document, with slot 0 all who may see the page; `content` is transferred. */
  tellDocument(slot: number, head: OwnerDocumentMessage, content?: Uint8Array<ArrayBuffer>): void;
  /** Lets those agents see the page that are still there as they are in `participants`. */
  admit(participants: readonly Participant[]): void;
  /** Lets guests watch, by name and slot, and no others: they are sent nothing before. What is masked is decided for them as for agents. */
  allowGuests(guests: ReadonlyMap<number, string>): void;
  /** Ends the session for everybody; resolves when the relay was told. */
  end(): Promise<void>;

  /** The page as one message, with all its assets that are there. Rejects when no page was told yet. */
  keyframe(): Promise<Uint8Array<ArrayBuffer>>;
  /** Resolves when all messages about what came up to now were handed over, assets included that do not take too long. */
  flush(): Promise<void>;
}

/** Which session an agent joins. */
export interface JoinOptions extends SessionOptions {
  /** How the agent wants to be called. */
  readonly name: string;
}

/** What an agent's worker tells, in the order in which it happened. */
export interface AgentReports extends ConnectionReports {
  onmessage(from: number, message: VisitorMessage): void;
  /** Said by the visitor's side of gestures and remote control. */
  oncontrol(message: VisitorControlMessage): void;
  /** How long a message to the visitor's browser and its answer took, in ms; undefined: no answer comes. Told every few seconds. */
  ondelay(ms: number | undefined): void;
  /** Checked, with the picture behind it. */
  ondocument(head: OwnerDocumentMessage, content: Uint8Array<ArrayBuffer>): void;
  /** Checked messages, ready for core/replay. */
  onpage(messages: readonly Uint8Array[]): void;
}

/** The agent's worker. */
export interface AgentWorkerApi extends WorkerApi {
  /** Connects to a session. */
  startSession(options: JoinOptions, reports: AgentReports): void;
  /** Asks the visitor for assets by hash. */
  needs(hashes: readonly string[]): void;
  /** Asks the visitor for the whole page. */
  requestKeyframe(): void;
  /** Tells the visitor. */
  tell(message: AgentMessage): void;
  /** Shows the visitor something, or does something in the page. */
  control(message: AgentControlMessage): void;
  /** Asks the owner of a document for something. */
  askDocument(message: PeerDocumentMessage): void;
  /** Ends the session for everybody; resolves when the relay was told. */
  end(): Promise<void>;
  /** Leaves the session; resolves when the relay was told. */
  leave(): Promise<void>;
  /** What may be shown of a message that did not come by a session (core/check). */
  check(message: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>[]>;
}
