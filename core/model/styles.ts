// Keeps style sheets, fetches those that are told by address, and puts references in place of URLs. Mirrors:
// protocol/styles.ts, capture/styles.ts, replay/styles.ts.
import { type NodeId, type PageOps, SHEET_GONE, type StylesOps } from "../protocol/index.ts";
import { MAX_CSS_UNITS, MAX_PAGE_CSS_UNITS, MAX_SHEETS } from "./limits.ts";
import type { MediaDependents } from "./media.ts";
import type { KeptNoun, ModelState } from "./model-state.ts";
import { Sheet, shownCss, unitsOf } from "./sheet.ts";

/** Names of the elements that have a sheet, by namespace. */
const SHEET_OWNERS: readonly (RegExp | undefined)[] = [/^(style|link)$/i, /^([^:]+:)?style$/];

/** The style sheets of a page. */
export class StylesModel implements StylesOps, KeptNoun, MediaDependents {
  readonly #state: ModelState;
  readonly #later: (tell: () => void) => void;
  readonly #adopted = new Map<NodeId, readonly number[]>();
  readonly #fetching = new Set<Promise<void>>();
  readonly #onlost: (owner: NodeId) => void;
  /** UTF-16 units of all sheets. */
  #units = 0;

  /** `later` is called when something is to be told outside of a batch, `onlost` when a sheet cannot be fetched. */
  constructor(state: ModelState, later: (tell: () => void) => void, onlost: (owner: NodeId) => void) {
    this.#state = state;
    this.#onlost = onlost;
    this.#later = later;
  }

  get isFetching(): boolean {
    return this.#fetching.size > 0;
  }

