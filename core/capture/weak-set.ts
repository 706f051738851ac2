/** Objects that are added before those that are gone are looked for. */
const SLACK = 500;

/** Objects that are kept by nobody here, each once, to be gone through while they live. */
export class IterableWeakSet<T extends object> {
  readonly #members = new WeakSet<T>();
  #references: WeakRef<T>[] = [];
  /** As many references as there may be before those of objects that are gone are looked for. */
  #room = SLACK;

  /** Cost: some references are looked at for each object that is added. */
  add(object: T): void {
    if (this.#members.has(object)) return;
    this.#members.add(object);
    this.#references.push(new WeakRef(object));
    if (this.#references.length > this.#room) this.#sweep();
  }

  /** Those that live. */
  *[Symbol.iterator](): Generator<T, void> {
    for (const reference of this.#references) {
      const object = reference.deref();
      if (object !== undefined) yield object;
    }
  }

  /** Some are gone that garbage was not collected of yet: those are found the next time, which must not be far off. */
  #sweep(): void {
    this.#references = this.#references.filter((reference) => reference.deref() !== undefined);
    this.#room = SLACK + 1.25 * this.#references.length;
  }
}
