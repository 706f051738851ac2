// Puts operations into bytes. docs/PROTOCOL.md, "Operations". Mirror: op-reader.ts.
import { AttributeWriter } from "./attribute-lists.ts";
import { type ByteWriter, folded } from "./bytes.ts";
import { type Columns, createColumns, joinColumns } from "./columns.ts";
import type { FieldKind, NodeId } from "./op-table.ts";
import { type FieldValue, OPERATION_ROWS, type PageOps } from "./ops.ts";
import { Places } from "./places.ts";
import { StringWriter } from "./strings.ts";

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
  /** Long style sheets are told word by word: for messages that travel. A tenth of their bytes less at least, for about 60 ms a megabyte. */
  readonly packsProse?: boolean;
}

/** Largest magnitude of a number field that is not an id. Pages can make their numbers anything, infinite included. */
const MAX_NUMBER = 0xffff_ffff;

/** The integer nearest to what a page says, within bounds; 0 for what is no number. */
function integerOf(value: number): number {
  if (Number.isInteger(value) && value >= -MAX_NUMBER && value <= MAX_NUMBER) return value;
  return Number.isNaN(value) ? 0 : Math.round(Math.min(MAX_NUMBER, Math.max(-MAX_NUMBER, value)));
}

/** The fields of one message. */
class FieldWriter {
  readonly strings: StringWriter;
  readonly #columns: Columns<ByteWriter>;
  readonly #attributes: AttributeWriter;
  readonly #places = new Places();
  #lastFresh = 0;
  #lastNode = 0;

  constructor(columns: Columns<ByteWriter>, packsProse: boolean) {
    this.#columns = columns;
    this.strings = new StringWriter(columns, packsProse);
    this.#attributes = new AttributeWriter(columns, this.strings);
  }

  // The casts: OpTable ties the kind of a field to the type of its parameter.
  write(kind: FieldKind, value: FieldValue): void {
    switch (kind) {
      case "fresh":
        this.#places.add(value as NodeId);
        return this.#fresh(value as NodeId);
      case "leaf":
        return this.#fresh(value as NodeId);
      case "string":
        this.strings.write(value as string);
        return;
      case "attributes":
        return this.#attributes.write(value as readonly string[]);
      case "uint":
        return this.#columns.uints.uint(Math.max(0, integerOf(value as number)));
      case "parent":
        return this.#parent(value as NodeId);
      case "sibling":
        return this.#sibling(value as NodeId);
      case "node":
        return this.#node(value as NodeId);
      case "int":
        return this.#columns.ints.int(integerOf(value as number));
      case "prose":
        return this.strings.writeProse(value as string);
      default:
        this.#list(kind, value as readonly never[]);
    }
  }

  #list(kind: "nodes" | "ints" | "strings", values: readonly never[]): void {
    this.#columns.lists.uint(values.length);
    if (kind === "nodes") for (const id of values) this.#node(id);
    else if (kind === "ints") for (const value of values) this.#columns.ints.int(integerOf(value));
    else for (const text of values) this.strings.write(text);
  }

  #fresh(id: NodeId): void {
    this.#columns.fresh.int(id - this.#lastFresh - 1);
    this.#lastFresh = id;
  }

  #parent(id: NodeId): void {
    const steps = this.#places.stepsTo(id);
    this.#columns.parents.uint(steps);
    if (steps === 0) this.#node(id);
  }

  #sibling(id: NodeId): void {
    this.#columns.siblings.uint(id === 0 ? 0 : 1 + folded(id - this.#lastFresh));
  }

  #node(id: NodeId): void {
    this.#columns.nodes.int(id - this.#lastNode);
    this.#lastNode = id;
  }
}

class MessageWriter {
  count = 0;
  readonly #packsProse: boolean;
  readonly #columns = createColumns();
  #fields: FieldWriter;

  constructor({ packsProse = false }: OpWriterOptions) {
    this.#packsProse = packsProse;
    this.#fields = new FieldWriter(this.#columns, packsProse);
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
    this.#fields = new FieldWriter(this.#columns, this.#packsProse);
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
