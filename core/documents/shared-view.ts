// Where everybody looks: the owner decides, so that two who look elsewhere at the same moment end up at the same place.
import { type DocumentView, FIT_WIDTH, type ViewMessage } from "../protocol/index.ts";
import { VIEW_INTERVAL_MS } from "./limits.ts";

const START: DocumentView = {
  page: 1,
  top: 0,
  left: 0,
  zoom: FIT_WIDTH,
  rotation: 0,
  sheet: 0,
  row: 0,
  column: 0,
  cell: null,
  query: "",
  matchCase: false,
  wholeWords: false,
  hit: -1,
};

/** One side's knowledge of it. */
export class SharedView {
  readonly #tell: (message: ViewMessage) => void;
  readonly #id: () => number;
  #view = START;
  #revision = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #toldAt = -Infinity;

  constructor(id: () => number, tell: (message: ViewMessage) => void) {
    this.#id = id;
    this.#tell = tell;
  }

  get view(): DocumentView {
    return this.#view;
  }

  get message(): ViewMessage {
    return { type: "view", id: this.#id(), revision: this.#revision, view: this.#view };
  }

  /** This side looks elsewhere: told at once, and then as often as others can follow. */
  change(change: Partial<DocumentView>): void {
    this.#view = { ...this.#view, ...change };
    this.#revision += 1;
    const wait = this.#toldAt + VIEW_INTERVAL_MS - performance.now();
    if (wait <= 0) this.#tellNow();
    else this.#timer ??= setTimeout(() => this.#tellNow(), wait);
  }

  /** Another side looks elsewhere. @returns whether that is how it is now. */
  hear({ revision, view }: ViewMessage, isFromOwner: boolean): boolean {
    if (revision < this.#revision || (revision === this.#revision && !isFromOwner)) return false;
    this.#revision = revision;
    this.#view = view;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    return true;
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #tellNow(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#toldAt = performance.now();
    this.#tell(this.message);
  }
}
