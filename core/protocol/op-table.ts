// The type that keeps a noun's table and its interface together.

/**
 * What a field is, and so in which column it stands and how (docs/PROTOCOL.md, "Operations"): the id of a node that is new and may
 * get children, or none (`leaf`); of the one that gets them; of a child of it; of any other node, or of several; numbers, strings and
 * lists of them; what is as long as a style sheet; names and values of attributes.
 */
export type FieldKind =
  | "fresh"
  | "leaf"
  | "parent"
  | "sibling"
  | "node"
  | "nodes"
  | "uint"
  | "int"
  | "ints"
  | "string"
  | "strings"
  | "prose"
  | "attributes";

/** The kinds of field that carry one id, and several. */
export const ID_KINDS: ReadonlySet<FieldKind> = new Set(["fresh", "leaf", "parent", "sibling", "node"]);
export const ID_LIST_KINDS: ReadonlySet<FieldKind> = new Set(["nodes"]);

/** Which kinds of field may carry a parameter of type T. */
type FieldOf<T> = T extends number
  ? "fresh" | "leaf" | "parent" | "sibling" | "node" | "uint" | "int"
  : T extends string
    ? "string" | "prose"
    : T extends readonly string[]
      ? "strings" | "attributes"
      : "ints" | "nodes";

type FieldsOf<P extends readonly unknown[]> = { readonly [K in keyof P]: FieldOf<P[K]> };

/** A noun's table: each method's code (one byte, unique over all nouns) and the kind of each parameter. */
export type OpTable<Ops> = {
  readonly [K in keyof Ops]: Ops[K] extends (...values: infer P extends readonly unknown[]) => void
    ? readonly [code: number, ...FieldsOf<P>]
    : never;
};

/** Names a node, a shadow root, a frame's document or a constructed style sheet for the life of one page. 1 is the
 * page's document; ids are never used twice; 0 means "none". */
export type NodeId = number;
