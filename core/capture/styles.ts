// Style sheets: their texts and what scripts do to them. Mirrors: protocol/styles.ts, model/styles.ts, replay/styles.ts.
import { MASK } from "../mask/index.ts";
import { type NodeId, SHEET_GONE } from "../protocol/index.ts";
import type { CaptureContext, Root } from "./context.ts";
import { FontsCapture } from "./fonts.ts";
import { listen } from "./listen.ts";
import { adoptedBy, baseOf, documentOf, hasAttributeOf, localNameOf, nodeTypeOf, textOf } from "./natives.ts";
import type { NodeInfo } from "./node-ids.ts";
import { SheetChoice } from "./sheet-choice.ts";
import { constructedText, doubtSource, elementText, printedText, rulesOf } from "./sheet-text.ts";
import { type Splice, watchSheets } from "./sheet-watch.ts";
import { isChanged, type ToldSheet, ToldSheets } from "./told-sheets.ts";

type SheetElement = (HTMLStyleElement | HTMLLinkElement) & { readonly sheet: CSSStyleSheet | null };

const NO_STATE = "0 ";
const LINK_ATTRIBUTES: ReadonlySet<string> = new Set(["href", "rel", "disabled", "media", "type", "as"]);

/** Follows style sheets. */
export class StylesCapture {
  readonly #context: CaptureContext;
  readonly #ontext: (css: string) => void;
  readonly #told = new ToldSheets((owner) => this.#letGo(owner));
  /** Constructed sheets that the page has let go of. */
  readonly #gone: NodeId[] = [];
  /** Roots and what they were told to have adopted. */
  readonly #roots = new Map<WeakRef<Root>, string>();
  #isAdoptedStale = false;
  /** Sheets of which something was marked. */
  readonly #changed = new Set<CSSStyleSheet>();
  /** Any sheet may be switched on or off, or have other media. */
  #isStateStale = false;
  /** Some sheet has a title: which ones count depends on all of them. */
  #hasTitles = false;
  /** Sheets that scripts have changed since they were hooked. */
  readonly #touched = new WeakSet<CSSStyleSheet>();
  /** Documents that were told once: what comes into them now is hooked from its beginning. */
  readonly #hooked = new WeakSet<Node>();
  readonly #choice = new SheetChoice();
  readonly #fonts: FontsCapture;
  /** Sheets of fonts by document, and their texts as they were told. */
  readonly #fontSheets = new WeakMap<Root, { readonly owner: NodeId; css: string }>();

  /** `ontext` hears every text that is told. */
  constructor(context: CaptureContext, ontext: (css: string) => void) {
    this.#context = context;
    this.#ontext = ontext;
    this.#fonts = new FontsCapture(context, () => this.#adoptedChanged());
  }

