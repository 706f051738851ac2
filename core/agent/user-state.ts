// What a visitor's site says of its visitor, by name: kept for the whole session, over all its pages.

/** Most names that are kept: a site uses a handful, and a visitor's side that makes up more is not to fill memory. */
const MAX_STATES = 256;

export class UserState {
  readonly #values = new Map<string, unknown>();

  get(name: string): unknown {
    return this.#values.get(name);
  }

  /** Whether it was kept. */
  set(name: string, value: unknown): boolean {
    if (!this.#values.has(name) && this.#values.size >= MAX_STATES) return false;
    this.#values.set(name, value);
    return true;
  }
}
