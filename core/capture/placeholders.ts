// Content that is no page: a labelled box stands for it, unless it is a picture. Mirrors: protocol/placeholders.ts, replay/placeholders.ts.
import { MASK } from "../mask/index.ts";
import { PLACEHOLDER } from "../protocol/index.ts";
import { absoluteUrl } from "./attributes.ts";
import type { CaptureContext } from "./context.ts";
import { attributeOf, localNameOf } from "./natives.ts";
import type { NodeInfo } from "./node-ids.ts";

/** Elements that show what browsers draw themselves, or a plug-in does. */
export const PLUGINS: ReadonlySet<string> = new Set(["object", "embed", "frameset"]);
/** Attributes that say what those show. */
const SOURCES: ReadonlySet<string> = new Set(["data", "src", "type"]);
/** Files that are pictures by their names. */
const PICTURE = /^data:image\/|\.(svg|png|jpe?g|gif|webp|avif)([?#]|$)/i;

/** Tells what a new element of {@link PLUGINS} shows: a picture by its address, else that a box stands for it. */
export function tellPlugin({ writer }: CaptureContext, element: Element, info: NodeInfo): void {
  const picture = info.mask === MASK.shown ? pictureOf(element) : undefined;
  if (picture !== undefined) writer.image(info.id, picture, 0, 0);
  else writer.placeholder(info.id, info.mask === MASK.shown ? PLACEHOLDER.plugin : PLACEHOLDER.masked);
}

/** An attribute of such an element has changed: it may show something else. */
export function retellPlugin(context: CaptureContext, element: Element, name: string, info: NodeInfo): void {
  if (!SOURCES.has(name)) return;
  // What it showed before, picture or box.
  context.writer.image(info.id, "", 0, 0);
  context.writer.placeholder(info.id, PLACEHOLDER.none);
  tellPlugin(context, element, info);
}

/** The address of the picture that an element shows; undefined when it is none. */
function pictureOf(element: Element): string | undefined {
  const source = attributeOf(element, localNameOf(element) === "object" ? "data" : "src") ?? "";
  const type = attributeOf(element, "type") ?? "";
  const isPicture = type === "" ? PICTURE.test(source) : /^image\//i.test(type);
  return isPicture && source !== "" ? absoluteUrl(source, element) : undefined;
}
