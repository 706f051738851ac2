// Puts operations into bytes. docs/PROTOCOL.md, "Operations". Mirror: op-reader.ts.
import { createColumns, joinColumns } from "./columns.ts";
import { FieldWriter } from "./field-writer.ts";
import type { ProseWriter } from "./prose.ts";
import { type FieldValue, OPERATION_ROWS, type PageOps } from "./ops.ts";

/**
 * Encodes operations as they are called: `writer.text(7, "Hello")`. Strings are written once per message; ids as the difference from
 * what was to be expected. Cost: about 0.3 µs an operation.
 */
export interface OpWriter extends PageOps {
  /** Operations written since the last {@link OpWriter.finish}. */
  readonly count: number;
  /** UTF-16 units of text written since the last finish: with `count`, a cheap measure of size. */
  readonly units: number;
  /** The message's bytes, in a buffer of their own; the writer is empty again. Mirror: `readOps`. */
  finish(): Uint8Array<ArrayBuffer>;
}

/** How operations are written. */
export interface OpWriterOptions {
  /** Tells long style sheets word by word, for messages that travel: a twentieth to a third less when deflated, for 20 ms a megabyte.
   * Who tells nobody far away needs it neither in its messages nor among its code. */
  readonly prose?: typeof ProseWriter;
}

class MessageWriter {
  count = 0;
  readonly #prose: typeof ProseWriter | undefined;
  readonly #columns = createColumns();
  #fields: FieldWriter;

  constructor({ prose }: OpWriterOptions) {
    this.#prose = prose;
    this.#fields = new FieldWriter(this.#columns, prose);
  }

  get units(): number {
    return this.#fields.strings.units;
  }

  /** An operation follows: its fields are to be written in order. */
  begin(code: number): FieldWriter {
    this.count += 1;
    this.#columns.codes.byte(code);
    return this.#fields;
  }

  finish(): Uint8Array<ArrayBuffer> {
    this.#fields.strings.finish();
    this.#fields = new FieldWriter(this.#columns, this.#prose);
    this.count = 0;
    return joinColumns(this.#columns);
  }
}

for (const [name, code, kinds] of OPERATION_ROWS) {
  Object.defineProperty(MessageWriter.prototype, name, {
    value(this: MessageWriter, ...values: FieldValue[]) {
      const fields = this.begin(code);
      for (let i = 0; i < kinds.length; i += 1) {
        const kind = kinds[i];
        const value = values[i];
        if (kind === undefined || value === undefined)
          throw new TypeError(`${name} takes ${kinds.length} values`);
        fields.write(kind, value);
      }
    },
  });
}

/** Returns an empty writer. */
export function createOpWriter(options: OpWriterOptions = {}): OpWriter {
  return new MessageWriter(options) as unknown as OpWriter;
}
