// The visitor's worker: the page model, style sheets, assets, keyframes and deltas. The only door to core/model.
export { type Keyframe, LivePage, type LivePageEvents, type LivePageOptions } from "./deltas.ts";
export { DEFAULT_PATTERNS, type PatternRules } from "../mask/patterns.ts";
export { deflates, type Packed, packed } from "./deflate.ts";
export type { Fetch, Rescue } from "./fetches.ts";
export { withinTime } from "./within-time.ts";
