// Reliable ordered channels over connections that break: the only door to core/link.
export { type Clock, systemClock } from "./clock.ts";
export { Connection } from "./connection.ts";
export type { ConnectionEvents, ConnectionOptions } from "./connection.ts";
export type { ConnectionState } from "./line.ts";
