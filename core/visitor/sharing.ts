// Shares this page in a session: worker, mask rules and capture put together. When it does is session.ts's.
import { proxy, transfer } from "comlink";
import { type Capture, type PageLookup, startCapture } from "../capture/index.ts";
import { EVERYTHING, type MaskRules } from "../mask/index.ts";
import type {
  AgentControlMessage,
  AgentMessage,
  EndReason,
  OwnerDocumentMessage,
  Participant,
  PeerDocumentMessage,
  RelayErrorCode,
  VisitorControlMessage,
  VisitorMessage,
} from "../protocol/index.ts";
import {
  onUnreadBatch,
  postBatch,
  type ShareReports,
  type Started,
  startVisitorWorker,
  type VisitorWorkerApi,
} from "../worker/index.ts";
import type { ErrorEvent } from "./api.ts";
import { agentsEvent } from "./events.ts";
import { maskHighlight } from "./highlight.ts";
import { ForeignFrames } from "./foreign-frames.ts";
import {
  addDescriptor,
  MaskingError,
  type MaskingDescriptorSource,
  readGroupMasking,
  readPatterns,
  rulesForAgents,
} from "./masking.ts";
import { readRemoteSettings } from "./remote-settings.ts";
import type { SessionAnswer } from "./service.ts";

/** What to share, where, and as which life of this visitor. */
export interface SharingOptions extends Omit<SessionAnswer, "key" | "domains"> {
  readonly generation: number;
  /** Origins whose pages in frames are shown too. */
  readonly domains?: readonly string[];
  readonly paused: boolean;
  /** What agents are told while the page is not shown. */
  readonly message: string;
  /** Gives an address of ours in the form that a page with Trusted Types takes (VisitorHost.scriptUrl). */
  readonly scriptUrl?: (url: string) => string;
}

/** What sharing tells. Nothing is told after {@link Sharing.end} or {@link Sharing.close}. */
export interface SharingEvents {
  onconnection(state: "connecting" | "open" | "reconnecting" | "lost"): void;
  onparticipants(list: readonly Participant[]): void;
  /** The session is over. */
  onended(reason: EndReason): void;
  /** The relay refused; there is no going on. */
  onrefused(code: RelayErrorCode, message: string): void;
  onerror(event: ErrorEvent): void;
  /** Said by the agent in slot `from`. */
  onmessage(message: AgentMessage, from: number): void;
  /** Shown or done by the agent in slot `from`, who is called `name`. */
  oncontrol(message: AgentControlMessage, from: number, name: string): void;
  /** Asked for by the agent in slot `from`, of an open document. */
  ondocument(message: PeerDocumentMessage, from: number): void;
}

/** A page that is shared. */
export interface Sharing {
  /** Hides the page from agents, who are told `message`, or shows it again. While hidden nothing of it is read. */
  pause(paused: boolean, message: string): void;
  /** Tells agents, in the order of calls. */
  tell(message: VisitorMessage): void;
  /** Answers the agent in `slot` on the control channel; with slot 0 all agents. */
  tellControl(slot: number, message: VisitorControlMessage): void;
  /** Tells the agent in `slot` of a document, with 0 all who may see the page; `content`, the picture behind it, is transferred. */
  tellDocument(slot: number, head: OwnerDocumentMessage, content?: Uint8Array<ArrayBuffer>): void;
  /** Lets these guests watch, and no others: name by slot. */
  allowGuests(guests: ReadonlyMap<number, string>): void;
  /** What is known of the page; undefined while nothing of it is shared. */
  readonly page: PageLookup | undefined;
  /** Ends the session for everybody. */
  end(): void;
  /** Stops sharing; agents see a visitor who is away. */
  close(): void;
}

/** Starts to share this page. Never throws: what fails is told by `events`. */
export type StartSharing = (options: SharingOptions, events: SharingEvents) => Sharing;

export const startSharing: StartSharing = (options, events) => new PageSharing(options, events);

/** Longest wait for a page's masking descriptor, in ms: agents see nothing meanwhile. */
const DESCRIPTOR_TIMEOUT_MS = 2_000;
/** How often a page is told anew because its worker lost track of it. More often means that it always would. */
const MAX_RETELLS = 3;

type VisitorWorker = Started<VisitorWorkerApi>["worker"];

class PageSharing implements Sharing {
  readonly #options: SharingOptions;
  readonly #events: SharingEvents;
  #started: Started<VisitorWorkerApi> | undefined;
  #over: "no" | "ending" | "closed" = "no";
  #paused: boolean;
  #message: string;
  /** Undefined until they are known: nothing is captured before. */
  #rules: MaskRules | undefined;
  /** Tells an answer about the rules from one that came too late. */
  #question = 0;
  /** The latest that is answered. */
  #decided = 0;
  #agents = agentsEvent([]);
  #participants: readonly Participant[] = [];
  #capture: Capture | undefined;
  #foreign: ForeignFrames | undefined;
  #retells = 0;
  /** The page is one of those whose addresses say that they are not to be seen. */
  #isWithheld = false;
  /** Said before the worker was there. */
  #unsaid: ((worker: VisitorWorker) => void)[] = [];

