// Labelled boxes in place of content that cannot be shown. Mirrors: capture/placeholders.ts, replay/placeholders.ts.
import type { NodeId, OpTable } from "./op-table.ts";

/** Why there is a placeholder: what its label says. */
export const PLACEHOLDER = {
  none: 0,
  /** Masked. */
  masked: 1,
  /** Made of another site's content, which the visitor's browser lets nobody read. */
  foreign: 2,
  /** A plug-in's or the browser's own viewer: `object`, `embed`, PDF, `frameset`. */
  plugin: 3,
  /** A camera, a screen, a call. */
  live: 4,
  /** Copy-protected. */
  protected: 5,
} as const;

/** Placeholders. */
export interface PlaceholdersOps {
  /** A labelled box of its size stands for the element's content, for a `PLACEHOLDER` reason; none takes it away. */
  placeholder(id: NodeId, reason: number): void;
}

export const PLACEHOLDERS = {
  placeholder: [113, "node", "uint"],
} as const satisfies OpTable<PlaceholdersOps>;
