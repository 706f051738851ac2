// States of elements that a browser keeps to itself: selectors ask for them, scripts cannot set them. Mirrors: capture/states.ts,
// model/states.ts, replay/states.ts. Hover and focus are the pointer's.
import type { NodeId, OpTable } from "./op-table.ts";

/** Flags of {@link StatesOps.focusLook}: `:focus-visible` holds; the browser's own ring shows. */
export const FOCUS_VISIBLE = 1;
export const FOCUS_RING = 2;

/** Flags of {@link StatesOps.field}. */
export const USER_INVALID = 1;
export const USER_VALID = 2;
export const AUTOFILLED = 4;

/** What `:active`, `:focus-visible`, `:target`, `:user-invalid`, `:user-valid` and `:autofill` hold for. */
export interface StatesOps {
  /** The innermost element that is pressed, 0 for none: it and its ancestors match `:active`. */
  active(id: NodeId): void;
  /** How the focus shows: {@link FOCUS_VISIBLE}, {@link FOCUS_RING}. Said after `focus`. */
  focusLook(flags: number): void;
  /** The element that the address of the document `document` names, 0 for none. */
  target(document: NodeId, id: NodeId): void;
  /** A form control: {@link USER_INVALID}, {@link USER_VALID}, {@link AUTOFILLED}. */
  field(id: NodeId, flags: number): void;
}

export const STATES = {
  active: [96, "node"],
  focusLook: [97, "uint"],
  target: [98, "node", "node"],
  field: [99, "node", "uint"],
} as const satisfies OpTable<StatesOps>;
