// Hands pictures of elements over: under the mask that the element has by then, and a few at a time.
import { MASK } from "../mask/index.ts";
import type { NodeId } from "../protocol/index.ts";
import type { CaptureContext } from "./context.ts";

/** What was taken: pixels, or a file. */
export type Picture = ImageBitmap | Blob;

/**
 * Takes a picture of what an element of this own size in px shows. Resolves, when another may come, to whether it is another than
 * before; rejects with a `DataCloneError` when it may not leave the page: something of another site is in it.
 */
export type PictureSink = (id: NodeId, picture: Picture, width: number, height: number) => Promise<boolean>;

/** What became of a picture. `unreadable`: another site's content is in it. `dropped`: it was not wanted, or failed. */
export type Outcome = "new" | "same" | "unreadable" | "dropped";

/** Pictures under way at once. Each is a copy of a canvas. */
const MAX_UNDER_WAY = 4;

/** Longest wait for pictures that are under way, in ms: a large one is encoded by then. */
const SETTLE_TIMEOUT_MS = 2_000;

interface Taken {
  readonly element: Element;
  readonly picture: Picture;
  readonly size: readonly [width: number, height: number];
  readonly done: (outcome: Outcome) => void;
}

/** The pictures of one telling. */
export class Pictures {
  readonly #context: CaptureContext;
  readonly #sink: PictureSink | undefined;
  #taken: Taken[] = [];
  #underWay = 0;
  #waiting: (() => void)[] = [];

  constructor(context: CaptureContext, sink: PictureSink | undefined) {
    this.#context = context;
    this.#sink = sink;
  }

  get hasSink(): boolean {
    return this.#sink !== undefined;
  }

  /** Whether there is room for another one now. */
  get hasRoom(): boolean {
    return this.#sink !== undefined && this.#underWay < MAX_UNDER_WAY;
  }

  /** Hands over what `taking` gives, with the next reading; then says what became of it. */
  async give(
    element: Element,
    taking: Promise<Picture>,
    size: readonly [width: number, height: number],
    done: (outcome: Outcome) => void = () => undefined,
  ): Promise<void> {
    this.#underWay += 1;
    const finish = (outcome: Outcome): void => {
      this.#underWay -= 1;
      if (this.#underWay === 0) this.#settled();
      if (!this.#context.signal.aborted) done(outcome);
    };
    try {
      this.#taken.push({ element, picture: await taking, size, done: finish });
      this.#context.dirty.other = true;
      this.#context.request();
    } catch (error) {
      finish(outcomeOf(error));
    }
  }

  /** Hands over what was taken, unless it is masked by now or gone. */
  read(): void {
    for (const taken of this.#taken.splice(0)) void this.#hand(taken);
  }

  /** Resolves when those that are under way are handed over, or after a time. */
  settled(): Promise<void> {
    if (this.#underWay === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      setTimeout(resolve, SETTLE_TIMEOUT_MS);
    });
  }

  stop(): void {
    for (const { picture } of this.#taken.splice(0)) close(picture);
    this.#settled();
  }

  #settled(): void {
    for (const done of this.#waiting.splice(0)) done();
  }

  async #hand({ element, picture, size, done }: Taken): Promise<void> {
    const info = this.#context.ids.living(element);
    if (info?.mask !== MASK.shown || this.#sink === undefined) {
      close(picture);
      done("dropped");
      return;
    }
    try {
      done((await this.#sink(info.id, picture, ...size)) ? "new" : "same");
    } catch (error) {
      close(picture);
      done(outcomeOf(error));
    }
  }
}

function close(picture: Picture): void {
  if (!(picture instanceof Blob)) picture.close();
}

function outcomeOf(error: unknown): Outcome {
  const { name } = error as { readonly name?: unknown };
  return name === "DataCloneError" || name === "SecurityError" ? "unreadable" : "dropped";
}
