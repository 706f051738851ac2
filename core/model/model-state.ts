// What the nouns of the model share.
import type { NodeId, PageOps } from "../protocol/index.ts";
import type { PatternRules } from "../mask/patterns.ts";
import { Draft } from "./draft.ts";
import { MaskedNames } from "./masked-names.ts";
import { Nodes } from "./nodes.ts";
import { PatternNet } from "./pattern-net.ts";
import type { References } from "./references.ts";
import type { Sheet } from "./sheet.ts";

/** State of one page's model. */
export class ModelState {
  readonly nodes = new Nodes();
  /** Style sheets by their owners' ids, which no other node may have. */
  readonly sheets = new Map<NodeId, Sheet>();
  /** Attributes whose value depends on the visitor's media, as they came but for their URLs. */
  readonly asking = new Map<NodeId, Map<string, string>>();
  /** Where each operation is told on, once it was taken. */
  readonly draft = new Draft();
  readonly references: References;
  /** What was typed into controls, as it was taken. */
  readonly values = new Map<NodeId, string>();
  readonly masked: MaskedNames;
  /** Hears CSS in which fonts may be named. */
  onfontnames: (css: string) => void = () => undefined;
  readonly net: PatternNet;

  constructor(references: References, patterns: PatternRules) {
    this.references = references;
    this.masked = new MaskedNames(this.nodes, references.names);
    this.net = new PatternNet(this.nodes, patterns, (id) => this.values.get(id));
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
