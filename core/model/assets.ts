// What a page refers to by URL: numbered, fetched, named by its content. Mirrors: protocol/assets.ts, replay/assets.ts.
import { type Asset, ASSET_SCHEME } from "../protocol/index.ts";
import type { CssUrlKind } from "./css.ts";
import { dataUrlKey } from "./data-url.ts";
import type { Fetched } from "./fetched.ts";
import { type Fetch, Fetches, type Rescue } from "./fetches.ts";
import { KeptContent } from "./kept-content.ts";
import { MAX_CSS_UNITS } from "./limits.ts";
import { contentHash } from "./sha256.ts";
import { sheetText } from "./sheet-text.ts";

const EMPTY = new Uint8Array(0);
const CSS = "text/css";
const REFERENCE = new RegExp(`${ASSET_SCHEME}(\\d+)`, "g");

export interface AssetsOptions {
  readonly fetch: Fetch;
  /** For what may not be fetched. */
  readonly rescue?: Rescue | undefined;
  /** False: only style sheets are fetched. */
  readonly pictures: boolean;
  /** What became of an asset, without its content; its hash is "" when it could not be had. */
  readonly onasset: (announcement: Asset) => void;
  /** CSS with references to assets in place of its URLs. */
  readonly rewrite: (css: string, base: string) => string;
  /** Such CSS in the words in which it is told. */
  readonly words: (css: string) => string;
}

interface Entry {
  readonly id: number;
  /** "" for a data: URL that was read: it is too long to be kept. */
  url: string;
  readonly kind: CssUrlKind;
  /** The text of a style sheet, with references, before it is put into the words in which it is told. */
  css?: string | undefined;
  /** Undefined while it is fetched. */
  announcement: Asset | undefined;
  /** Assets that a style sheet refers to. */
  readonly uses: Set<number>;
  /** Of one that was given and not fetched: as long as it is shown, it is there. */
  readonly given?: Uint8Array<ArrayBuffer>;
}

/** The assets of all pages of one worker. */
export class Assets {
  readonly #options: AssetsOptions;
  readonly #fetches: Fetches;
  readonly #kept = new KeptContent();
  readonly #byUrl = new Map<string, Entry>();
  readonly #entries: (Entry | undefined)[] = [];
  readonly #byHash = new Map<string, Entry>();
  readonly #pending = new Set<Promise<unknown>>();

  constructor(options: AssetsOptions) {
    this.#options = options;
    this.#fetches = new Fetches(options.fetch, options.rescue);
  }

