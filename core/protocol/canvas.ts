// What canvases and videos show, as pictures. Mirrors: capture/canvas.ts, capture/playback.ts, model/canvas.ts, replay/canvas.ts.
import type { NodeId, OpTable } from "./op-table.ts";

/** Pictures of what is drawn by scripts, or played. Their bytes travel as assets (assets.ts). */
export interface CanvasOps {
  /** What a canvas or a video shows by now: a `glance-asset:` reference, or "" for nothing; its own size in px, and picture px for
   * each of those × 1,000: large ones are told smaller. */
  canvas(id: NodeId, source: string, width: number, height: number, scale: number): void;
}

export const CANVAS = {
  canvas: [112, "node", "string", "uint", "uint", "uint"],
} as const satisfies OpTable<CanvasOps>;