  /** Resolves when all sheets that are told by address have been told, or cannot be had. */
  async settled(): Promise<void> {
    while (this.#fetching.size > 0) await Promise.all(this.#fetching);
  }

  sheet(owner: NodeId, href: string, css: string): void {
    const { draft, references } = this.#state;
    if (!this.#mayOwn(owner) || css.length > MAX_CSS_UNITS) {
      draft.leaveOut();
      return;
    }
    if (css === "" && href !== "") {
      draft.leaveOut();
      this.#fetch(owner, href);
      return;
    }
    const referred = references.css(css, href);
    const before = this.#state.sheets.get(owner)?.units ?? 0;
    if (referred.length > MAX_CSS_UNITS || this.#isFull(referred.length - before)) {
      draft.leaveOut();
      return;
    }
    this.#put(owner, new Sheet(referred));
    this.#state.onfontnames(referred);
    const shown = shownCss(referred, references.visitor);
    (shown === css && href === "" ? draft.same : draft.different).sheet(owner, "", shown);
  }

  rules(owner: NodeId, href: string, from: number, removed: number, css: readonly string[]): void {
    const { draft, references } = this.#state;
    const sheet = this.#state.sheets.get(owner);
    const referred = css.map((rule) => references.css(rule, href));
    const shown = referred.map((rule) => references.visitor.css(rule));
    const units = unitsOf(shown);
    if (sheet === undefined || units > MAX_CSS_UNITS || this.#isFull(units)) {
      draft.leaveOut();
      return;
    }
    this.#units -= sheet.units;
    for (const rule of referred) this.#state.onfontnames(rule);
    sheet.splice(from, removed, referred);
    this.#units += sheet.units;
    if (!sheet.isThere) {
      draft.leaveOut();
      return;
    }
    const isSame = href === "" && shown.every((rule, i) => rule === css[i]);
    (isSame ? draft.same : draft.different).rules(owner, "", from, removed, shown);
  }

  sheetState(owner: NodeId, flags: number, media: string): void {
    const { draft, nodes } = this.#state;
    const sheet = this.#state.sheets.get(owner);
    const isGone = (flags & SHEET_GONE) !== 0;
    if (sheet === undefined || (isGone && nodes.get(owner) !== undefined)) {
      draft.leaveOut();
      return;
    }
    if (isGone) {
      this.forget(owner);
      draft.same.sheetState(owner, flags, media);
      return;
    }
    sheet.disabled = flags;
    sheet.media = media;
    if (!sheet.isThere) {
      draft.leaveOut();
      return;
    }
    const shown = this.#state.references.visitor.media(media);
    (shown === media ? draft.same : draft.different).sheetState(owner, flags, shown);
  }

  adopt(root: NodeId, sheets: readonly number[]): void {
    const { nodes, draft } = this.#state;
    if (nodes.get(root)?.isRoot !== true) {
      draft.leaveOut();
      return;
    }
    const known = sheets.filter((id) => this.#state.sheets.get(id)?.isThere);
    this.#adopted.set(root, known);
    (known.length === sheets.length ? draft.same : draft.different).adopt(root, known);
  }

  forget(id: NodeId): void {
    this.#units -= this.#state.sheets.get(id)?.units ?? 0;
    this.#state.sheets.delete(id);
    this.#adopted.delete(id);
  }

  clear(): void {
    this.#state.sheets.clear();
    this.#units = 0;
    this.#adopted.clear();
  }

  /** Adds the numbers of the assets that sheets refer to. */
  addAssets(to: Set<number>): void {
    for (const sheet of this.#state.sheets.values()) sheet.addAssets(to);
  }

  shown(): Map<NodeId, string> {
    const { sheets, references } = this.#state;
    return new Map(Array.from(sheets, ([owner, sheet]) => [owner, sheet.shown(references.visitor)]));
  }

  tellChanged(before: ReadonlyMap<NodeId, string>): void {
    const { sheets, references, draft } = this.#state;
    for (const [owner, sheet] of sheets) {
      if (!sheet.isThere || sheet.shown(references.visitor) === before.get(owner)) continue;
      draft.leaveOut();
      sheet.tell(owner, draft.same, references.visitor);
    }
  }

  tell(target: PageOps): void {
    const { sheets, references } = this.#state;
    for (const [owner, sheet] of sheets) if (sheet.isThere) sheet.tell(owner, target, references.visitor);
    // One that is gone may have been adopted by what is gone too.
    for (const [root, ids] of this.#adopted)
      target.adopt(
        root,
        ids.filter((id) => sheets.has(id)),
      );
  }

  /** What shows meanwhile is what was there before, if anything. */
  #fetch(owner: NodeId, href: string): void {
    const sheet = new Sheet(undefined);
    const { sheets } = this.#state;
    this.#put(owner, sheet);
    const fetching = this.#state.references.assets.sheet(href).then((css) => {
      this.#fetching.delete(fetching);
      // Another page, another sheet, or none by now.
      if (sheets.get(owner) !== sheet) return;
      if (css === undefined) {
        this.#onlost(owner);
        return;
      }
      if (this.#isFull(css.length)) return;
      sheet.css = css;
      this.#units += css.length;
      this.#state.onfontnames(css);
      this.#later(() => sheet.tell(owner, this.#state.draft.same, this.#state.references.visitor));
    });
    this.#fetching.add(fetching);
  }

  /** Whether so many units more are too many for the page. */
  #isFull(more: number): boolean {
    return this.#units + more > MAX_PAGE_CSS_UNITS;
  }

  #put(owner: NodeId, sheet: Sheet): void {
    const { sheets } = this.#state;
    this.#units += sheet.units - (sheets.get(owner)?.units ?? 0);
    sheets.set(owner, sheet);
  }

  /** Whether `owner` is an element that has a sheet, or may be a constructed sheet. */
  #mayOwn(owner: NodeId): boolean {
    if (owner === 0 || (!this.#state.sheets.has(owner) && this.#state.sheets.size >= MAX_SHEETS))
      return false;
    const node = this.#state.nodes.get(owner);
    return node === undefined || SHEET_OWNERS[node.flags]?.test(node.name) === true;
  }
}
