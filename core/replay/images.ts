// Shows images, and boxes of their size until they are there. Mirrors: protocol/images.ts, capture/images.ts.
import { ASSET_SCHEME, type ImagesOps, type NodeId } from "../protocol/index.ts";
import { NO_ASSET } from "./assets.ts";
import { asHtml } from "./node-map.ts";
import { emptyPicture, labelledPicture } from "./pictures.ts";
import type { ReplicaState } from "./replica-state.ts";

/** UTF-16 units of a label: more do not fit. */
const MAX_LABEL_UNITS = 80;

/** What stands for an image of this size: nothing while it is on its way, its label when it could not be had. */
function placeholder(width: number, height: number, label: string | undefined): string {
  return label === undefined ? emptyPicture(width, height) : labelledPicture(label, [width, height]);
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
      const isPending = url === NO_ASSET || url === "";
      const isMissing = isPending && source.startsWith(ASSET_SCHEME) && assets.isMissing(source);
      const hasSize = width > 0 && height > 0;
      const label = isMissing ? altOf(element) : undefined;
      // One that is broken at the visitor is broken here: with the browser's icon for it, and the size of that.
      const standIn = hasSize ? placeholder(width, height, label) : isMissing ? NO_ASSET : "";
      this.#put(element, isPending ? standIn : url, width);
    });
  }

  #put(element: Element, url: string, width: number): void {
    const image = asHtml(element, "img");
    if (image !== undefined) this.#show(image, url, width);
    else element.setAttribute(element.localName === "image" ? "href" : "src", url);
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

/** What is told of an image that cannot be shown: the page's own words, if it has some. */
function altOf(element: Element): string {
  const alt = (element.getAttribute("alt") ?? "").trim();
  return alt === "" ? "Image" : alt.slice(0, MAX_LABEL_UNITS);
}