  constructor(options: SharingOptions, events: SharingEvents) {
    this.#options = options;
    this.#events = events;
    this.#paused = options.paused;
    this.#message = options.message;
    if (!dependsOnAgents(options.mask)) void this.#decide();
    void this.#start();
  }

  pause(paused: boolean, message: string): void {
    this.#paused = paused;
    this.#message = message;
    if (paused) this.#stopCapture();
    void this.#started?.worker.setPaused(paused, message);
    this.#startCapture();
  }

  tell(message: VisitorMessage): void {
    this.#say((worker) => void worker.tell(message));
  }

  tellControl(slot: number, message: VisitorControlMessage): void {
    void this.#started?.worker.tellControl(slot, message);
  }

  tellDocument(slot: number, head: OwnerDocumentMessage, content?: Uint8Array<ArrayBuffer>): void {
    const moved = content === undefined ? undefined : transfer(content, [content.buffer]);
    this.#say((worker) => void worker.tellDocument(slot, head, moved));
  }

  allowGuests(guests: ReadonlyMap<number, string>): void {
    this.#say((worker) => {
      void worker.allowGuests(guests);
      // One who was there before the visitor's word: what is masked was decided for all who are there.
      if (this.#rules !== undefined && this.#decided === this.#question)
        void worker.admit(this.#participants);
    });
  }

  get page(): PageLookup | undefined {
    return this.#isWithheld ? undefined : this.#capture?.lookup;
  }

