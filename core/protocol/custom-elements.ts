// What selectors ask of elements that a page has made itself. Mirrors: capture/custom-elements.ts, model/custom-elements.ts,
// replay/custom-elements.ts.
import type { NodeId, OpTable } from "./op-table.ts";

/** Flags of {@link CustomElementsOps.customName}: no script has said yet what it is (`:not(:defined)`). */
export const CUSTOM_UNDEFINED = 1;
/** It takes part in forms: `:disabled`, `:valid` and the like hold for it as for a field. */
export const CUSTOM_FORM = 2;
/** Flag of {@link CustomElementsOps.customElement}: it says that what is in it is wrong (`:invalid`). */
export const CUSTOM_INVALID = 1;

/** Custom elements. */
export interface CustomElementsOps {
  /** All elements of this name are as flags say, now and later. A name of which nothing is said is defined, and no field. */
  customName(name: string, flags: number): void;
  /** An element's own states: a flag, and the names for which `:state()` holds. */
  customElement(id: NodeId, flags: number, states: readonly string[]): void;
}

export const CUSTOM_ELEMENTS = {
  customName: [131, "string", "uint"],
  customElement: [132, "node", "uint", "strings"],
} as const satisfies OpTable<CustomElementsOps>;
