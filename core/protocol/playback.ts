// The state of videos and sounds; never the sound. Mirrors: capture/playback.ts, model/playback.ts, replay/playback.ts.
import type { NodeId, OpTable } from "./op-table.ts";

/** Flags of {@link PlaybackOps.playback}. */
export const PLAYBACK_PAUSED = 1;
export const PLAYBACK_ENDED = 2;
export const PLAYBACK_MUTED = 4;
/** Nothing was played yet: the poster is what shows. */
export const PLAYBACK_POSTER = 8;

/** Videos and sounds. What a video shows is told by `canvas`. */
export interface PlaybackOps {
  /** State of a `video` or `audio`: flags, position and duration in ms (0 unknown or without end), rate × 1,000. */
  playback(id: NodeId, flags: number, position: number, duration: number, rate: number): void;
}

export const PLAYBACK = {
  playback: [116, "node", "uint", "uint", "uint", "int"],
} as const satisfies OpTable<PlaybackOps>;
