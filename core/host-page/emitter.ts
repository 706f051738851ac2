// Listeners of the host page by name. Nothing that one throws reaches the others, or us.

type Listener = (...values: unknown[]) => void;

/** Calls listeners in the order in which they came, and keeps what each event told last. */
export class Emitter {
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #forAll = new Set<Listener>();
  readonly #latest = new Map<string, unknown>();
  readonly #standing: ReadonlySet<string>;

  /** @param standing events that tell how things stand: a listener that comes late is told. */
  constructor(standing: readonly string[] = []) {
    this.#standing = new Set(standing);
  }

  add(name: string, listener: unknown): void {
    if (typeof listener !== "function") return;
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(listener as Listener));
    if (!this.#standing.has(name) || !this.#latest.has(name)) return;
    // Not before the caller has gone on, and not when it has changed its mind, or heard a later one.
    const told = this.#latest.get(name);
    queueMicrotask(() => {
      if (this.#latest.get(name) === told && listeners.has(listener as Listener))
        call(listener as Listener, told);
    });
  }

  addForAll(listener: unknown): void {
    if (typeof listener === "function") this.#forAll.add(listener as Listener);
  }

  remove(name: string, listener: unknown): void {
    this.#listeners.get(name)?.delete(listener as Listener);
  }

  /** What that event told last. */
  latest(name: string): unknown {
    return this.#latest.get(name);
  }

  /** Forgets what was told: it was about another session. */
  forget(): void {
    this.#latest.clear();
  }

  /** Tells `values`, the first of which is kept. */
  emit(name: string, ...values: unknown[]): void {
    this.#latest.set(name, values[0]);
    for (const listener of [...(this.#listeners.get(name) ?? [])]) call(listener, ...values);
    for (const listener of [...this.#forAll]) call(listener, name, ...values);
  }
}

function call(listener: Listener, ...values: unknown[]): void {
  try {
    listener(...values);
  } catch (error) {
    reportError(error);
  }
}
