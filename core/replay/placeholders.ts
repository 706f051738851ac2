// Labelled boxes in place of content that cannot be shown. Mirrors: protocol/placeholders.ts, capture/placeholders.ts.
import { type NodeId, PLACEHOLDER, type PlaceholdersOps } from "../protocol/index.ts";
import { asHtml } from "./node-map.ts";
import { hidePicture, labelledPicture, showPicture } from "./pictures.ts";
import { sizeCanvas } from "./canvas.ts";
import type { ReplicaState } from "./replica-state.ts";

/** On an element whose content a labelled box stands for. */
export const PLACEHOLDER_MARK = "glance-placeholder";

/** What a placeholder says: ours, and never the page's. */
export const PLACEHOLDER_LABELS: Readonly<Record<number, string>> = {
  [PLACEHOLDER.masked]: "Hidden by the visitor's site",
  [PLACEHOLDER.foreign]: "Content of another site",
  [PLACEHOLDER.plugin]: "Document or plug-in",
  [PLACEHOLDER.live]: "Live video",
  [PLACEHOLDER.protected]: "Protected video",
};

/** Of what a browser shows for an audio element with controls, in px. */
const AUDIO_SIZE = [300, 54] as const;

/** The placeholders' operations on a replica. */
export function createPlaceholders(state: ReplicaState): PlaceholdersOps {
  return { placeholder: (id, reason) => show(state, id, reason) };
}

function show(state: ReplicaState, id: NodeId, reason: number): void {
  const element = state.nodes.element(id);
  if (element === undefined) return;
  state.assets.release(id, "canvas");
  const label = PLACEHOLDER_LABELS[reason];
  element.toggleAttribute(PLACEHOLDER_MARK, label !== undefined);
  const image = asHtml(element, "img");
  if (image !== undefined) {
    if (label !== undefined) image.src = labelledPicture(label);
    fillWindow(image);
  } else if (label !== undefined) showPicture(state, element, labelledPicture(label, sizeOf(element)));
  else if (element.localName === "canvas") sizeCanvas(state, element);
  else hidePicture(element);
  state.unsettled = true;
}

function sizeOf(element: Element): readonly [number, number] | undefined {
  if (element.localName === "audio") return AUDIO_SIZE;
  if (element.localName !== "canvas") return undefined;
  const { width, height } = element as HTMLCanvasElement;
  return [width, height];
}

/** What stands for a frameset stands for a whole page. */
function fillWindow(image: HTMLImageElement): void {
  if (image.parentElement?.localName === "html")
    image.style.cssText = "display:block;width:100vw;height:100vh";
}
