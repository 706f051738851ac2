/** Objects that are kept by nobody here, each once, to be gone through while they live. */
export class IterableWeakSet<T extends object> {
  readonly #members = new WeakSet<T>();
  #references: WeakRef<T>[] = [];
  /** As many references as there may be before those of objects that are gone are looked for. */
  #room = 64;

  /** Cost: a few references are looked at for each object that was added. */
  add(object: T): void {
    if (this.#members.has(object)) return;
    this.#members.add(object);
    this.#references.push(new WeakRef(object));
    if (this.#references.length > this.#room) this.#room = 2 * Math.max(32, this.#sweep());
  }

  /** Those that live. */
  *[Symbol.iterator](): Generator<T, void> {
    for (const reference of this.#references) {
      const object = reference.deref();
      if (object !== undefined) yield object;
    }
  }

  #sweep(): number {
    this.#references = this.#references.filter((reference) => reference.deref() !== undefined);
    return this.#references.length;
  }
}
