// One style sheet: its text, and what was done to its rules since.
import type { NodeId, StylesOps } from "../protocol/index.ts";
import { addReferences } from "./assets.ts";
import { MAX_CSS_UNITS } from "./limits.ts";

interface Splice {
  readonly from: number;
  readonly removed: number;
  readonly css: string[];
}

/** A style sheet as it was told. */
export class Sheet {
  /** Undefined while it is fetched. */
  css: string | undefined;
  disabled = 0;
  media = "";
  /**
   * What was done to the rules, in order. Of a sheet whose text is empty all rules are known, and this is one splice: sheets that
   * scripts fill rule by rule stay as small as they are.
   */
  #splices: Splice[] = [];

  constructor(css: string | undefined) {
    this.css = css;
  }

  /** Whether there is something to tell. */
  get isThere(): boolean {
    return this.css !== undefined;
  }

  /** Replaces `removed` rules from `from` on. */
  splice(from: number, removed: number, css: readonly string[]): void {
    const last = this.#splices.at(-1);
    if (this.css === "") {
      const rules = last?.css ?? [];
      rules.splice(from, removed, ...css);
      this.#splices = [{ from: 0, removed: 0, css: rules }];
    } else if (last !== undefined && removed === 0 && from === last.from + last.css.length) {
      last.css.push(...css);
    } else {
      this.#splices.push({ from, removed, css: [...css] });
    }
  }

  /** Adds the numbers of the assets that it refers to. */
  addAssets(to: Set<number>): void {
    addReferences(this.css ?? "", to);
    for (const { css } of this.#splices) for (const rule of css) addReferences(rule, to);
  }

  /** Says all of it. */
  tell(owner: NodeId, target: StylesOps): void {
    target.sheet(owner, "", this.css ?? "");
    for (const splice of this.#splices) tellSplice(owner, splice, target);
    if (this.disabled !== 0 || this.media !== "") target.sheetState(owner, this.disabled, this.media);
  }
}

/** Says a splice, in several when one would be over the limit of what is taken at once. */
function tellSplice(owner: NodeId, { from, removed, css }: Splice, target: StylesOps): void {
  let start = 0;
  let units = 0;
  for (const [i, { length }] of css.entries()) {
    units += length;
    if (units <= MAX_CSS_UNITS) continue;
    target.rules(owner, "", from + start, start === 0 ? removed : 0, css.slice(start, i));
    start = i;
    units = length;
  }
  target.rules(owner, "", from + start, start === 0 ? removed : 0, css.slice(start));
}
