// Images: what they show and how large it is. Mirrors: protocol/images.ts, replay/images.ts.
import { boxOf, MASK } from "../mask/index.ts";
import { absoluteUrl } from "./attributes.ts";
import type { NodeId } from "../protocol/index.ts";
import type { CaptureContext, Root } from "./context.ts";
import { listen } from "./listen.ts";
import { attributeOf, bitmapOf, fetched, localNameOf } from "./natives.ts";
import type { NodeInfo } from "./node-ids.ts";
import type { Picture, Pictures } from "./pictures.ts";

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

/** An image by a `blob:` address, and the node that its file was handed over for. */
interface BlobImage {
  readonly url: string;
  readonly file: Promise<Picture>;
  readonly toldOf: NodeId;
}

/** Follows `img`, `input type=image` and SVG `image` elements. */
export class ImagesCapture {
  readonly #context: CaptureContext;
  readonly #pictures: Pictures;
  /** Files of images by `blob:` addresses, which a page may revoke once they are loaded. */
  readonly #blobs = new WeakMap<Element, BlobImage>();

  constructor(context: CaptureContext, pictures: Pictures) {
    this.#context = context;
    this.#pictures = pictures;
  }

  /** Loading decides what is shown: another candidate, or nothing. */
  observe(root: Root): void {
    listen(
      root,
      ["load", "error"],
      (event) => {
        this.#mark(event.target as Element | null);
        this.#fetchBlob(event.target as Element | null);
      },
      this.#context.signal,
    );
  }

  tell(element: Element, localName: string, info: NodeInfo): void {
    if (!isImage(element, localName)) return;
    const { decider, writer } = this.#context;
    if (info.mask !== MASK.shown) {
      const [width, height] = boxOf(element, decider.boxes);
      writer.image(info.id, "", width, height);
    } else if (localName === "img") this.#image(element as HTMLImageElement, info);
    else {
      const source =
        attributeOf(element, "src") ?? attributeOf(element, "href") ?? attributeOf(element, "xlink:href");
      writer.image(info.id, source?.startsWith("#") === true ? "" : absoluteUrl(source ?? "", element), 0, 0);
    }
  }

  #image(image: HTMLImageElement, info: NodeInfo): void {
    const { naturalWidth, naturalHeight } = image;
    // One that waits to be scrolled to has nothing to show yet, here or there.
    const isWaiting = image.loading === "lazy" && !image.complete;
    const source = isWaiting ? "" : image.currentSrc || absoluteUrl(image.src, image);
    if (source.startsWith("blob:") && this.#pictures.hasSink) this.#blob(image, source, info);
    else this.#context.writer.image(info.id, source, naturalWidth, naturalHeight);
  }

  /** The file itself is handed over: by the time the worker asks for it, its address may lead nowhere. */
  #blob(image: HTMLImageElement, url: string, info: NodeInfo): void {
    const known = this.#blobs.get(image);
    if (known?.url === url && known.toldOf === info.id) return;
    const { naturalWidth, naturalHeight } = image;
    const file = known?.url === url ? known.file : fileAt(url);
    this.#blobs.set(image, { url, file, toldOf: info.id });
    this.#context.writer.image(info.id, "", naturalWidth, naturalHeight);
    const taking = file.catch(() => bitmapOf(image));
    void this.#pictures.give(image, taking, [naturalWidth, naturalHeight]);
  }

  /** Before the page hears that it is loaded, which is when its address is revoked. */
  #fetchBlob(element: Element | null): void {
    const { currentSrc = "" } = (element ?? {}) as Partial<HTMLImageElement>;
    if (element === null || !currentSrc.startsWith("blob:") || this.#blobs.get(element)?.url === currentSrc)
      return;
    const file = fileAt(currentSrc);
    file.catch(() => undefined);
    this.#blobs.set(element, { url: currentSrc, file, toldOf: 0 });
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

async function fileAt(url: string): Promise<Picture> {
  return (await fetched(url)).blob();
}

function isImage(element: Element, localName: string): boolean {
  if (localName === "img" || localName === "image") return true;
  return localName === "input" && (element as HTMLInputElement).type === "image";
}
