// The fields of operations, each into its column. docs/PROTOCOL.md, "Operations". Mirror: field-reader.ts.
import { AttributeWriter } from "./attribute-lists.ts";
import { type ByteWriter, folded } from "./bytes.ts";
import type { Columns } from "./columns.ts";
import type { FieldKind, NodeId } from "./op-table.ts";
import type { FieldValue } from "./ops.ts";
import { Places } from "./places.ts";
import type { ProseWriter } from "./prose.ts";
import { StringWriter } from "./strings.ts";

/** Largest magnitude of a number field that is not an id. Pages can make their numbers anything, infinite included. */
const MAX_NUMBER = 0xffff_ffff;

/** The integer nearest to what a page says, within bounds; 0 for what is no number. */
function integerOf(value: number): number {
  if (Number.isInteger(value) && value >= -MAX_NUMBER && value <= MAX_NUMBER) return value;
  return Number.isNaN(value) ? 0 : Math.round(Math.min(MAX_NUMBER, Math.max(-MAX_NUMBER, value)));
}

/** Writes the fields of one message, in order. Mirror: field-reader.ts. */
export class FieldWriter {
  readonly strings: StringWriter;
  readonly #columns: Columns<ByteWriter>;
  readonly #attributes: AttributeWriter;
  readonly #places = new Places();
  #lastFresh = 0;
  #lastNode = 0;

  constructor(columns: Columns<ByteWriter>, prose: typeof ProseWriter | undefined) {
    this.#columns = columns;
    this.strings = new StringWriter(columns, prose);
    this.#attributes = new AttributeWriter(columns, this.strings);
  }

  // The casts: OpTable ties the kind of a field to the type of its parameter.
  write(kind: FieldKind, value: FieldValue): void {
    switch (kind) {
      case "fresh":
        this.#places.add(value as NodeId);
        this.#fresh(value as NodeId);
        break;
      case "leaf":
        this.#fresh(value as NodeId);
        break;
      case "string":
        this.strings.write(value as string);
        break;
      case "attributes":
        this.#attributes.write(value as readonly string[]);
        break;
      case "uint":
        this.#columns.uints.uint(Math.max(0, integerOf(value as number)));
        break;
      case "parent":
        this.#parent(value as NodeId);
        break;
      case "sibling":
        this.#sibling(value as NodeId);
        break;
      case "node":
        this.#node(value as NodeId);
        break;
      case "int":
        this.#columns.ints.int(integerOf(value as number));
        break;
      case "prose":
        this.strings.writeProse(value as string);
        break;
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
