// Content that is no page: a labelled box stands for it. Mirrors: protocol/placeholders.ts, replay/placeholders.ts.
import { MASK } from "../mask/index.ts";
import { PLACEHOLDER } from "../protocol/index.ts";
import type { CaptureContext } from "./context.ts";
import type { NodeInfo } from "./node-ids.ts";

/** Elements that show what browsers draw themselves, or a plug-in does. */
export const PLUGINS: ReadonlySet<string> = new Set(["object", "embed", "frameset"]);

/** Tells that a box stands for a new element of {@link PLUGINS}. */
export function tellPlugin({ writer }: CaptureContext, info: NodeInfo): void {
  writer.placeholder(info.id, info.mask === MASK.shown ? PLACEHOLDER.plugin : PLACEHOLDER.masked);
}
