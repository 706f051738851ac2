// What an image is known to be before its bytes are there. Mirrors: capture/images.ts, replay/images.ts.
import type { NodeId, OpTable } from "./op-table.ts";

/** Images. Their bytes travel as assets (assets.ts). */
export interface ImagesOps {
  /** What an image element shows: an absolute URL (page to worker) or `glance-asset:` reference (worker to agent),
   * "" for none yet; with its natural size in px, 0 when unknown. Stands in place of src, srcset and sizes. */
  image(id: NodeId, source: string, width: number, height: number): void;
}

export const IMAGES = {
  image: [88, "node", "string", "uint", "uint"],
} as const satisfies OpTable<ImagesOps>;
