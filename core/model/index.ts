// The visitor's worker: the page model, style sheets, assets, keyframes and deltas. The only door to core/model.
export { type Keyframe, LivePage, type LivePageEvents } from "./deltas.ts";
export { deflates, type Packed, packed } from "./deflate.ts";
export type { Fetch } from "./fetches.ts";
export { withinTime } from "./within-time.ts";