  observe(root: Root): void {
    this.#roots.set(new WeakRef(root), "");
    this.#isAdoptedStale = true;
    listen(root, ["load"], (event) => this.#loaded(event.target as Element | null), this.#context.signal);
  }

  watch(window: Window & typeof globalThis): void {
    const change = (sheet: CSSStyleSheet, act: (told: ToldSheet) => void): void => {
      this.#touched.add(sheet);
      const told = this.#told.get(sheet);
      if (told === undefined) return;
      act(told);
      this.#changed.add(sheet);
      this.#mark();
    };
    const events = {
      onsplice: (sheet: CSSStyleSheet, splice: Splice) => {
        doubtSource(sheet);
        change(sheet, (told) => told.splices.push(splice));
      },
      ontext: (sheet: CSSStyleSheet) => change(sheet, (told) => (told.isStale = true)),
      onrule: (rule: CSSRule) => {
        const sheet = rule.parentStyleSheet;
        if (sheet === null) return;
        doubtSource(sheet);
        change(sheet, (told) => told.rules.add(topOf(rule)));
      },
      onstate: () => {
        this.#isStateStale = true;
        this.#mark();
      },
      onadopt: () => this.#adoptedChanged(),
    };
    watchSheets(window, events, this.#context.signal);
    this.#fonts.watch(window);
  }

  /** Tells the sheet of a new element. */
  tell(element: Element, localName: string, info: NodeInfo): void {
    if (info.mask === MASK.masked) return;
    const { sheet } = element as SheetElement;
    if (localName === "style") {
      this.#sheet(sheet, info.id, baseOf(element), this.#textOf(element, sheet));
    } else if (localName === "link" && sheet !== null) {
      const href = sheet.href ?? (element as HTMLLinkElement).href;
      // A blob's address is often revoked once it is loaded.
      if (href.startsWith("blob:")) this.#sheet(sheet, info.id, baseOf(element), printedText(sheet));
      else this.#linked(sheet, info.id, href);
    }
  }

  /** Its own text, unless its rules are others by now: comparing them costs parsing the text. */
  #textOf(element: Element, sheet: CSSStyleSheet | null): string {
    const text = textOf(element);
    const isAsBegun = sheet === null || !this.#touched.has(sheet);
    return isAsBegun && this.#hooked.has(documentOf(element) as Node) ? text : elementText(sheet, text);
  }

  /** Tells the rules of the sheet of `owner`, if they are to be read. */
  tellRules(owner: NodeId): void {
    for (const [sheet, told] of this.#told) {
      if (told.owner !== owner || rulesOf(sheet) === undefined) continue;
      told.isStale = true;
      this.#changed.add(sheet);
    }
    this.#mark();
  }

  attribute(element: Element, localName: string, name: string): void {
    const changes =
      localName === "link" ? LINK_ATTRIBUTES.has(name) : localName === "style" && name === "type";
    if (name === "disabled" && !hasAttributeOf(element, name)) this.#choice.choose(element);
    if (changes) this.#context.dirty.sheets.add(element);
    if (localName === "link" || localName === "style") this.#isStateStale = true;
  }

  /** Tells sheets that were marked, and changes of the others. */
  read(): void {
    this.#elements();
    const isAny = this.#isStateStale || this.#hasTitles;
    const sheets = isAny ? Array.from(this.#told, ([sheet]) => sheet) : [...this.#changed];
    this.#changed.clear();
    for (const sheet of sheets) {
      const told = this.#told.get(sheet);
      if (told !== undefined) this.#changes(sheet, told);
    }
    for (const owner of this.#gone.splice(0)) this.#context.writer.sheetState(owner, SHEET_GONE, "");
    this.#isStateStale = false;
    if (this.#isAdoptedStale) this.#adopted();
  }

  #elements(): void {
    const { dirty, ids, writer } = this.#context;
    for (const element of dirty.sheets) {
      const info = ids.living(element);
      if (info === undefined) continue;
      if ((element as SheetElement).sheet === null) writer.sheet(info.id, "", "");
      else this.tell(element, localNameOf(element), info);
    }
    dirty.sheets.clear();
  }

  /** A sheet to be fetched. */
  #linked(sheet: CSSStyleSheet, owner: NodeId, href: string): void {
    this.#context.writer.sheet(owner, href, "");
    this.#follow(sheet, owner, href);
  }

  #sheet(sheet: CSSStyleSheet | null, owner: NodeId, base: string, css: string): void {
    this.#text(owner, base, css);
    if (sheet !== null) this.#follow(sheet, owner, base);
  }

  /** An address without a text would be one to fetch. */
  #text(owner: NodeId, base: string, css: string): void {
    this.#context.writer.sheet(owner, css === "" ? "" : base, css);
    this.#ontext(css);
  }

