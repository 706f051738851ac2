// The live path: each batch changes the model and is told on, one delta for each state that may be shown.
import { DEFAULT_PATTERNS, type PatternRules } from "../mask/patterns.ts";
import {
  BLOCKED_CROSS_ORIGIN,
  createOpWriter,
  type NodeId,
  ProseWriter,
  readOps,
} from "../protocol/index.ts";
import type { Assets, AssetsOptions } from "./assets.ts";
import type { Picture } from "./canvas.ts";
import { assetsOf, writeKeyframe } from "./keyframe.ts";
import { STYLES_WAIT_MS } from "./limits.ts";
import { PageModel } from "./page.ts";
import { contentHash } from "./sha256.ts";
import { References } from "./references.ts";
import { withinTime } from "./within-time.ts";

/** What a live page tells. */
export interface LivePageEvents extends Pick<AssetsOptions, "onasset"> {
  /** Operations that take whoever has the page to its new state. */
  ondelta(operations: Uint8Array<ArrayBuffer>): void;
  /** A page began, and may be shown: all need its keyframe. */
  onpage(): void;
  /** The style sheet of `owner` cannot be fetched: the page itself may be able to tell its rules. */
  onlost?(owner: NodeId): void;
}

/** How a page is kept. */
export interface LivePageOptions extends Pick<AssetsOptions, "fetch" | "pictures" | "rescue"> {
  /** Secrets to look for in what is not masked; DEFAULT_PATTERNS unless said otherwise. */
  readonly patterns?: PatternRules | undefined;
}

/** A whole page, as operations, and the assets it refers to by number. */
export interface Keyframe {
  readonly operations: Uint8Array<ArrayBuffer>;
  readonly assets: ReadonlySet<number>;
}

/** A page that changes: batches in, deltas out, a keyframe at any time. */
export class LivePage {
  /** Whether somebody has the page and follows it. Nobody does: nothing is written. */
  isFollowed = false;
  readonly #model: PageModel;
  readonly #references: References;
  readonly #events: LivePageEvents;
  readonly #writer = createOpWriter({ prose: ProseWriter });
  /** The last batch was complete: the model is in a state that may be shown. */
  #complete = false;
  /** Which page this is; the style sheets of a page that is over are not waited for. */
  #page = 0;
  /** Its style sheets: not looked at yet, waited for, there or waited for long enough. */
  #styles: "unknown" | "awaited" | "there" = "unknown";
  /** It was said that the page may be shown. */
  #shown = false;
  #waiting: Promise<void> = Promise.resolve();
  /** A delta is being collected. */
  #collecting = false;

  constructor(options: LivePageOptions, events: LivePageEvents) {
    this.#events = events;
    this.#references = new References({ ...options, onasset: (asset) => events.onasset(asset) });
    const pageEvents = {
      onbegin: () => this.#begin(),
      onlate: (tell: () => void) => this.#tellLate(tell),
      onlost: (owner: NodeId) => this.#events.onlost?.(owner),
    };
    this.#model = new PageModel(this.#references, pageEvents, options.patterns ?? DEFAULT_PATTERNS);
  }

  /** The assets of this page and of those before it. */
  get assets(): Assets {
    return this.#references.assets;
  }

  /** Whether {@link LivePage.keyframe} has something to give. */
  get isWhole(): boolean {
    return this.#shown && this.#complete;
  }

  /**
   * Takes a batch of capture. With a `complete` one the change is told before this returns.
   *
   * @throws {ProtocolError} when it is no batch; the page has to be told anew then.
   */
  batch(bytes: Uint8Array<ArrayBuffer>, complete: boolean): void {
    this.#collect(bytes);
    readOps(bytes, this.#model);
    this.#complete = complete;
    if (!complete) return;
    this.#model.settle();
    this.#finish();
    this.#show();
  }

  /** Takes what the page in a frame of another origin tells, up to a state of it that may be shown. @throws {ProtocolError} when it is
   * no batch. */
  foreign(frame: NodeId, batches: readonly Uint8Array[]): void {
    this.#tellLate(() => this.#model.foreign.read(frame, batches));
  }

  /** A box stands for what a frame has. */
  blockFrame(id: NodeId): void {
    this.#tellLate(() => this.#model.frameBlocked(id, BLOCKED_CROSS_ORIGIN));
  }

  /** Which page this is: another number with every page that begins, or is forgotten. */
  get life(): number {
    return this.#page;
  }

  /** Shows a picture in the element of `id`, unless the page is another than in `life` by now. Returns whether it is news. */
  async show(life: number, id: NodeId, picture: Picture): Promise<boolean> {
    const hash = await contentHash(picture.bytes);
    return life === this.#page && this.#model.canvases.show(id, hash, picture);
  }

  /** Forgets the page; what comes is ignored until a page begins. */
  clear(): void {
    this.#begin();
    this.#complete = false;
    this.#model.clear();
  }

  /** The whole page, as it was when it last could be shown. Only while {@link LivePage.isWhole}. */
  keyframe(): Keyframe {
    writeKeyframe(this.#model, this.#writer);
    return { operations: this.#writer.finish(), assets: assetsOf(this.#model) };
  }

  /** Resolves when all that the page refers to was fetched, or could not be. */
  async settled(): Promise<void> {
    await this.#model.styles.settled();
    await this.#waiting;
    await this.assets.settled();
  }

  #begin(): void {
    this.#page += 1;
    this.#styles = "unknown";
    this.#shown = false;
    this.#collecting = false;
    this.#model.state.draft.finish();
  }

  #show(): void {
    if (!this.#complete || this.#shown || this.#model.document === undefined) return;
    if (this.#styles === "unknown") this.#waiting = this.#waitForStyles(this.#page);
    if (this.#styles !== "there") return;
    this.#shown = true;
    this.#events.onpage();
  }

  async #waitForStyles(page: number): Promise<void> {
    const { styles } = this.#model;
    this.#styles = styles.isFetching ? "awaited" : "there";
    if (!styles.isFetching) return;
    await withinTime(styles.settled(), STYLES_WAIT_MS);
    if (page !== this.#page) return;
    this.#styles = "there";
    this.#show();
  }

  #collect(batch?: Uint8Array<ArrayBuffer>): void {
    const { draft } = this.#model.state;
    if (!this.#collecting) this.#model.tree.beginDelta();
    if (!this.isFollowed || !this.#shown) return;
    this.#collecting = true;
    draft.open(batch);
  }

  #finish(): void {
    const operations = this.#model.state.draft.finish();
    this.#collecting = false;
    if (operations !== undefined) this.#events.ondelta(operations);
  }

  #tellLate(tell: () => void): void {
    this.#collect();
    tell();
    if (!this.#complete) return;
    this.#model.settle();
    this.#finish();
  }
}
