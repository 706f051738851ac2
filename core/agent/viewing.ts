// One joined session: passes what the worker receives on to the frame, and keeps the facts that make its state.
import { MESSAGE, VISITOR_SLOT } from "../protocol/index.ts";
import type {
  AgentControlMessage,
  AgentMessage,
  EndReason,
  OwnerDocumentMessage,
  Participant,
  Permissions,
  PeerDocumentMessage,
  RelayErrorCode,
  VisitorControlMessage,
  VisitorMessage,
} from "../protocol/index.ts";
import type {
  AgentErrorCode,
  AgentEvents,
  AgentState,
  EndedBy,
  NativeDialog,
  SharedPage,
  VisibleArea,
} from "./api.ts";
import { AgentControl, type ControlledReplica } from "./control.ts";
import { browserOf, endedBy, peopleOf, refusalOf } from "./events.ts";
import { AgentDocuments } from "./documents.ts";
import { AgentGuests, type GuestService } from "./guests.ts";
import type { JoinAnswer } from "./service.ts";
import { type Facts, isStale, stateOf } from "./status.ts";
import { UserState } from "./user-state.ts";

/** What a session tells, in the order in which it happened. Messages are checked ones, ready for the replay. */
export interface WorkerEvents {
  onconnection(state: "connecting" | "open" | "reconnecting" | "lost"): void;
  onparticipants(list: readonly Participant[]): void;
  onended(reason: EndReason): void;
  /** The relay refused; there is no going on. */
  onerror(code: RelayErrorCode, message: string): void;
  onmessage(from: number, message: VisitorMessage): void;
  oncontrol(message: VisitorControlMessage): void;
  ondelay(ms: number | undefined): void;
  ondocument(head: OwnerDocumentMessage, content: Uint8Array<ArrayBuffer>): void;
  onpage(messages: readonly Uint8Array[]): void;
}

/** The agent's worker, as a session uses it (core/worker/api.ts). */
export interface SessionWorker {
  /** Asks the visitor for assets by hash. */
  needs(hashes: readonly string[]): void;
  requestKeyframe(): void;
  tell(message: AgentMessage): void;
  control(message: AgentControlMessage): void;
  askDocument(message: PeerDocumentMessage): void;
  /** Resolves when the relay has been told. */
  end(): Promise<void>;
  leave(): Promise<void>;
  /** Breaks the connection and ends the worker. */
  close(): void;
}

/** Which session, and which load of the viewer this is. */
export interface Joined extends JoinAnswer {
  readonly generation: number;
  /** This agent's name. */
  readonly name: string;
}

export type StartWorker = (joined: Joined, events: WorkerEvents) => Promise<SessionWorker>;

/** What the replica tells about the page it shows. */
export interface ReplicaEvents {
  onpagestate(url: string, title: string, hidden: boolean): void;
  onviewport(width: number, height: number): void;
  onvisiblearea(area: VisibleArea | undefined): void;
  /** -1, -1: the mouse is elsewhere. */
  onpointer(x: number, y: number): void;
  onnative(dialog: NativeDialog | undefined): void;
  onneeds(hashes: readonly string[]): void;
}

/** The page in a frame, as a session uses it (core/replay). */
export interface ReplicaView extends ControlledReplica {
  /** Applies messages after those of earlier calls. Resolves when the frame shows them; rejects when they do not fit. */
  apply(messages: readonly Uint8Array[]): Promise<void>;
  /** Another page life of the visitor begins. */
  renumberAssets(): void;
  dispose(): void;
}

export type OpenReplica = (frame: HTMLIFrameElement, events: ReplicaEvents) => ReplicaView;

/** Events of the API that a session makes. */
type ViewingEventName = Exclude<keyof AgentEvents, "state" | "account">;

export interface ViewingEvents {
  onstate(state: AgentState): void;
  onended(by: EndedBy): void;
  onerror(code: AgentErrorCode): void;
  emit<N extends ViewingEventName>(name: N, event: AgentEvents[N]): void;
}

/** How often in a row a whole page may turn out not to fit before the agent is told that it cannot be shown. */
const MAX_FAILED_KEYFRAMES = 3;

