// One style sheet: its text, and what was done to its rules since.
import type { NodeId, StylesOps } from "../protocol/index.ts";
import { addReferences } from "./assets.ts";
import { MAX_CSS_UNITS } from "./limits.ts";
import type { VisitorCss } from "./visitor-css.ts";

interface Splice {
  readonly from: number;
  readonly removed: number;
  readonly css: string[];
}

/** A style sheet as it was told, with references in place of URLs. */
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
  #spliced = 0;

  constructor(css: string | undefined) {
    this.css = css;
  }

  /** Whether there is something to tell. */
  get isThere(): boolean {
    return this.css !== undefined;
  }

  /** UTF-16 units of its text and of what was done since: what telling it takes. */
  get units(): number {
    return (this.css?.length ?? 0) + this.#spliced;
  }

  /** Replaces `removed` rules from `from` on. */
  splice(from: number, removed: number, css: readonly string[]): void {
    const last = this.#splices.at(-1);
    this.#spliced += unitsOf(css);
    if (this.css === "") {
      const rules = last?.css ?? [];
      this.#spliced -= unitsOf(rules.splice(from, removed, ...css));
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

  /** What it is told as: to be compared with what it was told as before. */
  shown(visitor: VisitorCss): string {
    const rules = this.#splices.map(({ css }) => visitor.css(css.join("\n")));
    return [shownCss(this.css ?? "", visitor), visitor.media(this.media), ...rules].join("\n");
  }

  /** Says all of it. */
  tell(owner: NodeId, target: StylesOps, visitor: VisitorCss): void {
    target.sheet(owner, "", shownCss(this.css ?? "", visitor));
    for (const { from, removed, css } of this.#splices) {
      const shown = css.map((rule) => visitor.css(rule));
      tellSplice(owner, { from, removed, css: shown }, target);
    }
    const media = visitor.media(this.media);
    if (this.disabled !== 0 || media !== "") target.sheetState(owner, this.disabled, media);
  }
}

/** A text in the visitor's words, unless they are too many for an agent. */
export function shownCss(css: string, visitor: VisitorCss): string {
  const shown = visitor.css(css);
  return shown.length > MAX_CSS_UNITS ? css : shown;
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

/** UTF-16 units of all `rules` together. */
export function unitsOf(rules: readonly string[]): number {
  return rules.reduce((sum, rule) => sum + rule.length, 0);
}
