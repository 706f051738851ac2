// The agent's page thread: checked messages to DOM. The only door to core/replay.
export { Replay } from "./replay.ts";
export type { ReplayEvents } from "./replica-state.ts";
