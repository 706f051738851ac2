// Visitor's page thread: from DOM to operations. The only door to core/capture.
import { EVERYTHING, MaskDecider, type MaskRules, matchesAddress } from "../mask/index.ts";
import type { NodeId } from "../protocol/index.ts";
import { reportFault } from "./listen.ts";
import type { PageLookup } from "./lookup.ts";
import type { PictureSink } from "./pictures.ts";
import type { ForeignSink } from "./frames.ts";
import { type Deadline, Schedule } from "./schedule.ts";
import { type Sink, Telling } from "./telling.ts";

export type { PageLookup } from "./lookup.ts";
export type { Picture, PictureSink } from "./pictures.ts";

/** What a capture needs. */
export interface CaptureOptions {
  readonly rules: MaskRules;
  /**
   * Takes a batch of operations (an OpWriter's bytes, in a buffer of their own). `complete`: with this batch the page is in a state that may be
   * shown; several incomplete ones may come before. A batch that begins with `at(0, 0)` and `frameDocument` tells the page anew.
   */
  readonly sink: Sink;
  /** Takes pictures of canvases, videos, and images that only this page can read. Without it, none are taken. */
  readonly pictures?: PictureSink;
  /** Hears of frames whose content cannot be read from here. */
  readonly foreign?: ForeignSink;
  /** The rules could not be decided: everything is masked. */
  onmaskingerror(message: string): void;
  /** The page is withheld by its address from now on, or is not any more: what was told of it is out of date. */
  onwithheld?(withheld: boolean): void;
}

export type { ForeignSink } from "./frames.ts";

/** A running capture. */
export interface Capture {
  /** Resolves when the whole page was handed over once. */
  readonly ready: Promise<void>;
  /** Resolves when everything changed up to now was handed over. */
  flush(): Promise<void>;
  /** Tells the rules of the sheet of `owner`, whose address leads the worker nowhere; unless they are another origin's. */
  tellSheet(owner: NodeId): void;
  /** The page is told anew, under these rules. */
  setRules(rules: MaskRules): void;
  /** What is known of the page; undefined while nothing of it is told. */
  readonly lookup: PageLookup | undefined;
  /** Takes every listener, observer and hook off the page. */
  stop(): void;
}

/** How often in a row a telling may fail before it has told the page once: then everything is masked, then it is given up. */
const MAX_FAILURES = 2;

/**
 * Starts to tell `document` and what becomes of it. Nothing of it is read before the next task, no task takes much longer than 8 ms, and
 * nothing is thrown later on. Cost: 2 to 4 µs a node once, then what changes.
 */
export function startCapture(document: Document, options: CaptureOptions): Capture {
  return new RunningCapture(document, options);
}

class RunningCapture implements Capture {
  readonly ready: Promise<void>;
  readonly #document: Document;
  readonly #options: CaptureOptions;
  readonly #schedule = new Schedule((deadline) => this.#work(deadline));
  #rules: MaskRules;
  #isWithheld = false;
  #telling: Telling | undefined;
  #failures = 0;
  #stopped = false;
  #isReady: () => void = () => undefined;
  #waiting: (() => void)[] = [];

  constructor(document: Document, options: CaptureOptions) {
    this.#document = document;
    this.#options = options;
    this.#rules = options.rules;
    this.ready = new Promise((resolve) => (this.#isReady = resolve));
    this.#schedule.request();
  }

  get lookup(): PageLookup | undefined {
    return this.#stopped ? undefined : this.#telling?.lookup;
  }

  async flush(): Promise<void> {
    await this.#read();
    await this.#telling?.picturesSettled();
    await this.#read();
  }

  tellSheet(owner: NodeId): void {
    this.#telling?.tellSheet(owner);
  }

  setRules(rules: MaskRules): void {
    this.#rules = rules;
    this.#failures = 0;
    this.#again();
  }

  stop(): void {
    this.#stopped = true;
    this.#telling?.stop();
    this.#schedule.stop();
    this.#isReady();
    this.#flushed();
  }

  #work(deadline: Deadline): boolean {
    try {
      this.#checkAddress();
      this.#telling ??= this.#begin();
      const more = this.#telling.work(deadline);
      if (this.#telling.isWhole) this.#isReady();
      if (!more) this.#flushed();
      return more;
    } catch (error) {
      reportFault(error);
      this.#failed();
      return false;
    }
  }

  /** Before anything is read: scripts go to other pages without leaving this one. */
  #checkAddress(): void {
    const isWithheld = matchesAddress(this.#rules.pages ?? [], this.#document.URL);
    if (isWithheld === this.#isWithheld) return;
    this.#isWithheld = isWithheld;
    this.#telling?.stop();
    this.#telling = undefined;
    this.#options.onwithheld?.(isWithheld);
  }

  #begin(): Telling {
    const decider = new MaskDecider(this.#isWithheld ? EVERYTHING : this.#rules);
    if (decider.problem !== undefined) this.#options.onmaskingerror(decider.problem);
    return new Telling(
      this.#document,
      decider,
      () => this.#schedule.request(),
      () => this.#again(),
      this.#options.sink,
      this.#options.pictures,
      this.#options.foreign,
    );
  }

  /** Something broke in the middle of a telling: only one from the beginning is known to be right. */
  #failed(): void {
    if (this.#telling?.isWhole === true) this.#failures = 0;
    this.#failures += 1;
    if (this.#failures > MAX_FAILURES) {
      this.#options.onmaskingerror("the page cannot be read");
      this.stop();
    } else {
      if (this.#failures === MAX_FAILURES) this.#rules = EVERYTHING;
      this.#again();
    }
  }

  #again(): void {
    this.#telling?.stop();
    this.#telling = undefined;
    this.#schedule.request();
  }

  /** Resolves when what is marked has been read. */
  #read(): Promise<void> {
    if (this.#stopped) return Promise.resolve();
    const flushed = new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#schedule.hurry();
    return flushed;
  }

  #flushed(): void {
    for (const done of this.#waiting.splice(0)) done();
  }
}