  #follow(sheet: CSSStyleSheet, owner: NodeId, base: string): void {
    const media = sheet.media.mediaText;
    this.#changed.add(sheet);
    if (sheet.title) this.#hasTitles = true;
    this.#told.set(sheet, {
      owner,
      base,
      media,
      splices: [],
      rules: new Set(),
      isStale: false,
      state: NO_STATE,
    });
  }

  #changes(sheet: CSSStyleSheet, told: ToldSheet): void {
    const { ownerNode } = sheet;
    // One that is told anew is followed by its new owner, unless it is masked by now.
    if (ownerNode !== null && this.#context.ids.living(ownerNode)?.id !== told.owner) {
      this.#told.delete(sheet);
      return;
    }
    // What nobody shows may be what a masked tree has. It is told when it is adopted.
    if (ownerNode === null && isChanged(told) && !this.#isAdopted(sheet)) return;
    if (told.isStale) this.#sheetAnew(sheet, told);
    else {
      this.#splices(told);
      this.#rules(sheet, told);
    }
    const { mediaText } = sheet.media;
    const off = this.#choice.isOff(sheet) ? 1 : 0;
    const state = `${off} ${ownerNode === null || mediaText !== told.media ? mediaText : ""}`;
    if (state === told.state) return;
    told.state = state;
    this.#context.writer.sheetState(told.owner, off, state.slice(2));
  }

  #isAdopted(sheet: CSSStyleSheet): boolean {
    for (const [reference] of this.#roots) {
      const root = reference.deref();
      const info = root === undefined ? undefined : this.#context.ids.living(root);
      if (root !== undefined && info !== undefined && adoptedIn(root, info).includes(sheet)) return true;
    }
    return false;
  }

  #sheetAnew(sheet: CSSStyleSheet, told: ToldSheet): void {
    const css = sheet.ownerNode === null ? constructedText(sheet) : printedText(sheet);
    this.#text(told.owner, told.base, css);
    told.isStale = false;
    told.splices = [];
    told.rules.clear();
    told.state = NO_STATE;
  }

  #splices(told: ToldSheet): void {
    if (told.splices.length === 0) return;
    for (const { from, removed, css } of joined(told.splices)) {
      this.#context.writer.rules(told.owner, told.base, from, removed, css);
      for (const rule of css) this.#ontext(rule);
    }
    told.splices = [];
  }

  #rules(sheet: CSSStyleSheet, told: ToldSheet): void {
    if (told.rules.size === 0) return;
    const all = rulesOf(sheet);
    for (const rule of told.rules) {
      const index = all === undefined ? -1 : Array.prototype.indexOf.call(all, rule);
      if (index >= 0) this.#context.writer.rules(told.owner, told.base, index, 1, [rule.cssText]);
    }
    told.rules.clear();
  }

  #adopted(): void {
    this.#isAdoptedStale = false;
    for (const [reference, before] of this.#roots) {
      const root = reference.deref();
      if (root !== undefined && nodeTypeOf(root) === 9) this.#hooked.add(root);
      const info = root === undefined ? undefined : this.#context.ids.living(root);
      if (root === undefined || info === undefined) this.#roots.delete(reference);
      else {
        const sheets = [
          ...this.#fontSheet(root),
          ...adoptedIn(root, info).map((sheet) => this.#constructed(sheet, root)),
        ];
        const now = sheets.join(" ");
        if (now === before) continue;
        this.#roots.set(reference, now);
        this.#context.writer.adopt(info.id, sheets);
      }
    }
  }

  /** The sheet of the fonts that scripts have added to a document, in a list; none when there never were any. */
  #fontSheet(root: Root): NodeId[] {
    if (nodeTypeOf(root) !== 9) return [];
    const css = this.#fonts.sheetOf(root as Document);
    const known = this.#fontSheets.get(root);
    if (known === undefined && css === "") return [];
    const sheet = known ?? { owner: this.#context.ids.nextId(), css: "" };
    if (known?.css !== css) this.#text(sheet.owner, baseOf(root), css);
    sheet.css = css;
    this.#fontSheets.set(root, sheet);
    return [sheet.owner];
  }

  #adoptedChanged(): void {
    this.#isAdoptedStale = true;
    this.#mark();
  }

  #constructed(sheet: CSSStyleSheet, root: Root): NodeId {
    const known = this.#told.get(sheet);
    if (known !== undefined) {
      if (isChanged(known)) this.#changes(sheet, known);
      return known.owner;
    }
    const owner = this.#context.ids.nextId();
    this.#sheet(sheet, owner, baseOf(root), constructedText(sheet));
    const told = this.#told.get(sheet);
    if (told !== undefined) this.#changes(sheet, told);
    return owner;
  }

  #letGo(owner: NodeId): void {
    if (this.#context.signal.aborted) return;
    this.#gone.push(owner);
    this.#mark();
  }

  #loaded(element: Element | null): void {
    if (element?.nodeType !== 1 || localNameOf(element) !== "link") return;
    this.#context.dirty.sheets.add(element);
    this.#context.request();
  }

  #mark(): void {
    this.#context.dirty.other = true;
    this.#context.request();
  }
}

/** What `root` has adopted. As of its `style` elements, nothing of it is told where it is masked. */
function adoptedIn(root: Root, { mask }: NodeInfo): readonly CSSStyleSheet[] {
  return mask === MASK.masked ? [] : adoptedBy(root);
}

/** The outermost rule around `rule`. */
function topOf(rule: CSSRule): CSSRule {
  return rule.parentRule === null ? rule : topOf(rule.parentRule);
}

/** The same splices in fewer: rules that were appended one by one go together. */
function joined(splices: readonly Splice[]): Splice[] {
  const out: { from: number; removed: number; css: string[] }[] = [];
  for (const { from, removed, css } of splices) {
    const last = out.at(-1);
    if (last !== undefined && removed === 0 && last.removed === 0 && from === last.from + last.css.length)
      last.css.push(...css);
    else out.push({ from, removed, css: [...css] });
  }
  return out;
}
