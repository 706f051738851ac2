// Looks for words in all pages of a PDF, one after the other, and tells what it has found so far.
import { type DocumentHits, MAX_DOCUMENT_HITS, type PageWords } from "../../protocol/index.ts";
import { placesOf } from "../find.ts";
import { PAGES_A_TURN } from "../limits.ts";
import type { Query } from "../source.ts";
import { boxesOf } from "./words.ts";

/** Most boxes that are told: a place may go over several lines. */
const MAX_BOXES = 4 * MAX_DOCUMENT_HITS;

/** One search at a time: another one ends it. */
export class PdfSearch {
  readonly #pages: number;
  readonly #read: (page: number) => Promise<PageWords>;
  /** Words of pages that were read: searching anew is what people do. */
  readonly #known = new Map<number, PageWords>();
  #current = 0;

  constructor(pages: number, read: (page: number) => Promise<PageWords>) {
    this.#pages = pages;
    this.#read = read;
  }

  find(query: Query, onfound: (hits: DocumentHits) => void): () => void {
    this.#current += 1;
    void this.#run(query, onfound, this.#current);
    return () => this.stop();
  }

  stop(): void {
    this.#current += 1;
  }

  async #run(query: Query, onfound: (hits: DocumentHits) => void, current: number): Promise<void> {
    const places: number[] = [];
    let count = 0;
    const tell = (done: boolean): void =>
      onfound({ ...pick(query), done, count: Math.min(count, 0xffff_ffff), places: [...places] });
    for (let page = 1; page <= this.#pages; page += 1) {
      const before = count;
      const words = await this.#words(page);
      if (current !== this.#current) return;
      const text = words.texts.join("");
      for (const from of placesOf(text, query)) {
        if (count < MAX_DOCUMENT_HITS)
          for (const box of boxesOf(words, from, from + query.query.trim().length))
            if (places.length < 6 * MAX_BOXES) places.push(count, page, ...box);
        count += 1;
      }
      if (before === 0 && count > 0) tell(false);
      else if (page % PAGES_A_TURN === 0 && count > before) tell(false);
    }
    tell(true);
  }

  /** Pages that cannot be read have no words. */
  async #words(page: number): Promise<PageWords> {
    const known = this.#known.get(page);
    if (known !== undefined) return known;
    const words = await this.#read(page).catch(() => ({ texts: [], boxes: [], links: [], linkBoxes: [] }));
    this.#known.set(page, words);
    return words;
  }
}

function pick({ query, matchCase, wholeWords }: Query): Query {
  return { query, matchCase, wholeWords };
}
