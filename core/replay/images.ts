// Shows images, and boxes of their size until they are there. Mirrors: protocol/images.ts, capture/images.ts.
import { ASSET_SCHEME, type ImagesOps, type NodeId } from "../protocol/index.ts";
import { NO_ASSET, svgUrl } from "./assets.ts";
import { asHtml } from "./node-map.ts";
import type { ReplicaState } from "./replica-state.ts";

/** HTML, "the canvas element": the size of one that has none. */
const CANVAS_WIDTH = 300;
const CANVAS_HEIGHT = 150;

/** A picture of this size without content: for one that is on its way, or (`failed`) that could not be had. */
function placeholder(width: number, height: number, failed: boolean): string {
  const box = failed ? '<rect width="100%" height="100%" fill="#8881"/>' : "";
  return svgUrl(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${box}</svg>`);
}

/** Marks the `img` that stands for a canvas, which does not paint without scripts. Its attributes `width` and `height`
 * say how large the picture is, and not, as an image's do, how large it shows. */
export const CANVAS_MARK = "glance-canvas";

/** Gives the stand-in of a canvas a picture of the size its attributes say. */
export function sizeCanvas(element: Element): void {
  const sizeOf = (name: string, initial: number): number => {
    const size = Number.parseInt(element.getAttribute(`${CANVAS_MARK}-${name}`) ?? "", 10);
    return size >= 0 ? size : initial;
  };
  const picture = placeholder(sizeOf("width", CANVAS_WIDTH), sizeOf("height", CANVAS_HEIGHT), false);
  element.setAttribute("src", picture);
}

/** The images of a replica. */
export class ImagesReplay implements ImagesOps {
  readonly #state: ReplicaState;
  /** Width in px that a URL's picture has by itself: it differs from what the visitor has when `srcset` chose one
   * for a dense screen. Known from the first loading on. */
  readonly #widths = new Map<string, number>();

  constructor(state: ReplicaState) {
    this.#state = state;
  }

  image(id: NodeId, source: string, width: number, height: number): void {
    const { assets } = this.#state;
    assets.use(id, "image", source, (url) => {
      const element = this.#state.nodes.element(id);
      if (element === undefined) return;
      const pending = url === NO_ASSET || url === "";
      const failed = pending && source.startsWith(ASSET_SCHEME) && assets.isMissing(source);
      const shown = pending && width > 0 && height > 0 ? placeholder(width, height, failed) : url;
      const image = asHtml(element, "img");
      if (image !== undefined) this.#show(image, pending && shown === url ? "" : shown, width);
      else element.setAttribute(element.localName === "image" ? "href" : "src", shown);
    });
  }

  #show(image: HTMLImageElement, url: string, width: number): void {
    if (url === "") {
      image.removeAttribute("srcset");
      image.removeAttribute("src");
      return;
    }
    if (image.getAttribute("src") !== url) image.setAttribute("src", url);
    this.#fit(image, url, width);
    this.#state.images.add(image);
    this.#state.unsettled = true;
    if (width === 0 || this.#widths.has(url)) return;
    image.addEventListener("load", () => this.#measure(image, url, width), { once: true });
  }

  #measure(image: HTMLImageElement, url: string, width: number): void {
    if (image.getAttribute("src") !== url || image.hasAttribute("srcset")) return;
    this.#widths.set(url, image.naturalWidth);
    this.#fit(image, url, width);
  }

  /** Shows the picture at the density the visitor has it. */
  #fit(image: HTMLImageElement, url: string, width: number): void {
    const own = this.#widths.get(url) ?? 0;
    if (width > 0 && own > 0 && own !== width) image.setAttribute("srcset", `${url} ${own / width}x`);
    else image.removeAttribute("srcset");
  }
}
