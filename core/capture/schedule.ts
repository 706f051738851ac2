// When the page is read: soon after a change, in slices, never for long.
import { timeMs } from "./natives.ts";

/** Longest slice, in ms: half a frame at 60 Hz, so that the page's own work still fits. */
const SLICE_MS = 8;
/** Changes that come closer than this, in ms, are read once a frame: an animation changes something each time. */
const BUSY_MS = 12;

/** Says whether a slice's time is over. */
export class Deadline {
  readonly #end: number;
  #count = 0;
  #over = false;

  /** @param sliceMs `Infinity` for no end. */
  constructor(sliceMs: number) {
    this.#end = timeMs() + sliceMs;
  }

  /** Looks at the clock at every fourth call: it costs nearly as much as a node. */
  get passed(): boolean {
    if ((this.#count = (this.#count + 1) & 3) === 0) this.#over = timeMs() >= this.#end;
    return this.#over;
  }
}

/** Runs `work` in a task of its own after a change was told of, and again until it says that nothing is left. */
export class Schedule {
  readonly #work: (deadline: Deadline) => boolean;
  readonly #channel = new MessageChannel();
  #asked = false;
  #frame = 0;
  #lastMs = -Infinity;
  #stopped = false;

  /** @param work returns whether there is more to do. */
  constructor(work: (deadline: Deadline) => boolean) {
    this.#work = work;
    // A message is a task that no browser delays, in a hidden tab neither.
    this.#channel.port1.onmessage = () => this.#run();
  }

  /** Something changed. */
  request(): void {
    if (this.#asked || this.#stopped) return;
    this.#asked = true;
    const isBusy = timeMs() - this.#lastMs < BUSY_MS && document.visibilityState === "visible";
    if (isBusy) this.#frame = requestAnimationFrame(() => this.#post());
    else this.#post();
  }

  stop(): void {
    this.#stopped = true;
    cancelAnimationFrame(this.#frame);
    this.#channel.port1.close();
  }

  #post(): void {
    this.#channel.port2.postMessage(0);
  }

  #run(): void {
    if (this.#stopped) return;
    this.#asked = false;
    this.#lastMs = timeMs();
    if (this.#work(new Deadline(SLICE_MS))) this.#again();
  }

  /** At once: the rest of what was begun. */
  #again(): void {
    if (this.#asked || this.#stopped) return;
    this.#asked = true;
    this.#post();
  }
}
