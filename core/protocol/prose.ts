// Long style sheets, told word by word. Deflating finds a phrase again within 32 kB alone; the number of a word is short however far
// back it was last said. On saved pages a large sheet gets a tenth to a third shorter than by deflating alone.
import type { ByteReader, ByteWriter } from "./bytes.ts";
import type { Columns } from "./columns.ts";
import { ProtocolError } from "./errors.ts";
import { MAX_STRING_UNITS } from "./limits.ts";
import { readMarked, writeMarked } from "./texts.ts";

/** Shortest text that is told in words, in UTF-16 units: the words themselves take more than is saved in shorter ones. */
const MIN_UNITS = 10_000;
/** The same behind one that was told so, whose words it may use. */
const MIN_MORE_UNITS = 500;

/** Units that are cut into words at once, and words that are put together at once: lists of all the words of a sheet of megabytes take
 * more memory than the sheet. */
const SLICE_UNITS = 65_536;
const SLICE_WORDS = 4_096;

/** A name or a number, or one other sign with the white space behind it. */
const WORD = /[\w-]+|[^\w-]\s*/g;
/** What would not come out of single words as it was. */
const NO_WORDS = /[\0\ud800-\udfff]/;

// A word that was not said before, or the number of one that was.
const NEW = 0;
const FIRST_KNOWN = 1;

/** Writes texts word by word. Mirror: {@link ProseReader}. */
export class ProseWriter {
  readonly #columns: Columns<ByteWriter>;
  readonly #numbers = new Map<string, number>();

  constructor(columns: Columns<ByteWriter>) {
    this.#columns = columns;
  }

  /** Whether `text` gets shorter this way. */
  isWorth(text: string): boolean {
    const least = this.#numbers.size > 0 ? MIN_MORE_UNITS : MIN_UNITS;
    return text.length >= least && !NO_WORDS.test(text);
  }

  write(text: string): void {
    const { prose } = this.#columns;
    prose.uint(text.length);
    for (let at = 0; at < text.length; at += SLICE_UNITS)
      for (const word of text.slice(at, at + SLICE_UNITS).match(WORD) ?? []) {
        const number = this.#numbers.get(word);
        prose.uint(number ?? NEW);
        if (number === undefined) this.#numbers.set(word, this.#numbers.size + FIRST_KNOWN);
      }
  }

  /** No text follows. */
  finish(): void {
    writeMarked(this.#columns.words, [...this.#numbers.keys()]);
  }
}

/** Reads texts that were told word by word. */
export class ProseReader {
  readonly #numbers: ByteReader;
  readonly #words: readonly string[];
  #known = 0;
  #leftUnits = MAX_STRING_UNITS;

  /** @throws {ProtocolError} when the words are malformed. */
  constructor({ prose, words }: Columns<ByteReader>) {
    this.#numbers = prose;
    this.#words = words.left === 0 ? [] : readMarked(words);
  }

  /** Whether each word was used. */
  get isDone(): boolean {
    return this.#known === this.#words.length;
  }

  /** @throws {ProtocolError} when it is not as the words say, or all texts together are too long. */
  read(): string {
    let left = this.#numbers.uint();
    this.#leftUnits -= left;
    if (this.#leftUnits < 0) throw new ProtocolError("too-large", "prose");
    const slices: string[] = [];
    while (left > 0) {
      const slice = this.#slice(left);
      left -= slice.length;
      slices.push(slice);
    }
    return slices.join("");
  }

  /** Some of the words that follow, of `most` units at most. */
  #slice(most: number): string {
    const words: string[] = [];
    for (let left = most; left > 0 && words.length < SLICE_WORDS;) {
      const word = this.#word();
      left -= word.length;
      if (left < 0) throw new ProtocolError("malformed", "prose");
      words.push(word);
    }
    return words.join("");
  }

  #word(): string {
    const number = this.#numbers.uint();
    const at = number === NEW ? this.#known : number - FIRST_KNOWN;
    const word = at > this.#known ? undefined : this.#words[at];
    if (word === undefined) throw new ProtocolError("malformed", "word");
    if (at === this.#known) this.#known += 1;
    return word;
  }
}
