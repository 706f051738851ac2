// What was said in this session and holds on its further pages in this tab: user states, whether agents may act, which guests may watch. In session
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
  readonly guests?: readonly (readonly [slot: number, name: string])[];
}

/** What holds in one session. */
export class Facts {
  readonly #storage: () => Storage;
  #session = "";
  readonly #states = new Map<string, UserStateMessage>();
  #rc = false;
  #holder: number | undefined;
  #guests: ReadonlyMap<number, string> = new Map();

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

  /** Guests whom the visitor lets watch: name by slot. */
  get guests(): ReadonlyMap<number, string> {
    return this.#guests;
  }

  /** This page becomes part of `session`: what an earlier page of it in this tab has kept holds here too. */
  enter(session: string): void {
    this.#session = session;
    this.#states.clear();
    const read = this.#read();
    const kept = read?.session === session ? read : undefined;
    for (const [name, value] of listIn(kept?.states)) this.#put(userState(name, value));
    this.#guests = new Map(listIn(kept?.guests));
    this.#rc = kept?.rc === true;
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

  setGuests(guests: ReadonlyMap<number, string>): void {
    this.#guests = guests;
    this.#write();
  }

  /** Forgets all of it. */
  wipe(): void {
    this.#guests = new Map();
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
    const kept: Kept = { session: this.#session, states, rc: this.#rc, guests: [...this.#guests], ...holder };
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

/** The pairs of a list; what is none is passed over. */
function listIn<K, V>(value: readonly (readonly [K, V])[] | undefined): readonly (readonly [K, V])[] {
  const list: readonly (readonly [K, V])[] = Array.isArray(value) ? value : [];
  return list.filter((each) => Array.isArray(each));
}