/** A session that this agent has joined, from {@link Viewing.start} to {@link Viewing.close}. */
export class Viewing {
  readonly #events: ViewingEvents;
  readonly #startWorker: StartWorker;
  readonly #openReplica: OpenReplica;
  readonly #joined: Joined;
  /** How long the visitor may be away before the view says so, in ms: a change of pages takes less. */
  readonly #graceMs: number;
  #worker: SessionWorker | undefined;
  #replica: ReplicaView | undefined;
  #facts: Facts;
  #graceTimer: ReturnType<typeof setTimeout> | undefined;
  #page: SharedPage = { url: "", title: "", hidden: false, masked: false, life: 0 };
  /** Page life of the visitor that the latest `paused` is from. */
  #pausedIn: number | undefined;
  /** Page life that messages arriving now are from. */
  #latestVisitor = 0;
  /** What to do with the replica once there is one. */
  #delayed: ((replica: ReplicaView) => void)[] = [];
  #failedKeyframes = 0;
  #endAsked = false;
  #closed = false;
  readonly #userState = new UserState();
  readonly control: AgentControl;
  readonly documents: AgentDocuments;
  readonly guests: AgentGuests;

  constructor(
    joined: Joined,
    ports: {
      readonly startWorker: StartWorker;
      readonly openReplica: OpenReplica;
      readonly service: GuestService;
      readonly graceMs: number;
    },
    events: ViewingEvents,
  ) {
    this.#joined = joined;
    this.#events = events;
    this.#openReplica = ports.openReplica;
    this.#graceMs = ports.graceMs;
    this.control = new AgentControl(
      joined.slot,
      joined.permissions,
      (message) => this.#worker?.control(message),
      {
        onrc: (event) => events.emit("rc", event),
        onrefused: (event) => events.emit("refused", event),
      },
    );
    this.documents = new AgentDocuments(
      (message) => this.#worker?.askDocument(message),
      (document) => events.emit("document", document),
    );
    this.guests = new AgentGuests(
      joined,
      ports.service,
      (message) => this.say(message),
      (invite) => events.emit("guest", invite),
    );
    this.#facts = {
      key: joined.key,
      connection: "connecting",
      visitor: undefined,
      shown: undefined,
      away: false,
      paused: undefined,
    };
    this.#startWorker = ports.startWorker;
  }

  /** Connects. */
  start(): void {
    this.#events.onstate(stateOf(this.#facts));
    void this.#connect();
  }

  /** Shows the page in `frame`; only the first frame counts. */
  attach(frame: HTMLIFrameElement, glass?: HTMLElement): void {
    if (this.#closed || this.#replica !== undefined) return;
    this.#replica = this.#openReplica(frame, {
      onpagestate: (url, title, hidden) => this.#setPage({ url, title, hidden, life: this.#latestVisitor }),
      onviewport: (width, height) => this.#events.emit("viewport", { width, height }),
      onvisiblearea: (area) => this.#events.emit("visiblearea", area),
      onnative: (dialog) => this.#events.emit("native", dialog),
      onpointer: (x, y) => this.#events.emit("pointer", x < 0 || y < 0 ? undefined : { x, y }),
      onneeds: (hashes) => this.#worker?.needs(hashes),
    });
    this.control.attach(this.#replica, glass);
    for (const act of this.#delayed.splice(0)) act(this.#replica);
  }

  /** What this agent may do here. */
  get permissions(): Permissions {
    return this.#joined.permissions;
  }

  /** Where guests ask for their code. */
  get guestPage(): string {
    return this.#joined.guestPage;
  }

  /** Tells the visitor; nothing while there is no connection yet. */
  say(message: AgentMessage): void {
    this.#worker?.tell(message);
  }

  /** What the visitor's site has said last under that name. */
  userState(name: string): unknown {
    return this.#userState.get(name);
  }

  /** Asks the relay to end the session; `onended` tells when it has. */
  async end(): Promise<void> {
    this.#endAsked = true;
    await this.#worker?.end();
  }

  /** Tells the relay that this agent leaves, then closes. */
  async leave(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    this.close();
    try {
      await worker?.leave();
    } finally {
      worker?.close();
    }
  }

  /** Lets go of the worker and of the replica; nothing is told afterwards. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#graceTimer);
    this.#delayed = [];
    this.control.close();
    this.documents.end();
    this.guests.close();
    this.#replica?.dispose();
    this.#worker?.close();
  }

  async #connect(): Promise<void> {
    try {
      const worker = await this.#startWorker(this.#joined, this.#workerEvents());
      if (this.#closed) {
        worker.close();
        return;
      }
      this.#worker = worker;
      if (this.#endAsked) await worker.end();
    } catch {
      this.#tell(() => this.#events.onerror("unsupported"));
    }
  }

  #workerEvents(): WorkerEvents {
    return {
      onconnection: (state) => this.#learn({ connection: state === "lost" ? "reconnecting" : state }),
      onparticipants: (list) => this.#tell(() => this.#meet(list)),
      onended: (reason) => this.#tell(() => this.#events.onended(endedBy(reason, this.#endAsked))),
      onerror: (code) => this.#tell(() => this.#events.onerror(refusalOf(code))),
      onmessage: (from, message) => this.#tell(() => from === VISITOR_SLOT && this.#hear(message)),
      oncontrol: (message) => this.#tell(() => this.control.hear(message)),
      ondelay: (ms) => this.#tell(() => this.#events.emit("delay", { ms })),
      ondocument: (head, content) => this.#tell(() => this.documents.hear(head, content)),
      onpage: (messages) => {
        const visitor = this.#latestVisitor;
        this.#onReplica((replica) => void this.#apply(replica, messages, visitor));
      },
    };
  }

  #tell(what: () => void): void {
    if (!this.#closed) what();
  }

  #meet(list: readonly Participant[]): void {
    const visitor = list.find(({ role }) => role === "visitor");
    if (visitor !== undefined && visitor.generation !== this.#latestVisitor) {
      if (this.#latestVisitor !== 0) this.#onReplica((replica) => replica.renumberAssets());
      this.#latestVisitor = visitor.generation;
      this.control.begin();
      this.guests.begin();
      this.documents.end();
    }
    this.control.meet(list.filter(({ connected }) => connected).map(({ slot }) => slot));
    this.#events.emit("people", peopleOf(list, this.#joined.slot));
    this.#learn({ visitor: visitor?.connected === true ? visitor.generation : undefined });
  }

  #hear(message: VisitorMessage): void {
    switch (message.type) {
      case "paused":
        this.#pausedIn = this.#latestVisitor;
        this.#learn({ paused: message.paused ? message.message : undefined });
        return;
      case "masked":
        this.#setPage({ masked: message.masked });
        return;
      case "state":
        if (this.#userState.set(message.name, message.value)) this.#events.emit("userstate", message);
        return;
      case "rc":
        this.control.hearRc(message.enabled, message.slot);
        return;
      case "guestAnswer":
        void this.guests.hear(message);
        return;
      case "message":
        this.#events.emit("message", { name: message.name, message: message.body });
        return;
      case "browser":
        this.#events.emit("browser", browserOf(message));
        return;
      case "echo": // the worker's
        return;
    }
  }

  #setPage(page: Partial<SharedPage>): void {
    this.#page = { ...this.#page, ...page };
    this.#events.emit("page", this.#page);
  }

  #onReplica(act: (replica: ReplicaView) => void): void {
    if (this.#closed) return;
    if (this.#replica === undefined) this.#delayed.push(act);
    else act(this.#replica);
  }

  async #apply(replica: ReplicaView, messages: readonly Uint8Array[], visitor: number): Promise<void> {
    const isWhole = messages.some(([kind]) => kind === MESSAGE.keyframe);
    try {
      await replica.apply(messages);
      if (isWhole) this.#tell(() => this.#shown(visitor));
    } catch {
      this.#tell(() => this.#failed(isWhole));
    }
  }

  #shown(visitor: number): void {
    this.#failedKeyframes = 0;
    // A pause ends with the page it was on, unless the next one says otherwise: that is heard before its first keyframe.
    const paused = this.#pausedIn === visitor ? this.#facts.paused : undefined;
    this.#learn({ shown: visitor, paused });
  }

  #failed(isWhole: boolean): void {
    if (isWhole) this.#failedKeyframes += 1;
    if (this.#failedKeyframes >= MAX_FAILED_KEYFRAMES) this.#events.onerror("page");
    else this.#worker?.requestKeyframe();
  }

  #learn(news: Partial<Facts>): void {
    if (this.#closed) return;
    const before = stateOf(this.#facts);
    this.#facts = { ...this.#facts, ...news };
    this.#watchAbsence();
    const state = stateOf(this.#facts);
    if (JSON.stringify(state) !== JSON.stringify(before)) this.#events.onstate(state);
  }

  #watchAbsence(): void {
    if (!isStale(this.#facts)) {
      clearTimeout(this.#graceTimer);
      this.#graceTimer = undefined;
      this.#facts = { ...this.#facts, away: false };
    } else if (this.#graceTimer === undefined) {
      this.#graceTimer = setTimeout(() => this.#learn({ away: true }), this.#graceMs);
    }
  }
}
