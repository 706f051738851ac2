// The attributes of elements. Most elements of a page have the same names in the same order as others before them: those names are told
// once, and by a number from then on; the values follow each time.
import type { ByteReader, ByteWriter } from "./bytes.ts";
import type { Columns } from "./columns.ts";
import { ProtocolError } from "./errors.ts";
import { MAX_LIST_ITEMS } from "./limits.ts";
import type { StringReader, StringWriter } from "./strings.ts";

// Names that were not told before, or the number of those that were.
const NEW = 0;
const FIRST_KNOWN = 1;

/** The names so far, and what may follow on them. */
interface Names {
  /** What they are told by, once they were told. */
  number: number;
  readonly next: Map<string, Names>;
}

/** Writes lists of attributes: name, value, name, value … A name at the end that lacks its value has "". Mirror: {@link AttributeReader}. */
export class AttributeWriter {
  readonly #columns: Columns<ByteWriter>;
  readonly #strings: StringWriter;
  readonly #first: Names = { number: NEW, next: new Map() };
  #count = 0;

  constructor(columns: Columns<ByteWriter>, strings: StringWriter) {
    this.#columns = columns;
    this.#strings = strings;
  }

  write(attributes: readonly string[]): void {
    const names = this.#namesOf(attributes);
    this.#columns.shapes.uint(names.number);
    if (names.number === NEW) {
      names.number = FIRST_KNOWN + this.#count;
      this.#count += 1;
      this.#columns.lists.uint(Math.ceil(attributes.length / 2));
      for (let i = 0; i < attributes.length; i += 2) this.#strings.write(attributes[i] ?? "");
    }
    for (let i = 0; i < attributes.length; i += 2) this.#strings.write(attributes[i + 1] ?? "");
  }

  #namesOf(attributes: readonly string[]): Names {
    let names = this.#first;
    for (let i = 0; i < attributes.length; i += 2) {
      const name = attributes[i] ?? "";
      let longer = names.next.get(name);
      if (longer === undefined) {
        longer = { number: NEW, next: new Map() };
        names.next.set(name, longer);
      }
      names = longer;
    }
    return names;
  }
}

/** Reads lists of attributes. */
export class AttributeReader {
  readonly #columns: Columns<ByteReader>;
  readonly #strings: StringReader;
  readonly #known: (readonly string[])[] = [];

  constructor(columns: Columns<ByteReader>, strings: StringReader) {
    this.#columns = columns;
    this.#strings = strings;
  }

  /** @throws {ProtocolError} when there are no such names, or more than values for them. */
  read(): string[] {
    const number = this.#columns.shapes.uint();
    const names = number === NEW ? this.#newNames() : this.#known[number - FIRST_KNOWN];
    if (names === undefined) throw new ProtocolError("malformed", "attribute names");
    if (names.length > this.#strings.left) throw new ProtocolError("too-many", "attributes");
    const attributes: string[] = [];
    for (const name of names) attributes.push(name, this.#strings.read());
    return attributes;
  }

  #newNames(): readonly string[] {
    const count = this.#columns.lists.uint();
    if (count > MAX_LIST_ITEMS || count > this.#strings.left)
      throw new ProtocolError("too-many", "attributes");
    const names = Array.from({ length: count }, () => this.#strings.read());
    this.#known.push(names);
    return names;
  }
}
