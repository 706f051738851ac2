// The fields of operations, each from its column. docs/PROTOCOL.md, "Operations". Mirror: field-writer.ts.
import { AttributeReader } from "./attribute-lists.ts";
import { type ByteReader, unfolded } from "./bytes.ts";
import { COLUMNS, type Columns } from "./columns.ts";
import { ProtocolError } from "./errors.ts";
import { MAX_LIST_ITEMS } from "./limits.ts";
import type { FieldKind, NodeId } from "./op-table.ts";
import type { FieldValue } from "./ops.ts";
import { Places } from "./places.ts";
import { StringReader } from "./strings.ts";

const MAX_ID = 0xffff_ffff;

function checkedId(id: number): NodeId {
  if (id < 0 || id > MAX_ID) throw new ProtocolError("malformed", "node id");
  return id;
}

/** Reads the fields of one message, in order. @throws {ProtocolError} for those that no writer wrote. */
export class FieldReader {
  readonly #columns: Columns<ByteReader>;
  readonly #strings: StringReader;
  readonly #attributes: AttributeReader;
  readonly #places = new Places();
  #lastFresh = 0;
  #lastNode = 0;

  constructor(columns: Columns<ByteReader>) {
    this.#columns = columns;
    this.#strings = new StringReader(columns);
    this.#attributes = new AttributeReader(columns, this.#strings);
  }

  /** Whether nothing is left in any column. */
  get isDone(): boolean {
    return this.#strings.isDone && COLUMNS.every((name) => this.#columns[name].left === 0);
  }

  read(kind: FieldKind): FieldValue {
    switch (kind) {
      case "fresh":
        this.#places.add(this.#fresh());
        return this.#lastFresh;
      case "leaf":
        return this.#fresh();
      case "string":
      case "prose":
        return this.#strings.read();
      case "attributes":
        return this.#attributes.read();
      case "uint":
        return this.#columns.uints.uint();
      case "parent":
        return this.#parent();
      case "sibling":
        return this.#sibling();
      case "node":
        return this.#node();
      case "int":
        return this.#columns.ints.int();
      default:
        return this.#list(kind);
    }
  }

  #list(kind: "nodes" | "ints" | "strings"): readonly number[] | readonly string[] {
    const { ints, lists, nodes } = this.#columns;
    const length = lists.uint();
    const { left } = { nodes, ints, strings: this.#strings }[kind];
    if (length > MAX_LIST_ITEMS || length > left) throw new ProtocolError("too-many", "list items");
    if (kind === "nodes") return Array.from({ length }, () => this.#node());
    return kind === "ints"
      ? Array.from({ length }, () => ints.int())
      : Array.from({ length }, () => this.#strings.read());
  }

  #fresh(): NodeId {
    return (this.#lastFresh = checkedId(this.#lastFresh + 1 + this.#columns.fresh.int()));
  }

  #parent(): NodeId {
    const steps = this.#columns.parents.uint();
    const id = this.#places.go(steps);
    if (steps === 0) return this.#node();
    if (id === undefined) throw new ProtocolError("malformed", "steps to a parent");
    return id;
  }

  #sibling(): NodeId {
    const told = this.#columns.siblings.uint();
    return told === 0 ? 0 : checkedId(this.#lastFresh + unfolded(told - 1));
  }

  #node(): NodeId {
    return (this.#lastNode = checkedId(this.#lastNode + this.#columns.nodes.int()));
  }
}
