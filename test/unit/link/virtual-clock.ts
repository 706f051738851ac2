// Time that passes as fast as it can, and chance that repeats: hours of a session in milliseconds.
import type { Clock } from "../../../core/link/index.ts";

interface Timer {
  readonly at: number;
  readonly order: number;
  run: (() => void) | undefined;
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export class VirtualClock implements Clock {
  readonly random: () => number;
  #now = 0;
  #orders = 0;
  /** A binary heap: the earliest timer first, equal ones in the order they were set. */
  #heap: Timer[] = [];

  constructor(seed = 1) {
    this.random = seededRandom(seed);
  }

  now(): number {
    return this.#now;
  }

  after(delayMs: number, run: () => void): () => void {
    const timer: Timer = { at: this.#now + Math.max(0, delayMs), order: (this.#orders += 1), run };
    this.#push(timer);
    return () => {
      timer.run = undefined;
    };
  }

  /** Timers that are set and not called off. */
  get pending(): number {
    return this.#heap.filter(({ run }) => run !== undefined).length;
  }

  /** Lets `ms` pass. */
  pass(ms: number): void {
    const end = this.#now + ms;
    for (let next = this.#heap[0]; next !== undefined && next.at <= end; next = this.#heap[0]) this.#step();
    this.#now = end;
  }

  /** Lets time pass until `condition` holds. @throws {Error} when it does not within `limitMs`. */
  until(condition: () => boolean, what: string, limitMs = 600_000): void {
    const end = this.#now + limitMs;
    while (!condition()) {
      if (this.#heap.length === 0 || this.#now > end) throw new Error(`in vain: ${what}`);
      this.#step();
    }
  }

  #step(): void {
    const timer = this.#pop();
    if (timer?.run === undefined) return;
    this.#now = timer.at;
    timer.run();
  }

  #push(timer: Timer): void {
    const heap = this.#heap;
    let at = heap.push(timer) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (isBefore(heap[parent]!, timer)) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = timer;
  }

  #pop(): Timer | undefined {
    const heap = this.#heap;
    const top = heap[0];
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return top;
    let at = 0;
    for (;;) {
      let child = at * 2 + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child += 1;
      if (isBefore(last, heap[child]!)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = last;
    return top;
  }
}

function isBefore(one: Timer, other: Timer): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}
