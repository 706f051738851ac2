// What becomes of agents' wishes to act in the page, for the record that the service keeps: who, what, how often; never what with.

/** Kinds of things that an agent does, as they are counted. `typed`: fields typed into, since a number of keys tells how long a text is. */
export type ControlAct = "clicked" | "typed" | "chose" | "scrolled" | "navigated";

/** Who or what took remote control back. `idle`: nothing was done for long. `gone`: the agent left, or may not any more. */
export type StoppedBy = "visitor" | "agent" | "idle" | "gone";

/** One line of the record, about the agent in `slot`. */
export interface ControlEntry {
  readonly slot: number;
  readonly what: "asked" | "granted" | "declined" | "stopped" | "used";
  /** With `stopped`. */
  readonly by?: StoppedBy;
  /** With `used`: how often, since the line before. */
  readonly counts?: Readonly<Partial<Record<ControlAct, number>>>;
}

/** Takes lines to the service. */
export type TellControl = (entries: readonly ControlEntry[]) => Promise<void>;

/** How long lines wait for company, in ms: accepting and the first click come together. */
const WAIT_MS = 2_000;
/** Most lines that are kept while the service cannot be reached. */
const MAX_WAITING = 40;

export class ControlLog {
  #tell: TellControl | undefined;
  #waiting: ControlEntry[] = [];
  readonly #counts = new Map<number, Partial<Record<ControlAct, number>>>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** The session whose record it is has another way to the service, or its first. */
  use(tell: TellControl): void {
    this.#tell = tell;
  }

  note(slot: number, what: ControlEntry["what"], by?: StoppedBy): void {
    this.#addCounts(slot);
    this.#add({ slot, what, ...(by === undefined ? {} : { by }) });
  }

  /** The agent in `slot` did something. */
  count(slot: number, act: ControlAct): void {
    const counts = this.#counts.get(slot) ?? {};
    counts[act] = (counts[act] ?? 0) + 1;
    this.#counts.set(slot, counts);
  }

  /** Sends all there is, at once: the page may go away. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const slot of [...this.#counts.keys()]) this.#addCounts(slot);
    const entries = this.#waiting.splice(0);
    if (entries.length === 0 || this.#tell === undefined) return;
    this.#tell(entries).catch(() => {
      // The session does not wait for its record; the next line takes these along.
      this.#waiting = [...entries, ...this.#waiting].slice(-MAX_WAITING);
    });
  }

  #addCounts(slot: number): void {
    const counts = this.#counts.get(slot);
    this.#counts.delete(slot);
    if (counts !== undefined) this.#waiting.push({ slot, what: "used", counts });
  }

  #add(entry: ControlEntry): void {
    this.#waiting.push(entry);
    this.#timer ??= setTimeout(() => this.flush(), WAIT_MS);
  }
}