  /** The number of the asset at an absolute `url`, which is fetched from now on; undefined when it is not to be. */
  number(url: string, kind: CssUrlKind): number | undefined {
    if (kind === "picture" && !this.#options.pictures) return undefined;
    const isData = /^data:/i.test(url);
    const address = isData ? url : url.replace(/#.*$/, "");
    const key = `${kind} ${isData ? dataUrlKey(url) : address}`;
    const known = this.#byUrl.get(key);
    if (known !== undefined) return known.id;
    const id = this.#entries.length + 1;
    const entry: Entry = { id, url: address, kind, announcement: undefined, uses: new Set() };
    this.#entries.push(entry);
    this.#byUrl.set(key, entry);
    void this.#during(this.#settle(entry));
    return entry.id;
  }

  /** The number of an asset whose content is here, until {@link Assets.letGo}. It is announced with its content. */
  give(hash: string, bytes: Uint8Array<ArrayBuffer>, mime: string): number {
    const id = this.#entries.length + 1;
    const announcement = { id, hash, mime, sizeBytes: bytes.length, bytes: EMPTY };
    const entry: Entry = { id, url: "", kind: "picture", announcement, uses: new Set(), given: bytes };
    this.#entries.push(entry);
    this.#byHash.set(hash, entry);
    this.#options.onasset({ ...announcement, bytes });
    return id;
  }

  /** An asset that was given is not shown any more. */
  letGo(id: number): void {
    const entry = this.#entries[id - 1];
    const hash = entry?.announcement?.hash ?? "";
    this.#entries[id - 1] = undefined;
    if (this.#byHash.get(hash) !== entry) return;
    const other = this.#entries.find((each) => each?.announcement?.hash === hash);
    if (other === undefined) this.#byHash.delete(hash);
    else this.#byHash.set(hash, other);
  }

  /** The text of the style sheet at `url`, with references; undefined when it cannot be had. */
  sheet(url: string): Promise<string | undefined> {
    return this.#during(this.#fetches.get(url, true).then((fetched) => this.#sheet(fetched)));
  }

  /** What is known of the assets of `ids`, and of those that their style sheets refer to; not of those under way. */
  announcements(ids: Iterable<number>): Asset[] {
    const all = new Set(ids);
    const found: Asset[] = [];
    for (const id of all) {
      const entry = this.#entries[id - 1];
      for (const used of entry?.uses ?? []) all.add(used);
      if (entry?.announcement !== undefined) found.push(entry.announcement);
    }
    return found;
  }

  /** An asset with its content, by hash; one that cannot be had when it is lost by now, undefined when there never was one. */
  async withContent(hash: string): Promise<Asset | undefined> {
    const entry = this.#byHash.get(hash);
    if (entry?.announcement === undefined) return undefined;
    const bytes = entry.given ?? this.#kept.get(hash) ?? (await this.#fetchAgain(entry, hash));
    if (bytes === undefined) return { id: entry.id, hash: "", mime: "", sizeBytes: 0, bytes: EMPTY };
    // A sheet that was said anew since has another hash by now.
    return { ...entry.announcement, hash, sizeBytes: bytes.length, bytes };
  }

  /** Style sheets are said anew where their text is another by now: media conditions in it hold no more, or hold now. */
  renewSheets(): void {
    for (const entry of this.#entries)
      if (entry?.kind === "sheet" && entry.announcement !== undefined) void this.#during(this.#renew(entry));
  }

  async #renew(entry: Entry): Promise<void> {
    const before = entry.announcement?.hash;
    const content = await this.#load(entry);
    if (content === undefined || (await contentHash(content.bytes)) === before) return;
    await this.#settle(entry);
  }

  /** Resolves when nothing is being fetched. */
  async settled(): Promise<void> {
    while (this.#pending.size > 0) await Promise.all(this.#pending);
  }

  async #settle(entry: Entry): Promise<void> {
    const content = await this.#load(entry);
    entry.announcement = {
      id: entry.id,
      hash: content === undefined ? "" : await contentHash(content.bytes),
      mime: content?.mime ?? "",
      sizeBytes: content?.bytes.length ?? 0,
      bytes: EMPTY,
    };
    const { hash } = entry.announcement;
    if (content !== undefined && hash !== "") {
      this.#byHash.set(hash, entry);
      this.#kept.add(hash, content.bytes);
    }
    this.#options.onasset(entry.announcement);
  }

  /** Content that was let go of: what is there now, unless it is another. */
  async #fetchAgain(entry: Entry, hash: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const content = await this.#during(this.#load(entry));
    if (content === undefined || (await contentHash(content.bytes)) !== hash) return undefined;
    this.#kept.add(hash, content.bytes);
    return content.bytes;
  }

  async #load(
    entry: Entry,
  ): Promise<{ readonly bytes: Uint8Array<ArrayBuffer>; readonly mime: string } | undefined> {
    const { url } = entry;
    if (entry.css !== undefined) return this.#content(entry, entry.css);
    if (url === "") return undefined;
    if (/^data:/i.test(url)) entry.url = "";
    const fetched = await this.#fetches.get(url, entry.kind === "sheet");
    if (entry.kind === "picture") return fetched?.bytes.length === 0 ? undefined : fetched;
    entry.css = this.#sheet(fetched);
    return entry.css === undefined ? undefined : this.#content(entry, entry.css);
  }

  /** A sheet's content, as it is told. */
  #content(
    entry: Entry,
    referred: string,
  ): { readonly bytes: Uint8Array<ArrayBuffer>; readonly mime: string } | undefined {
    const css = this.#options.words(referred);
    // An asset without content would be taken for an announcement.
    if (css === "" || css.length > MAX_CSS_UNITS) return undefined;
    addReferences(css, entry.uses);
    return { bytes: new TextEncoder().encode(css), mime: CSS };
  }

  #sheet(fetched: Fetched | undefined): string | undefined {
    const text = fetched === undefined ? undefined : sheetText(fetched);
    if (fetched === undefined || text === undefined || text.length > MAX_CSS_UNITS) return undefined;
    const css = this.#options.rewrite(text, fetched.url);
    return css.length > MAX_CSS_UNITS ? undefined : css;
  }

  async #during<T>(work: Promise<T>): Promise<T> {
    this.#pending.add(work);
    try {
      return await work;
    } finally {
      this.#pending.delete(work);
    }
  }
}

/** Adds the numbers of the assets that `text` refers to. */
export function addReferences(text: string, to: Set<number>): void {
  if (!text.includes(ASSET_SCHEME)) return;
  for (const [, id] of text.matchAll(REFERENCE)) to.add(Number(id));
}
