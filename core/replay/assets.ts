// Bytes that a page refers to, as URLs of this browser. Mirrors: protocol/assets.ts, model/assets.ts.
import { type Asset, ASSET_SCHEME, type NodeId } from "../protocol/index.ts";

const REFERENCE = new RegExp(`${ASSET_SCHEME}(\\d+)`, "g");
const CSS = "text/css";
/** Nesting of style sheets that import each other; deeper ones are left out. */
const MAX_IMPORTS = 8;
/** Stands for what is not there yet. */
export const NO_ASSET = "data:,";

/** An asset's content: as a URL, or as CSS which refers to other assets itself. */
type Content = { readonly url: string } | { readonly css: string };

/** A place that refers to assets: written again when one of them arrives. */
interface Use {
  readonly text: string;
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
  readonly #urls: string[] = [];
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
    for (const id of ids) this.#refresh(id);
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
    const seen = new Set<number>();
    const resolved = this.#resolve(text, seen, 0);
    if (seen.size > 0) {
      const slots = this.#uses.get(owner) ?? new Map<string, Use>();
      this.#uses.set(owner, slots.set(slot, { text, write }));
      for (const id of seen) this.#users.set(id, (this.#users.get(id) ?? new Set()).add(owner));
    }
    write(resolved.text, resolved.complete);
  }

  /** Forgets one place, or all of an owner. */
  release(owner: NodeId, slot?: string): void {
    if (slot === undefined) this.#uses.delete(owner);
    else this.#uses.get(owner)?.delete(slot);
  }

  /** Forgets who refers to what: another page follows. */
  releaseAll(): void {
    this.#uses.clear();
    this.#users.clear();
  }

  /** Forgets which number names which asset: another page life follows, which numbers anew. */
  renumber(): void {
    this.#hashes.clear();
  }

  /** Gives the memory back. URLs made so far stop working. */
  dispose(): void {
    for (const url of this.#urls) URL.revokeObjectURL(url);
  }

  #keep(asset: Asset): void {
    if (this.#contents.has(asset.hash)) return;
    this.#contents.set(asset.hash, this.#contentOf(asset));
  }

  #contentOf({ mime, bytes }: Asset): Content {
    if (mime === CSS) return { css: new TextDecoder().decode(bytes) };
    const blob = new Blob([new Uint8Array(bytes)], { type: mime });
    // A blob: URL of an SVG document opened in a tab would be a page of this origin; a data: URL is of none.
    return { url: mime === "image/svg+xml" ? svgUrl(new TextDecoder().decode(bytes)) : this.#urlOf(blob) };
  }

  #urlOf(blob: Blob): string {
    const url = URL.createObjectURL(blob);
    this.#urls.push(url);
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
        this.use(owner, slot, text, write);
  }

  #resolve(text: string, seen: Set<number>, depth: number): { text: string; complete: boolean } {
    if (!text.includes(ASSET_SCHEME)) return { text, complete: true };
    let complete = true;
    const resolved = text.replace(REFERENCE, (_, number: string) => {
      const id = Number(number);
      seen.add(id);
      const content = this.#contents.get(this.#hashes.get(id) ?? "");
      if (content === undefined || depth > MAX_IMPORTS) {
        complete = complete && this.#hashes.get(id) === "";
        return NO_ASSET;
      }
      if ("url" in content) return content.url;
      const sheet = this.#resolve(content.css, seen, depth + 1);
      complete &&= sheet.complete;
      return this.#sheetUrl(sheet.text);
    });
    return { text: resolved, complete };
  }

  readonly #sheetUrls = new Map<string, string>();

  /** The same text has the same URL, so that a keyframe over a living replica finds nothing changed. */
  #sheetUrl(css: string): string {
    const url = this.#sheetUrls.get(css) ?? this.#urlOf(new Blob([css], { type: CSS }));
    this.#sheetUrls.set(css, url);
    return url;
  }
}

/** A data: URL of an SVG document. */
export function svgUrl(svg: string): string {
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
