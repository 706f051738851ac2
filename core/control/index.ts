// Gestures and remote control, both halves: the only door to core/control.
export type { Field, FieldOption, PickedType } from "./field.ts";
export { Gestures } from "./gestures.ts";
export type { KnownPage } from "./gestures.ts";
export { Grant } from "./grant.ts";
export { selectorOf } from "./names.ts";
export { destinationOf, go, trustedAddress } from "./navigate.ts";
export { Perform } from "./perform.ts";
export type { Regions } from "./permit.ts";
export { boxOf } from "./place.ts";
export type { Box, Point } from "./place.ts";
export { ReplicaGestures } from "./replica-gestures.ts";
export { Request } from "./request.ts";
export type { Gesture, Input } from "./request.ts";
