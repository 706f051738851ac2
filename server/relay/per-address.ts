// How many connections each address has: one machine that opens more and more of them is not to keep the others out.

export class PerAddress {
  readonly #max: number;
  readonly #counts = new Map<string, number>();

  /** @param max so many may an address have at once. */
  constructor(max: number) {
    this.#max = max;
  }

  /** Counts one more of `address`; false when that is too many, and then it is not counted. */
  enter(address: string): boolean {
    const count = this.#counts.get(address) ?? 0;
    if (count >= this.#max) return false;
    this.#counts.set(address, count + 1);
    return true;
  }

  /** One of those that were counted is gone. */
  leave(address: string): void {
    const count = (this.#counts.get(address) ?? 0) - 1;
    if (count > 0) this.#counts.set(address, count);
    else this.#counts.delete(address);
  }
}
