// Images: what they show and how large it is. Mirrors: protocol/images.ts, replay/images.ts.
import { boxOf, MASK } from "../mask/index.ts";
import { absoluteUrl } from "./attributes.ts";
import type { CaptureContext, Root } from "./context.ts";
import { listen } from "./listen.ts";
import { attributeOf, localNameOf } from "./natives.ts";
import type { NodeInfo } from "./node-ids.ts";

/** Attributes by which an element chooses what it shows. */
const CHOOSES: ReadonlySet<string> = new Set([
  "src",
  "srcset",
  "sizes",
  "href",
  "xlink:href",
  "type",
  "media",
  "loading",
]);

/** Follows `img`, `input type=image` and SVG `image` elements. */
export class ImagesCapture {
  readonly #context: CaptureContext;

  constructor(context: CaptureContext) {
    this.#context = context;
  }

  /** Loading decides what is shown: another candidate, or nothing. */
  observe(root: Root): void {
    listen(
      root,
      ["load", "error"],
      (event) => this.#mark(event.target as Element | null),
      this.#context.signal,
    );
  }

  tell(element: Element, localName: string, info: NodeInfo): void {
    if (!isImage(element, localName)) return;
    const { decider, writer } = this.#context;
    if (info.mask !== MASK.shown) {
      const [width, height] = boxOf(element, decider.boxes);
      writer.image(info.id, "", width, height);
    } else if (localName === "img") {
      const image = element as HTMLImageElement;
      writer.image(
        info.id,
        image.currentSrc || absoluteUrl(image.src, image),
        image.naturalWidth,
        image.naturalHeight,
      );
    } else {
      const source =
        attributeOf(element, "src") ?? attributeOf(element, "href") ?? attributeOf(element, "xlink:href");
      writer.image(info.id, source?.startsWith("#") === true ? "" : absoluteUrl(source ?? "", element), 0, 0);
    }
  }

  attribute(element: Element, localName: string, name: string): void {
    if (!CHOOSES.has(name)) return;
    if (isImage(element, localName)) this.#context.dirty.images.add(element);
    else if (localName === "source") this.#mark(element.parentElement?.querySelector("img") ?? null);
  }

  /** Tells images that were marked. */
  read(): void {
    const { dirty, ids } = this.#context;
    for (const element of dirty.images) {
      const info = ids.living(element);
      if (info?.mask === MASK.shown) this.tell(element, localNameOf(element), info);
    }
    dirty.images.clear();
  }

  #mark(element: Element | null): void {
    if (element?.nodeType !== 1 || !isImage(element, localNameOf(element))) return;
    this.#context.dirty.images.add(element);
    this.#context.request();
  }
}

function isImage(element: Element, localName: string): boolean {
  if (localName === "img" || localName === "image") return true;
  return localName === "input" && (element as HTMLInputElement).type === "image";
}
