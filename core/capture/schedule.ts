// When the page is read: soon after a change, in slices, never for long.
import { timeMs } from "./natives.ts";

/** Longest slice, in ms: half a frame at 60 Hz, so that the page's own work still fits. */
const SLICE_MS = 8;
/** How many times longer than a reading took the page has to itself before the next one: at most 6 % of its time is ours. Changes that come
 * before are read with the next frame. */
const REST = 16;
/** Least cost of a reading, in ms: clocks are coarse. */
const LEAST_MS = 0.05;
/** Longest wait for a frame, in ms: there is none in a tab that is hidden meanwhile. */
const FRAME_TIMEOUT_MS = 100;

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
  /** Waits for a frame. */
  #waits = false;
  #frame = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #restUntilMs = -Infinity;
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
    if (timeMs() >= this.#restUntilMs || document.visibilityState === "hidden") this.#post();
    else this.#postWithFrame();
  }

  /** Somebody waits for what changed. */
  hurry(): void {
    if (this.#stopped || (this.#asked && !this.#waits)) return;
    this.#cancelWait();
    this.#asked = true;
    this.#post();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelWait();
    this.#channel.port1.close();
  }

  #post(): void {
    this.#channel.port2.postMessage(0);
  }

  #postWithFrame(): void {
    const post = (): void => {
      this.#cancelWait();
      this.#post();
    };
    this.#waits = true;
    this.#frame = requestAnimationFrame(post);
    this.#timer = setTimeout(post, FRAME_TIMEOUT_MS);
  }

  #cancelWait(): void {
    this.#waits = false;
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
  }

  #run(): void {
    if (this.#stopped) return;
    this.#asked = false;
    const start = timeMs();
    const more = this.#work(new Deadline(SLICE_MS));
    const end = timeMs();
    this.#restUntilMs = end + REST * Math.max(end - start, LEAST_MS);
    // At once: the rest of what was begun.
    if (more) this.hurry();
  }
}
