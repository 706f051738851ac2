// One call of every operation, and a target that writes down what it is called with.
import { OPERATIONS, type PageOps } from "../../../core/protocol/index.ts";

export type Call = readonly [name: string, ...values: readonly unknown[]];

/** Every operation at least once, with values at the edges. */
export const CALLS: readonly Call[] = [
  ["at", 0, 0],
  ["frameDocument", 1, 1],
  ["pageState", "https://shop.example/?q=ä#x", "Ä shop", 1],
  ["telling", 4_294_967_295],
  ["viewport", 1_280, 720, 2_000],
  ["at", 1, 0],
  ["element", 2, 0, "html", []],
  ["element", 4_294_967_295, 1, "svg", ["xlink:href", "#a", "", ""]],
  ["text", 3, ""],
  ["text", 4, "\ud83d\ude00 \u0000 \ufeff"],
  ["maskedText", 5, [10, 20, -1, 0]],
  ["shadow", 6, 7],
  ["move", 4, 2, 0],
  ["remove", 3],
  ["attribute", 2, "class", "a b"],
  ["removeAttribute", 2, "class"],
  ["data", 4, "changed"],
  ["maskedData", 5, []],
  ["value", 7, "a\r\nb"],
  ["checked", 7, 3],
  ["selected", 8, [0, 2, 4_294_967_295]],
  ["scroll", 1, -5, 100_000],
  ["sheet", 9, "", "a{b:c}"],
  ["rules", 9, "https://shop.example/", 1, 2, ["a{}", "b{}"]],
  ["sheetState", 9, 1, "print"],
  ["adopt", 1, [9, 10]],
  ["pointer", -1, -1],
  ["hover", 0],
  ["focus", 2],
  ["active", 7],
  ["focusLook", 3],
  ["target", 1, 7],
  ["field", 7, 5],
  ["media", ["hover:none", "pointer:coarse"], 390, 844, 3_000, -1],
  ["colorScheme", "light dark"],
  [
    "animation",
    1,
    7,
    "::before",
    "ease",
    [0, 0, 500, -1, 0, 1, 3, 120, 1_000, 1],
    ["", "0", "linear", "auto", "opacity", "0.5"],
  ],
  ["animationGone", 1],
  ["phase", 7, "", "spin", -1],
  ["frameBlocked", 11, 2],
  ["image", 12, "glance-asset:1", 640, 480],
  ["canvas", 13, "glance-asset:2", 300, 150, 1_000],
  ["placeholder", 13, 2],
  ["playback", 14, 9, 12_000, 200_000, 1_500],
  ["popup", 8, -1],
  ["native", 1],
  ["systemFonts", ["Segoe UI"], [40_000, 1_079, 251]],
  ["topLayer", [15, 1, 16, 2]],
  ["selection", 4, 3, 2, -2],
  ["fieldSelection", 7, 0, 4],
  ["customName", "x-card", 3],
  ["customElement", 2, 1, ["open", "checked"]],
  ["assigned", 2, [4, 7]],
  ["visibleArea", 0, -3, 390, 500, 2_000],
];

/** Calls `target` as `calls` say. */
export function perform(calls: readonly Call[], target: PageOps): void {
  for (const [name, ...values] of calls)
    (target as unknown as Record<string, (...values: unknown[]) => void>)[name]!(...values);
}

/** A target for readOps, and the calls it got. */
export function recorder(): { target: PageOps; calls: Call[] } {
  const calls: Call[] = [];
  const methods = Object.keys(OPERATIONS).map((name) => [
    name,
    (...values: unknown[]) => {
      calls.push([name, ...values]);
    },
  ]);
  return { target: Object.fromEntries(methods) as PageOps, calls };
}
