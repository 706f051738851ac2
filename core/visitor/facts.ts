// What was said in this session and holds on its further pages in this tab: user states, and whether agents may act. In session
// storage: of this origin and this tab alone, and gone with it.
import { type UserStateMessage, userState, type VisitorMessage } from "../protocol/index.ts";

const NAME = "glance_facts";

interface Kept {
  readonly session: string;
  readonly states: readonly (readonly [name: string, value: unknown])[];
  /** Whether agents may act. */
  readonly rc: boolean;
  /** The slot of the one who may; absent: who acts first. */
  readonly holder?: number;
}

/** What holds in one session. */
export class Facts {
  readonly #storage: () => Storage;
  #session = "";
  readonly #states = new Map<string, UserStateMessage>();
  #rc = false;
  #holder: number | undefined;

  /** @param storage throws where the browser forbids it: then nothing is kept beyond this page. */
  constructor(storage: () => Storage) {
    this.#storage = storage;
  }

  get rc(): boolean {
    return this.#rc;
  }

  /** Slot of the agent who may act, when that is known. */
  get holder(): number | undefined {
    return this.#holder;
  }

  /** This page becomes part of `session`: what an earlier page of it in this tab has kept holds here too. */
  enter(session: string): void {
    this.#session = session;
    this.#states.clear();
    const kept = this.#read();
    const states = kept?.session === session && Array.isArray(kept.states) ? kept.states : [];
    for (const [name, value] of states) this.#put(userState(name, value));
    this.#rc = kept?.session === session && kept.rc;
    this.#holder = this.#rc && typeof kept?.holder === "number" ? kept.holder : undefined;
  }

  state(name: string): unknown {
    return this.#states.get(name)?.value;
  }

  setState(state: UserStateMessage): void {
    this.#put(state);
    this.#write();
  }

  setRc(enabled: boolean, holder?: number): void {
    this.#rc = enabled;
    this.#holder = enabled ? holder : undefined;
    this.#write();
  }

  /** Forgets all of it. */
  wipe(): void {
    this.#states.clear();
    this.#rc = false;
    this.#holder = undefined;
    this.#attempt((storage) => storage.removeItem(NAME));
  }

  /** What agents are to hear of it. */
  messages(): readonly VisitorMessage[] {
    return [...this.#states.values(), ...(this.#rc ? [this.rcMessage()] : [])];
  }

  /** What agents hear of remote control. */
  rcMessage(): VisitorMessage {
    return { type: "rc", enabled: this.#rc, ...(this.#holder === undefined ? {} : { slot: this.#holder }) };
  }

  #put(state: UserStateMessage | undefined): void {
    if (state !== undefined) this.#states.set(state.name, state);
  }

  #read(): Kept | undefined {
    return (
      this.#attempt((storage) => JSON.parse(storage.getItem(NAME) ?? "null") as Kept | null) ?? undefined
    );
  }

  #write(): void {
    const states = [...this.#states.values()].map(({ name, value }) => [name, value] as const);
    const holder = this.#holder === undefined ? {} : { holder: this.#holder };
    const kept: Kept = { session: this.#session, states, rc: this.#rc, ...holder };
    this.#attempt((storage) => storage.setItem(NAME, JSON.stringify(kept)));
  }

  #attempt<T>(access: (storage: Storage) => T): T | undefined {
    try {
      return access(this.#storage());
    } catch {
      return undefined;
    }
  }
}
