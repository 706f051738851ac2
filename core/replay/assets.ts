// Bytes that a page refers to, as URLs of this browser. Mirrors: protocol/assets.ts, model/assets.ts.
import { type Asset, ASSET_SCHEME, type NodeId } from "../protocol/index.ts";

const REFERENCE = new RegExp(`${ASSET_SCHEME}(\\d+)`, "g");
const CSS = "text/css";
/** Nesting of style sheets that import each other; deeper ones are left out. */
const MAX_IMPORTS = 8;
/** Loadings that the sheets imported by one text may cause, each as often as it is imported; what is more is left out. */
const MAX_IMPORTED = 2_000;
/** Bytes of all contents together; what comes after could not be had. A site of large pictures has 50 MB. */
const MAX_KEPT_BYTES = 256 * 1024 * 1024;
/** UTF-16 units from which on a text is written anew not for each asset that arrives, but for all of a while. */
const LARGE_TEXT_UNITS = 20_000;
/** That while, in ms: a large sheet costs the browser half of it. */
const WHILE_MS = 100;
/** Stands for what is not there yet. */
export const NO_ASSET = "data:,";

/** An asset's content: as a URL, or as CSS which refers to other assets itself. */
type Content = ({ readonly url: string } | { readonly css: string }) & { readonly sizeBytes: number };

/** A text with URLs in place of references: whether none is lacking, and which assets it refers to. */
interface Resolved {
  readonly text: string;
  readonly complete: boolean;
  readonly ids: ReadonlySet<number>;
  /** Loadings that it causes, those of sheets it imports included. */
  readonly loads: number;
}

/** A place that refers to assets: written again when one of them arrives. */
interface Use {
  readonly text: string;
  readonly ids: ReadonlySet<number>;
  readonly write: (resolved: string, complete: boolean) => void;
}

/** The assets of a replica. Contents are kept by hash across pages, so that the next page of a site has them at once. */
export class Assets {
  readonly #hashes = new Map<number, string>();
  readonly #contents = new Map<string, Content>();
  readonly #asked = new Set<string>();
  readonly #uses = new Map<NodeId, Map<string, Use>>();
  /** Who refers to an asset. */
  readonly #users = new Map<number, Set<NodeId>>();
  readonly #urls = new Set<string>();
  #keptBytes = 0;
  /** URLs of style sheets that are assets, by their ids, as they are with the assets there are. */
  readonly #sheets = new Map<number, Resolved>();
  readonly #sheetUrls = new Map<string, string>();
  /** Owners of large texts that an asset arrived for, and when they are written. */
  readonly #late = new Set<NodeId>();
  #written: Promise<void> | undefined;
  readonly #ask: (hashes: readonly string[]) => void;

  /** `ask` hears hashes whose bytes are wanted. */
  constructor(ask: (hashes: readonly string[]) => void) {
    this.#ask = ask;
  }

