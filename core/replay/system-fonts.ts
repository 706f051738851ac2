// Keeps the layout of text in fonts that the visitor's system has and this one lacks: another font stands for each, drawn as wide and
// as high. Mirrors: protocol/system-fonts.ts, model/system-fonts.ts.
import { FONT_SAMPLE, type SystemFontsOps } from "../protocol/index.ts";
import type { ReplicaState } from "./replica-state.ts";

/** Fonts to stand in for others, of which some is there on every system. */
const STAND_INS = ["Arial", "Helvetica", "Liberation Sans", "DejaVu Sans", "Noto Sans", "Roboto", "Segoe UI"];
/** Px at which fonts are measured. */
const SIZE_PX = 1_000;

let context: CanvasRenderingContext2D | null | undefined;

function measure(family: string): TextMetrics | undefined {
  context ??= document.createElement("canvas").getContext("2d");
  if (context === null) return undefined;
  context.font = `${SIZE_PX}px ${family}`;
  return context.measureText(FONT_SAMPLE);
}

/** Whether text in `name` is as wide whatever comes after it. */
function isHere(name: string): boolean {
  return measure(`"${name}", serif`)?.width === measure(`"${name}", monospace`)?.width;
}

/** The system fonts' operations on a replica. */
export function createSystemFonts(state: ReplicaState): SystemFontsOps {
  /** What stands for a name, by the document it was made for. */
  const made = new Map<string, { readonly document: Document; readonly face: FontFace }>();
  return {
    systemFonts(names, measures) {
      state.later(() => {
        const standIn = STAND_INS.find(isHere);
        if (standIn === undefined) return;
        for (const [i, name] of names.entries()) {
          if (made.get(name)?.document === state.document || isHere(name)) continue;
          const face = faceFor(state.document, name, standIn, measures.slice(i * 3, i * 3 + 3));
          if (face === undefined) continue;
          made.set(name, { document: state.document, face });
          state.document.fonts.add(face);
          state.unsettled = true;
        }
      }, "system fonts");
    },
  };
}

function faceFor(
  document: Document,
  name: string,
  standIn: string,
  [width = 0, ascent = 0, descent = 0]: readonly number[],
): FontFace | undefined {
  const window = document.defaultView;
  const own = measure(`"${standIn}"`)?.width ?? 0;
  if (window === null || own === 0 || width === 0) return undefined;
  const scale = width / own;
  // Heights grow with the width unless they are told as so much less.
  const percent = (px: number): string => `${((px / SIZE_PX) * 100) / scale}%`;
  const descriptors = {
    sizeAdjust: `${scale * 100}%`,
    ascentOverride: percent(ascent),
    descentOverride: percent(descent),
    lineGapOverride: "0%",
  };
  return new window.FontFace(name, `local("${standIn}")`, descriptors);
}
