// What the nouns of a capture share.
import type { MaskDecider } from "../mask/index.ts";
import type { OpWriter } from "../protocol/index.ts";
import type { Dirty } from "./dirty.ts";
import type { NodeIds } from "./node-ids.ts";
import type { Releases } from "./releases.ts";

/** A document or a shadow root: what is observed as one. */
export type Root = Document | ShadowRoot;

/** One telling of the page, from its first node on. */
export interface CaptureContext {
  readonly document: Document;
  readonly writer: OpWriter;
  readonly ids: NodeIds;
  readonly decider: MaskDecider;
  readonly dirty: Dirty;
  /** Masks that nothing asks for any more. */
  readonly releases: Releases;
  /** Ends with the telling: takes listeners and hooks away. */
  readonly signal: AbortSignal;
  /** Something was marked: it will be read soon. */
  request(): void;
  /** Reads what is marked now, in a task of the page: it stands still afterwards. */
  now(): void;
}
