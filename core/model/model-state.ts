// What the nouns of the model share.
import type { NodeId, PageOps } from "../protocol/index.ts";
import { Draft } from "./draft.ts";
import { Nodes } from "./nodes.ts";
import type { References } from "./references.ts";
import type { Sheet } from "./sheet.ts";

/** State of one page's model. */
export class ModelState {
  readonly nodes = new Nodes();
  /** Style sheets by their owners' ids, which no other node may have. */
  readonly sheets = new Map<NodeId, Sheet>();
  /** Where each operation is told on, once it was taken. */
  readonly draft = new Draft();
  readonly references: References;

  constructor(references: References) {
    this.references = references;
  }
}

/** A noun that keeps what nodes do not hold themselves. */
export interface KeptNoun {
  /** The node is gone. */
  forget(id: NodeId): void;
  /** Another page begins. */
  clear(): void;
  /** Says again what is kept, for somebody who has the tree. */
  tell(target: PageOps): void;
}
