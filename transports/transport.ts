// The door for those who write a transport of their own; transports/conformance.ts is the suite it must pass.
export type { Transport, TransportState } from "../core/protocol/index.ts";
