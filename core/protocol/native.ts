// What the visitor's browser shows that is no part of the page. Mirrors: capture/native.ts, model/native.ts, replay/native.ts.
import type { OpTable } from "./op-table.ts";

/** Dialogs and pickers of a browser. */
export const NATIVE = {
  none: 0,
  alert: 1,
  confirm: 2,
  prompt: 3,
  print: 4,
  file: 5,
  date: 6,
  color: 7,
  suggestions: 8,
  permission: 9,
} as const;

/** A dialog or picker, by its name. */
export type NativeKind = Exclude<keyof typeof NATIVE, "none">;

/** Dialogs and pickers of the browser itself. */
export interface NativeOps {
  /** Which one is open, one of `NATIVE`. Never what it says. */
  native(kind: number): void;
}

export const NATIVE_TABLE = {
  native: [121, "uint"],
} as const satisfies OpTable<NativeOps>;
