// The type that keeps a noun's table and its interface together.

/** Which kinds of field may carry a parameter of type T. */
type FieldOf<T> = T extends number
  ? "node" | "uint" | "int"
  : T extends string
    ? "string"
    : T extends readonly string[]
      ? "strings"
      : "ints";

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
