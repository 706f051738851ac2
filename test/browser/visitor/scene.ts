// A visitor's session with a service and a sharing that do as a test says; the store and the events are real.
import type {
  SessionStore,
  StoredSession,
  TagSettings,
  VisitorEventName,
} from "../../../core/visitor/api.ts";
import { CONTROL_TOOLS } from "../../../core/visitor/control-tools.ts";
import { LatePart } from "../../../core/visitor/late-part.ts";
import type { Sharing, SharingEvents, StartSharing } from "../../../core/visitor/sharing.ts";
import { Session } from "../../../core/visitor/session.ts";
import type { PageHost } from "../../../core/visitor/session-store.ts";

type SharingOptions = Parameters<StartSharing>[0];

/** One page that was shared: what it was started with, and what was asked of it. */
export interface FakeSharing {
  readonly options: SharingOptions;
  readonly events: SharingEvents;
  readonly asked: string[];
}

/** How the service answers: a status and a body, or a network error. */
export type Answer = { readonly status: number; readonly body: unknown } | "unreachable";

/** What agents may do: everything. */
const CONTROL = {
  remoteControl: true,
  navigation: true,
  drawing: true,
  pointing: true,
  guests: true,
  regions: "page",
  roles: {},
};

export const STARTED: Answer = {
  status: 200,
  body: {
    session: "s1",
    token: "t1",
    key: "123456789",
    relay: "/relay",
    settings: { mask: { mode: "listed", selectors: [] }, control: CONTROL },
  },
};
export const RESUMED: Answer = {
  status: 200,
  body: { key: "123456789", relay: "/relay", settings: { control: CONTROL } },
};
export const STORED: StoredSession = { session: "s1", token: "t1", generation: 4 };

function memoryStore(): SessionStore {
  let kept: StoredSession | undefined;
  return { read: () => kept, write: (stored) => (kept = stored), wipe: () => (kept = undefined) };
}

/** One page of a visitor; pages of one visitor share a store. */
export class Scene {
  readonly store: SessionStore;
  readonly session: Session;
  readonly host: PageHost;
  /** Until it resolves, what performs agents' acts is on its way; a rejection keeps it away. */
  controlGate: Promise<unknown> = Promise.resolve();
  readonly control = new LatePart(async () => {
    await this.controlGate;
    return CONTROL_TOOLS;
  });
  readonly share: StartSharing = (options, events) => this.#share(options, events);
  /** Every event, as `name` or `name {"…"}`. */
  readonly heard: string[] = [];
  readonly warnings: string[] = [];
  readonly requests: { readonly path: string; readonly body: unknown }[] = [];
  readonly shared: FakeSharing[] = [];
  readonly settings: { -readonly [K in keyof TagSettings]?: TagSettings[K] } = {
    groupid: "1",
    site: "production",
    additionalGroupIds: ["2"],
    visitorId: "",
    startPaused: false,
    serviceOrigin: "https://help.example",
    termsUrl: "",
  };
  /** Called when an event is heard, as a page's listener is. */
  onevent: ((name: VisitorEventName) => void) | undefined;
  answers: Answer[] = [STARTED];
  /** Held back until it is resolved. */
  gate: Promise<unknown> = Promise.resolve();
  readonly #fetch = globalThis.fetch;

  constructor(store = memoryStore()) {
    this.store = store;
    globalThis.fetch = (input, init) => this.#answer(input, init);
    this.host = {
      settings: () => this.settings as TagSettings,
      store,
      emit: (name, event) => {
        const details = JSON.stringify(event);
        this.heard.push(details === "{}" ? name : `${name} ${details}`);
        this.onevent?.(name);
      },
      handOver: "",
      emitMessage: (name, message) => this.heard.push(`message ${name} ${JSON.stringify(message)}`),
      scriptUrl: (url) => url,
      warn: (text) => this.warnings.push(text),
      control: this.control,
    };
    this.session = new Session(this.host, this.share);
  }

  /** The page shared last. */
  get sharing(): FakeSharing {
    const last = this.shared.at(-1);
    if (last === undefined) throw new Error("nothing is shared");
    return last;
  }

  /** Starts a session and forgets how that went. */
  async run(): Promise<void> {
    await this.session.start({});
    this.heard.length = 0;
  }

  close(): void {
    this.store.wipe();
    this.session.leavePage();
    globalThis.fetch = this.#fetch;
  }

  #share(options: SharingOptions, events: SharingEvents): Sharing {
    const asked: string[] = [];
    this.shared.push({ options, events, asked });
    return {
      pause: (paused, message) => asked.push(`pause ${String(paused)} ${message}`.trim()),
      tell: (message) => asked.push(`tell ${JSON.stringify(message)}`),
      tellControl: (slot, message) => asked.push(`control ${String(slot)} ${JSON.stringify(message)}`),
      tellDocument: (slot, head) => asked.push(`document ${String(slot)} ${JSON.stringify(head)}`),
      allowGuests: (guests) => asked.push(`guests ${JSON.stringify([...guests])}`),
      page: undefined,
      end: () => asked.push("end"),
      close: () => asked.push("close"),
    };
  }

  async #answer(input: RequestInfo | URL, init: RequestInit | undefined): Promise<Response> {
    const url = new URL(input instanceof Request ? input.url : input);
    this.requests.push({ path: url.pathname, body: JSON.parse(init?.body as string) });
    const answer = this.answers.length > 1 ? this.answers.shift() : this.answers[0];
    await this.gate;
    if (answer === undefined || answer === "unreachable") throw new TypeError("network");
    return Response.json(answer.body, { status: answer.status });
  }
}
