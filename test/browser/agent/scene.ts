// An agent's session among people who can be told what to do: a server, a worker and a replica behind the interfaces of the real ones.
import { MESSAGE, type Participant, VISITOR_SLOT } from "../../../core/protocol/index.ts";
import type { AgentEvents, AgentState } from "../../../core/agent/api.ts";
import {
  type JoinAnswer,
  type JoinRequest,
  type Service,
  ServiceError,
} from "../../../core/agent/service.ts";
import { AgentSession } from "../../../core/agent/session.ts";
import type { LoginCredentials } from "../../../core/agent/address.ts";
import { openStore, type SessionStore } from "../../../core/agent/store.ts";
import type { Joined, ReplicaEvents, WorkerEvents } from "../../../core/agent/viewing.ts";

/** Resolves when `condition` holds; rejects after a second. */
export async function until(condition: () => boolean): Promise<void> {
  const start = Date.now();
  while (!condition()) {
    if (Date.now() - start > 1_000) throw new Error(`never: ${String(condition)}`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

/** A server with one agent, `ada` with the password `secret`, and the sessions in `sharing`. */
export class ScriptedServer implements Service {
  signedIn = true;
  reachable = true;
  /** Refuse everything, for this long. */
  tooManySeconds = 0;
  /** Session by key. */
  readonly sharing = new Map<string, string>();
  readonly joins: JoinRequest[] = [];

  signIn(username: string, password: string): Promise<void> {
    return this.#answer(() => {
      if (username !== "ada" || password !== "secret") throw new ServiceError("wrong-password", "");
      this.signedIn = true;
    });
  }

  /** Keys that sign `ada` in, once. */
  readonly loginKeys = new Set<string>();

  signInByKey({ loginkey }: LoginCredentials): Promise<void> {
    return this.#answer(() => {
      if (!this.loginKeys.delete(loginkey)) throw new ServiceError("login-key-used", "");
      this.signedIn = true;
    });
  }

  signOut(): Promise<void> {
    return this.#answer(() => {
      this.signedIn = false;
    });
  }

  me(): Promise<{ username: string; name: string }> {
    return this.#answer(() => {
      this.#needSignIn();
      return { username: "ada", name: "Ada" };
    });
  }

  join(request: JoinRequest): Promise<JoinAnswer | undefined> {
    this.joins.push(request);
    return this.#answer(() => {
      this.#needSignIn();
      if ("session" in request) return this.#resume(request.session, request.token);
      const session = this.sharing.get(request.key);
      if (session !== undefined) return answerOf(request.key, session);
      if (request.wait === true) return undefined;
      throw new ServiceError("unknown-key", "");
    });
  }

  /** Guests who wait: name by code. */
  readonly guests = new Map<string, string>();
  /** What was said of guests. */
  readonly answered: string[] = [];

  findGuest({ code }: { readonly code: string }): Promise<{ slot: number; name: string }> {
    return this.#answer(() => {
      const name = this.guests.get(code);
      if (name === undefined) throw new ServiceError("unknown-code", "");
      return { slot: 7, name };
    });
  }

  answerGuest({ slot, accepted }: { readonly slot: number; readonly accepted: boolean }): Promise<string> {
    return this.#answer(() => {
      this.answered.push(`${slot} ${accepted ? "accepted" : "declined"}`);
      return accepted ? `way in of ${slot}` : "";
    });
  }

  ejectGuest({ slot }: { readonly slot: number }): Promise<void> {
    return this.#answer(() => {
      this.answered.push(`${slot} ejected`);
    });
  }

  #resume(session: string, token: string): JoinAnswer {
    const key = [...this.sharing].find(([, shared]) => shared === session)?.[0];
    if (key === undefined || token !== `token of ${session}`) throw new ServiceError("ended", "");
    return answerOf(key, session);
  }

  #needSignIn(): void {
    if (!this.signedIn) throw new ServiceError("signed-out", "");
  }

  async #answer<T>(answer: () => T): Promise<T> {
    await new Promise((resolve) => setTimeout(resolve, 1));
    if (!this.reachable) throw new ServiceError("service", "");
    if (this.tooManySeconds > 0) throw new ServiceError("too-many-attempts", "", this.tooManySeconds);
    return answer();
  }
}

function answerOf(key: string, session: string): JoinAnswer {
  const permissions = { remoteControl: true, navigation: true, drawing: true, pointing: true, guests: true };
  return {
    session,
    token: `token of ${session}`,
    slot: 2,
    key,
    relayUrl: "wss://x/api/v1/relay",
    generation: 0,
    permissions,
    guestPage: "https://x/guestjoin?groupid=1",
  };
}

