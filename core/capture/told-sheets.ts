// The style sheets that were told, and what was told of each. Nothing here keeps a sheet alive: a constructed one holds the window that
// made it, and frames come and go.
import type { NodeId } from "../protocol/index.ts";
import type { Splice } from "./sheet-watch.ts";
import { IterableWeakSet } from "./weak-set.ts";

/** A sheet that was told. */
export interface ToldSheet {
  readonly owner: NodeId;
  readonly base: string;
  /** Its media list at first: what its element's attribute says. */
  readonly media: string;
  /** Done to it since. */
  splices: Splice[];
  /** Top-level rules with something in them that may be another. */
  readonly rules: Set<CSSRule>;
  /** Its whole text is another. */
  isStale: boolean;
  state: string;
}

/** Whether something of a sheet is not told yet. */
export function isChanged({ isStale, splices, rules }: ToldSheet): boolean {
  return isStale || splices.length > 0 || rules.size > 0;
}

/** What was told, by sheet. */
export class ToldSheets {
  readonly #told = new WeakMap<CSSStyleSheet, ToldSheet>();
  readonly #sheets = new IterableWeakSet<CSSStyleSheet>();
  readonly #gone: FinalizationRegistry<NodeId>;

  /** `ongone` hears of constructed sheets that the page has let go of, in a task of the browser's. */
  constructor(ongone: (owner: NodeId) => void) {
    this.#gone = new FinalizationRegistry(ongone);
  }

  get(sheet: CSSStyleSheet): ToldSheet | undefined {
    return this.#told.get(sheet);
  }

  set(sheet: CSSStyleSheet, told: ToldSheet): void {
    const isNew = this.#told.get(sheet)?.owner !== told.owner;
    this.#told.set(sheet, told);
    this.#sheets.add(sheet);
    // Of an element's sheet nobody has to be told: the element goes too.
    if (isNew && sheet.ownerNode === null) this.#gone.register(sheet, told.owner);
  }

  delete(sheet: CSSStyleSheet): void {
    this.#told.delete(sheet);
  }

  /** Those that live. */
  *[Symbol.iterator](): Generator<readonly [CSSStyleSheet, ToldSheet], void> {
    for (const sheet of this.#sheets) {
      const told = this.#told.get(sheet);
      if (told !== undefined) yield [sheet, told];
    }
  }
}