  end(): void {
    this.#over = "ending";
    maskHighlight.follow(undefined);
    this.#stopCapture();
    if (this.#started !== undefined) void this.#end(this.#started);
  }

  close(): void {
    this.#over = "closed";
    maskHighlight.follow(undefined);
    this.#stopCapture();
    this.#started?.stop();
  }

  async #start(): Promise<void> {
    const { relayUrl, session, token, generation, fetchUrl, scriptUrl } = this.#options;
    try {
      const started = await startVisitorWorker(scriptUrl === undefined ? {} : { scriptUrl });
      if (this.#over === "closed") {
        started.stop();
        return;
      }
      const asksToAdmit = dependsOnAgents(this.#options.mask);
      const patterns = readPatterns(this.#options.mask);
      const permissions = readRemoteSettings(this.#options.control);
      await started.worker.share(
        { relayUrl, session, token, generation, fetchUrl, asksToAdmit, patterns, permissions },
        proxy(this.#reports()),
      );
      this.#started = started;
      onUnreadBatch(started.thread, () => this.#tellAgain());
      await this.#tellState(started);
    } catch (error) {
      this.#tell(() => this.#events.onrefused("malformed", `no worker: ${String(error)}`));
    }
  }

  /** What was decided while the worker was being started. */
  async #tellState(started: Started<VisitorWorkerApi>): Promise<void> {
    if (this.#over === "closed") {
      started.stop();
      return;
    }
    if (this.#over === "ending") return this.#end(started);
    if (this.#paused) await started.worker.setPaused(true, this.#message);
    if (this.#rules !== undefined && isAllMasked(this.#rules)) await started.worker.setMasked(true);
    // What agents may not hear while nothing is shown comes after the worker knows that.
    for (const say of this.#unsaid.splice(0)) say(started.worker);
    this.#startCapture();
  }

  async #end(started: Started<VisitorWorkerApi>): Promise<void> {
    await started.worker.end().catch(() => undefined);
    started.stop();
  }

  #reports(): ShareReports {
    return {
      onconnection: (state) => this.#tell(() => this.#events.onconnection(state)),
      onparticipants: (list) => this.#tell(() => this.#meet(list)),
      onended: (reason) => this.#tell(() => this.#events.onended(reason)),
      onerror: (code, message) => this.#tell(() => this.#events.onrefused(code, message)),
      onmessage: (message, from) => this.#tell(() => this.#events.onmessage(message, from)),
      oncontrol: (message, from, name) => this.#tell(() => this.#events.oncontrol(message, from, name)),
      ondocument: (message, from) => this.#tell(() => this.#events.ondocument(message, from)),
      onlostsheet: (owner) => this.#capture?.tellSheet(owner),
    };
  }

  /** At once, or as soon as there is a worker. */
  #say(what: (worker: VisitorWorker) => void): void {
    if (this.#started === undefined) this.#unsaid.push(what);
    else what(this.#started.worker);
  }

  #tell(what: () => void): void {
    if (this.#over === "no") what();
  }

  #meet(list: readonly Participant[]): void {
    const agents = agentsEvent(list);
    const isNews = this.#rules === undefined || JSON.stringify(agents) !== JSON.stringify(this.#agents);
    this.#agents = agents;
    this.#participants = list;
    if (isNews && dependsOnAgents(this.#options.mask)) void this.#decide();
    // The same agents on other connections, say after a reload: what holds for them is decided.
    else if (this.#decided === this.#question) void this.#started?.worker.admit(list);
    this.#events.onparticipants(list);
  }

  /** Finds out what to mask for the agents who are there. */
  async #decide(): Promise<void> {
    const question = (this.#question += 1);
    const participants = this.#participants;
    let rules = EVERYTHING;
    try {
      rules = await rulesFor(this.#options.mask, this.#agents);
    } catch (error) {
      if (question === this.#question) this.#tell(() => this.#events.onerror(maskingErrorOf(error).event));
    }
    if (question !== this.#question || this.#over !== "no") return;
    this.#decided = question;
    this.#setRules(rules, participants);
  }

  #setRules(rules: MaskRules, participants: readonly Participant[]): void {
    const isNews = JSON.stringify(rules) !== JSON.stringify(this.#rules);
    this.#rules = rules;
    maskHighlight.follow(rules);
    const worker = this.#started?.worker;
    if (isNews && this.#capture !== undefined) {
      // What the worker knows was told under the old rules.
      void worker?.clear();
      this.#capture.setRules(rules);
    }
    if (isNews) this.#tellMasked(worker);
    void worker?.admit(participants);
    this.#startCapture();
  }

  /** Starts to read the page, as soon as everything is there for it. */
  #startCapture(): void {
    const started = this.#started;
    const rules = this.#rules;
    if (started === undefined || rules === undefined) return;
    if (this.#over !== "no" || this.#paused || this.#capture !== undefined) return;
    const { worker, thread } = started;
    this.#foreign = new ForeignFrames({
      trusted: this.#options.domains ?? [],
      rules: () => this.#rules,
      share: (id, port) => void worker.frame(id, transfer(port, [port])),
    });
    try {
      this.#capture = startCapture(document, {
        rules,
        foreign: this.#foreign,
        sink: (batch, complete) => postBatch(thread, batch, complete),
        pictures: (id, picture, width, height) =>
          worker.picture(id, transfer(picture, picture instanceof Blob ? [] : [picture]), width, height),
        onmaskingerror: (message) => this.#failMasking(worker, message),
        onwithheld: (withheld) => this.#withhold(worker, withheld),
      });
    } catch (error) {
      this.#events.onerror({ code: "service", msg: `the page cannot be read: ${String(error)}` });
    }
  }

  #stopCapture(): void {
    this.#capture?.stop();
    this.#foreign?.stop();
    this.#capture = this.#foreign = undefined;
    // The next one finds out anew.
    if (!this.#isWithheld) return;
    this.#isWithheld = false;
    this.#tellMasked(this.#started?.worker);
  }

  /** What the worker could not read leaves it with half a page. */
  #tellAgain(): void {
    this.#retells += 1;
    if (this.#retells <= MAX_RETELLS && this.#rules !== undefined) this.#capture?.setRules(this.#rules);
  }

  #tellMasked(worker: VisitorWorker | undefined): void {
    const isMasked = this.#isWithheld || (this.#rules !== undefined && isAllMasked(this.#rules));
    void worker?.setMasked(isMasked);
  }

  /** The page's address says that nothing of it is to be seen, or not any more. */
  #withhold(worker: VisitorWorker, withheld: boolean): void {
    // What the worker knows was told of another page.
    void worker.clear();
    this.#isWithheld = withheld;
    this.#tellMasked(worker);
  }

  #failMasking(worker: VisitorWorker, message: string): void {
    this.#rules = EVERYTHING;
    maskHighlight.follow(EVERYTHING);
    void worker.setMasked(true);
    this.#tell(() => this.#events.onerror({ code: "maskingerror", msg: message }));
  }
}

function isAllMasked({ mode, selectors, withheld }: MaskRules): boolean {
  return withheld === true || (mode === "except" && selectors.length === 0);
}

/** Whether what is masked depends on who is there. Somebody who comes sees nothing until that is known. */
function dependsOnAgents(mask: unknown): boolean {
  const { roleBasedMasking, maskingSelectors } = (mask ?? {}) as Partial<Record<string, object>>;
  const hasRoles = [roleBasedMasking, maskingSelectors].some((all) => Object.keys(all ?? {}).length > 0);
  return hasRoles || descriptorSource() !== undefined;
}

function descriptorSource(): MaskingDescriptorSource | undefined {
  const { getMaskingDescriptor } = (window.GLANCE_COBROWSE ?? {}) as {
    readonly getMaskingDescriptor?: MaskingDescriptorSource;
  };
  return typeof getMaskingDescriptor === "function" ? getMaskingDescriptor : undefined;
}

/** The group's rules with the page's own. @throws {MaskingError} when they cannot be had, or not in time. */
export async function rulesFor(mask: unknown, agents: ReturnType<typeof agentsEvent>): Promise<MaskRules> {
  const rules = rulesForAgents(readGroupMasking(mask), agents);
  const source = descriptorSource();
  if (source === undefined) return rules;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new MaskingError("getMaskingDescriptor took too long")),
      DESCRIPTOR_TIMEOUT_MS,
    );
  });
  try {
    return await Promise.race([addDescriptor(rules, source, agents), late]);
  } finally {
    clearTimeout(timer);
  }
}

function maskingErrorOf(error: unknown): MaskingError {
  return error instanceof MaskingError ? error : new MaskingError(String(error));
}