  /** Takes in a checked asset or its announcement, and writes the places again that waited for it. */
  add(asset: Asset): void {
    if (asset.bytes.length > 0) this.#keep(asset);
    else if (asset.hash !== "" && !this.#contents.has(asset.hash) && !this.#asked.has(asset.hash)) {
      this.#asked.add(asset.hash);
      this.#ask([asset.hash]);
    }
    this.#hashes.set(asset.id, asset.hash);
    const ids = asset.bytes.length > 0 ? this.#idsOf(asset.hash) : [asset.id];
    for (const [id, sheet] of this.#sheets)
      if (ids.some((changed) => changed === id || sheet.ids.has(changed))) this.#sheets.delete(id);
    for (const id of ids) this.#refresh(id);
  }

  /** Resolves when all that arrived is written. */
  async written(): Promise<void> {
    await this.#written;
  }

  /** Whether the asset was said not to be had. */
  isMissing(text: string): boolean {
    const id = /\d+$/.exec(text)?.[0];
    return id !== undefined && this.#hashes.get(Number(id)) === "";
  }

  /**
   * Calls `write` with `text`, its references to assets replaced by URLs of this browser, now and whenever an asset it
   * refers to arrives; `complete` says that none is lacking. `owner` and `slot` name the place: a new text for it
   * replaces the old.
   */
  use(owner: NodeId, slot: string, text: string, write: Use["write"]): void {
    this.release(owner, slot);
    const resolved = this.#resolve(text, 0);
    if (resolved.ids.size > 0) {
      const slots = this.#uses.get(owner) ?? new Map<string, Use>();
      this.#uses.set(owner, slots.set(slot, { text, write, ids: resolved.ids }));
      for (const id of resolved.ids) this.#users.set(id, (this.#users.get(id) ?? new Set()).add(owner));
    }
    write(resolved.text, resolved.complete);
  }

  /** Forgets an asset that nothing will show any more; its content too, unless another number has the same. */
  drop(id: number): void {
    const hash = this.#hashes.get(id) ?? "";
    this.#hashes.delete(id);
    this.#users.delete(id);
    const content = this.#contents.get(hash);
    if (content === undefined || this.#idsOf(hash).length > 0) return;
    this.#contents.delete(hash);
    this.#asked.delete(hash);
    this.#keptBytes -= content.sizeBytes;
    if (!("url" in content)) return;
    this.#urls.delete(content.url);
    URL.revokeObjectURL(content.url);
  }

  /** Forgets one place, or all of an owner. */
  release(owner: NodeId, slot?: string): void {
    const slots = this.#uses.get(owner);
    for (const each of slot === undefined ? [...(slots?.keys() ?? [])] : [slot]) {
      const use = slots?.get(each);
      slots?.delete(each);
      for (const id of use?.ids ?? []) this.#releaseOne(id, owner);
    }
    if (slots?.size === 0) this.#uses.delete(owner);
  }

  /** Other places of the same owner may refer to it too. */
  #releaseOne(id: number, owner: NodeId): void {
    for (const { ids } of this.#uses.get(owner)?.values() ?? []) if (ids.has(id)) return;
    const users = this.#users.get(id);
    users?.delete(owner);
    if (users?.size === 0) this.#users.delete(id);
  }

  /** Forgets who refers to what: another page follows. */
  releaseAll(): void {
    this.#uses.clear();
    this.#users.clear();
    this.#late.clear();
  }

  /** Forgets which number names which asset: another page life follows, which numbers anew. */
  renumber(): void {
    this.#hashes.clear();
    this.#sheets.clear();
  }

  /** Gives the memory back. URLs made so far stop working. */
  dispose(): void {
    for (const url of this.#urls) URL.revokeObjectURL(url);
  }

  #keep(asset: Asset): void {
    if (this.#contents.has(asset.hash) || this.#keptBytes + asset.bytes.length > MAX_KEPT_BYTES) return;
    this.#keptBytes += asset.bytes.length;
    this.#contents.set(asset.hash, this.#contentOf(asset));
  }

  #contentOf({ mime, bytes }: Asset): Content {
    const sizeBytes = bytes.length;
    if (mime === CSS) return { css: new TextDecoder().decode(bytes), sizeBytes };
    const blob = new Blob([new Uint8Array(bytes)], { type: mime });
    // A blob: URL of an SVG document opened in a tab would be a page of this origin; a data: URL is of none.
    const isSvg = mime === "image/svg+xml";
    return { url: isSvg ? svgUrl(new TextDecoder().decode(bytes)) : this.#urlOf(blob), sizeBytes };
  }

  #urlOf(blob: Blob): string {
    const url = URL.createObjectURL(blob);
    this.#urls.add(url);
    return url;
  }

  #idsOf(hash: string): number[] {
    return [...this.#hashes].flatMap(([id, other]) => (other === hash ? [id] : []));
  }

  #refresh(id: number): void {
    const owners = this.#users.get(id);
    this.#users.delete(id);
    for (const owner of owners ?? [])
      for (const [slot, { text, write }] of [...(this.#uses.get(owner) ?? [])])
        if (text.length < LARGE_TEXT_UNITS) this.use(owner, slot, text, write);
        else this.#refreshLate(owner);
  }

  #refreshLate(owner: NodeId): void {
    this.#late.add(owner);
    this.#written ??= new Promise((resolve) => {
      setTimeout(() => {
        this.#written = undefined;
        this.#writeLate();
        resolve();
      }, WHILE_MS);
    });
  }

  #writeLate(): void {
    const owners = [...this.#late];
    this.#late.clear();
    for (const owner of owners)
      for (const [slot, { text, write }] of [...(this.#uses.get(owner) ?? [])])
        if (text.length >= LARGE_TEXT_UNITS) this.use(owner, slot, text, write);
  }

  #resolve(text: string, depth: number): Resolved {
    const ids = new Set<number>();
    if (!text.includes(ASSET_SCHEME)) return { text, complete: true, ids, loads: 0 };
    let complete = true;
    let loads = 0;
    let imported = 0;
    const resolved = text.replace(REFERENCE, (_, number: string) => {
      const id = Number(number);
      ids.add(id);
      loads += 1;
      const content = this.#contents.get(this.#hashes.get(id) ?? "");
      if (content === undefined || depth > MAX_IMPORTS) {
        complete &&= this.#hashes.get(id) === "";
        return NO_ASSET;
      }
      if ("url" in content) return content.url;
      const sheet = this.#sheet(id, content.css, depth);
      complete &&= sheet.complete;
      for (const inner of sheet.ids) ids.add(inner);
      if (imported + sheet.loads > MAX_IMPORTED) return NO_ASSET;
      imported += sheet.loads;
      return sheet.text;
    });
    return { text: resolved, complete, ids, loads: loads + imported };
  }

  /** The URL of a style sheet that is an asset. Made once for the assets there are: sheets may import each other often. */
  #sheet(id: number, css: string, depth: number): Resolved {
    const known = this.#sheets.get(id);
    if (known !== undefined) return known;
    // One that imports itself has nothing in its place there.
    this.#sheets.set(id, { text: NO_ASSET, complete: true, ids: new Set(), loads: 0 });
    const { text, complete, ids, loads } = this.#resolve(css, depth + 1);
    const sheet = { text: this.#sheetUrl(text), complete, ids, loads };
    this.#sheets.set(id, sheet);
    return sheet;
  }

  /** The same text has the same URL, so that a keyframe over a living replica finds nothing changed. */
  #sheetUrl(css: string): string {
    const url = this.#sheetUrls.get(css) ?? this.#urlOf(new Blob([css], { type: CSS }));
    this.#sheetUrls.set(css, url);
    return url;
  }
}

/** A data: URL of an SVG document: with nothing in it that ends a string or a function of CSS. */
export function svgUrl(svg: string): string {
  const encoded = encodeURIComponent(svg).replace(
    /['()*!]/g,
    (char) => `%${char.charCodeAt(0).toString(16)}`,
  );
  return `data:image/svg+xml,${encoded}`;
}