/** A tab's storage without a tab. */
export function memoryStore(): SessionStore {
  const items = new Map<string, string>();
  return openStore(
    () =>
      ({
        getItem: (name: string) => items.get(name) ?? null,
        setItem: (name: string, value: string) => items.set(name, value),
        removeItem: (name: string) => items.delete(name),
      }) as unknown as Storage,
  );
}

export function visitor(generation: number, connected = true): Participant {
  return { slot: VISITOR_SLOT, role: "visitor", name: "", generation, connected };
}

export const US: Participant = { slot: 2, role: "agent", name: "Ada", generation: 1, connected: true };

export const KEYFRAME = Uint8Array.of(MESSAGE.keyframe, 0, 1);
export const DELTA = Uint8Array.of(MESSAGE.delta, 0, 2);

/** How long a visitor may be away in a scene, in ms. */
const GRACE_MS = 30;

export class Scene {
  readonly server: ScriptedServer;
  readonly store: SessionStore;
  readonly agent: AgentSession;
  /** Every state reached, as one word each. */
  readonly states: string[] = [];
  /** What the worker was told. */
  readonly told: string[] = [];
  /** What the replica was told. */
  readonly shown: string[] = [];
  readonly people: AgentEvents["people"][] = [];
  joined: Joined | undefined;
  /** Speaks for the worker. */
  worker: WorkerEvents | undefined;
  /** Speaks for the replica. */
  replica: ReplicaEvents | undefined;
  /** Messages do not fit what is shown. */
  broken = false;

  constructor(
    options: {
      server?: ScriptedServer;
      store?: SessionStore;
      isSupported?: boolean;
      admits?: () => boolean;
    } = {},
  ) {
    this.server = options.server ?? new ScriptedServer();
    this.store = options.store ?? memoryStore();
    this.agent = new AgentSession({
      service: this.server,
      store: this.store,
      isSupported: options.isSupported ?? true,
      graceMs: GRACE_MS,
      admits: options.admits ?? (() => true),
      retryMs: 5,
      startWorker: (joined, events) => {
        this.joined = joined;
        this.worker = events;
        return Promise.resolve({
          needs: (hashes) => this.told.push(`needs ${hashes.join()}`),
          requestKeyframe: () => this.told.push("keyframe"),
          tell: (message) => this.told.push(JSON.stringify(message)),
          control: (message) => this.told.push(JSON.stringify(message)),
          askDocument: (message) => this.told.push(JSON.stringify(message)),
          end: () => Promise.resolve(void this.told.push("end")),
          leave: () => Promise.resolve(void this.told.push("leave")),
          close: () => this.told.push("close"),
        });
      },
      openReplica: (_frame, events) => {
        this.replica = events;
        return {
          apply: (messages) => {
            if (this.broken) return Promise.reject(new Error("does not fit"));
            this.shown.push(
              messages.map(([kind]) => (kind === MESSAGE.keyframe ? "keyframe" : "delta")).join(),
            );
            return Promise.resolve();
          },
          document: undefined,
          telling: 0,
          idOf: () => 0,
          elementOf: () => undefined,
          renumberAssets: () => this.shown.push("renumber"),
          dispose: () => this.shown.push("dispose"),
        };
      },
    });
    this.agent.addEventListener("state", (state) => this.#reach(state));
    this.agent.addEventListener("people", (people) => this.people.push(people));
  }

  #reach(state: AgentState): void {
    this.states.push(state.status);
    // A viewer offers its frame as soon as a session is joined.
    this.agent.attach(document.createElement("iframe"));
  }

  /** Waits until the agent is in that state. */
  async reaches(status: AgentState["status"]): Promise<AgentState> {
    await until(() => this.agent.state.status === status);
    return this.agent.state;
  }

  /** Opens the viewer on `search` with a session shared as `k`, and has its first page arrive. */
  async live(search = "?VisitorId=k"): Promise<this> {
    this.server.sharing.set("k", "s");
    const [query = "", hash = ""] = search.split("#");
    this.agent.start(query, hash);
    await until(() => this.worker !== undefined);
    this.worker?.onconnection("open");
    this.worker?.onparticipants([visitor(1), US]);
    this.worker?.onpage([KEYFRAME]);
    await this.reaches("live");
    return this;
  }
}
