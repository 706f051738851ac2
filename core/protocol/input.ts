// The state of form controls: properties, not attributes. Mirrors: capture/input.ts, replay/input.ts.
import type { NodeId, OpTable } from "./op-table.ts";

/** Flags of {@link InputOps.checked}. */
export const CHECKED = 1;
export const INDETERMINATE = 2;

/** What a visitor typed, ticked or chose. Masked controls are told by a fixed value and never by these. */
export interface InputOps {
  /** The value of an input or a text area. */
  value(id: NodeId, value: string): void;
  /** Flags {@link CHECKED} and {@link INDETERMINATE} of a check box or radio button. */
  checked(id: NodeId, flags: number): void;
  /** Indexes of the chosen options of a select. */
  selected(id: NodeId, indexes: readonly number[]): void;
}

export const INPUT = {
  value: [32, "node", "string"],
  checked: [33, "node", "uint"],
  selected: [34, "node", "ints"],
} as const satisfies OpTable<InputOps>;
