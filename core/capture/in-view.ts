// Which elements are to be seen: no pictures are taken of the others.
import { guarded } from "./listen.ts";

/** Follows elements in and out of the visitor's window. */
export class InView {
  readonly #observer: IntersectionObserver;
  readonly #seen = new WeakSet<Element>();

  /** `oncome` hears of an element that comes into view. */
  constructor(oncome: (element: Element) => void, signal: AbortSignal) {
    const look = guarded((entries: IntersectionObserverEntry[]) => {
      for (const { target, isIntersecting } of entries) {
        if (!isIntersecting) this.#seen.delete(target);
        else if (!this.#seen.has(target)) {
          this.#seen.add(target);
          oncome(target);
        }
      }
    });
    this.#observer = new IntersectionObserver(look);
    signal.addEventListener("abort", () => this.#observer.disconnect(), { once: true });
  }

  /** Follows `element`, from now on. */
  follow(element: Element): void {
    this.#seen.delete(element);
    this.#observer.unobserve(element);
    this.#observer.observe(element);
  }

  has(element: Element): boolean {
    return this.#seen.has(element);
  }
}
