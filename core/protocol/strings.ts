// The strings of a message: each is written once, where it is first used, and by its number from then on.
import type { ByteReader, ByteWriter } from "./bytes.ts";
import type { Columns } from "./columns.ts";
import { ProtocolError } from "./errors.ts";
import { ProseReader, type ProseWriter } from "./prose.ts";
import { isMarkable, readCut, readMarked, writeCut, writeMarked } from "./texts.ts";

// What `strings` says: a string that is new, in one of two forms, or the number of one that is not.
const NEW = 0;
const NEW_PROSE = 1;
const FIRST_KNOWN = 2;

/** Writes strings. Mirror: {@link StringReader}. */
export class StringWriter {
  /** UTF-16 units of different strings. */
  units = 0;
  readonly #columns: Columns<ByteWriter>;
  readonly #numbers = new Map<string, number>();
  readonly #texts: string[] = [];
  readonly #prose: ProseWriter | undefined;
  #areMarkable = true;

  constructor(columns: Columns<ByteWriter>, prose: typeof ProseWriter | undefined) {
    this.#columns = columns;
    this.#prose = prose === undefined ? undefined : new prose(columns);
  }

  write(text: string): void {
    if (!this.#isNew(text)) return;
    this.#columns.strings.uint(NEW);
    this.#texts.push(text);
    this.#areMarkable &&= isMarkable(text);
  }

  /** Writes what may be long and say the same words again and again. */
  writeProse(text: string): void {
    if (this.#prose?.isWorth(text) !== true) {
      this.write(text);
    } else if (this.#isNew(text)) {
      this.#columns.strings.uint(NEW_PROSE);
      this.#prose.write(text);
    }
  }

  /** No string follows. */
  finish(): void {
    const { cuts, text } = this.#columns;
    if (this.#areMarkable) writeMarked(text, this.#texts);
    else writeCut(text, cuts, this.#texts);
    this.#prose?.finish();
  }

  /** Gives a new string its number, and writes that of one that is not. */
  #isNew(text: string): boolean {
    const number = this.#numbers.get(text);
    if (number !== undefined) {
      this.#columns.strings.uint(number);
      return false;
    }
    this.#numbers.set(text, this.#numbers.size + FIRST_KNOWN);
    this.units += text.length;
    return true;
  }
}

/** Reads strings. */
export class StringReader {
  readonly #numbers: ByteReader;
  readonly #texts: readonly string[];
  readonly #prose: ProseReader;
  readonly #known: string[] = [];
  #usedTexts = 0;

  /** @throws {ProtocolError} when the texts are malformed, too many or too long. */
  constructor(columns: Columns<ByteReader>) {
    const { cuts, strings, text } = columns;
    this.#numbers = strings;
    this.#prose = new ProseReader(columns);
    if (cuts.left > 0) this.#texts = readCut(text, cuts);
    else this.#texts = text.left === 0 ? [] : readMarked(text);
  }

  /** Numbers that were not read: strings have one at least each. */
  get left(): number {
    return this.#numbers.left;
  }

  /** Whether each text was used. */
  get isDone(): boolean {
    return this.#usedTexts === this.#texts.length && this.#prose.isDone;
  }

  /** @throws {ProtocolError} when there is no such string. */
  read(): string {
    const number = this.#numbers.uint();
    if (number >= FIRST_KNOWN) return existing(this.#known[number - FIRST_KNOWN]);
    const text = number === NEW ? existing(this.#texts[this.#usedTexts++]) : this.#prose.read();
    this.#known.push(text);
    return text;
  }
}

function existing(text: string | undefined): string {
  if (text === undefined) throw new ProtocolError("malformed", "string number");
  return text;
}
