// One page of a PDF: its picture, its words over it for selection and screen readers, its links, and what was found on it.
import { PAGE_PARTS, type PageFace, type PageWords } from "../../core/documents/api.ts";
import { button, element } from "../shared/element.ts";
import { TEXT } from "./text.ts";

/** Width that a page's layers are laid out with, in px: then they are scaled, and nothing is laid out anew. */
const LAYER_PX = 1_000;

/** A box on the page in parts of it, and which place that was found it belongs to. */
export interface FoundBox {
  readonly hit: number;
  readonly box: readonly number[];
}

/** Pages of the document, and addresses that run nothing: whoever sent it may have put in others. */
const OPENABLE = /^(#\d+$|https?:\/\/|mailto:)/i;

const measure = document.createElement("canvas").getContext("2d");

/** How wide a text is of itself, in parts of its height. */
function naturalWidth(text: string): number {
  if (measure === null) return 0;
  measure.font = "100px sans-serif";
  return measure.measureText(text).width / 100;
}

export class PageBox {
  readonly element: HTMLElement;
  /** Width in device px that its picture was asked for with; 0 when none was. */
  pixels = 0;
  readonly #turned = element("div", { class: "turned" });
  readonly #layers = element("div", { class: "layers" });
  readonly #found = element("div", { class: "found", "aria-hidden": "true" });
  readonly #onlink: (link: string) => void;
  #face: PageFace | undefined;
  #ratio = 1;

  constructor(page: number, pages: number, onlink: (link: string) => void) {
    this.#onlink = onlink;
    this.#turned.append(this.#layers);
    this.element = element(
      "section",
      { class: "page", role: "region", "aria-label": TEXT.pageOf(page, pages), "data-page": String(page) },
      this.#turned,
    );
  }

  /** Puts it at `top`; `width` and `height` as it is seen, in px. */
  place(left: number, top: number, width: number, height: number, rotation: number): void {
    const { style } = this.element;
    style.transform = `translate(${left}px, ${top}px)`;
    style.width = `${width}px`;
    style.height = `${height}px`;
    const [wide, high] = rotation % 180 === 0 ? [width, height] : [height, width];
    const origin = { 0: "0, 0", 90: `${high}px, 0`, 180: `${wide}px, ${high}px`, 270: `0, ${wide}px` };
    this.#turned.style.width = `${wide}px`;
    this.#turned.style.height = `${high}px`;
    this.#turned.style.transform = `translate(${origin[rotation as keyof typeof origin]}) rotate(${rotation}deg)`;
    this.#ratio = high / wide;
    this.#layers.style.height = `${LAYER_PX * this.#ratio}px`;
    this.#layers.style.transform = `scale(${wide / LAYER_PX})`;
  }

  /** Shows what came. */
  show(face: PageFace): void {
    this.#face?.picture?.remove();
    this.#face?.release();
    this.#face = face;
    const { picture } = face;
    if (picture === undefined) this.#turned.dataset["note"] = TEXT.notDrawn;
    else delete this.#turned.dataset["note"];
    picture?.setAttribute("aria-hidden", "true");
    picture?.classList.add("picture");
    if (picture !== undefined) this.#turned.prepend(picture);
    this.#layers.replaceChildren(this.#found, ...this.#words(face.words), ...this.#links(face.words));
    this.element.dataset["shown"] = "";
  }

  /** Marks what was found; `current` is looked at. */
  mark(found: readonly FoundBox[], current: number): void {
    const marks = found.map(({ hit, box }) => {
      const mark = element("div", { class: hit === current ? "hit current" : "hit" });
      this.#put(mark, box);
      return mark;
    });
    this.#found.replaceChildren(...marks);
  }

  release(): void {
    this.#face?.release();
    this.element.remove();
  }

  #put(part: HTMLElement, [left = 0, top = 0, width = 0, height = 0]: readonly number[]): void {
    const { style } = part;
    const high = LAYER_PX * this.#ratio;
    style.left = `${(left / PAGE_PARTS) * LAYER_PX}px`;
    style.top = `${(top / PAGE_PARTS) * high}px`;
    style.width = `${(width / PAGE_PARTS) * LAYER_PX}px`;
    style.height = `${(height / PAGE_PARTS) * high}px`;
  }

  #words({ texts, boxes }: PageWords): HTMLElement[] {
    if (texts.length === 0) return [element("p", { class: "said" }, TEXT.noWords)];
    return texts.map((text, index) => {
      const word = element("span", { class: "word" }, text);
      const [left = 0, top = 0, width = 0, height = 0, angle = 0] = boxes.slice(5 * index, 5 * index + 5);
      this.#put(word, [left, top, width, height]);
      const size = (height / PAGE_PARTS) * LAYER_PX * this.#ratio;
      const natural = naturalWidth(text.trimEnd()) * size;
      const stretch = natural > 0 ? ((width / PAGE_PARTS) * LAYER_PX) / natural : 1;
      word.style.fontSize = `${size}px`;
      word.style.width = "auto";
      word.style.transform = `rotate(${angle}deg) scaleX(${stretch})`;
      return word;
    });
  }

  #links({ links, linkBoxes }: PageWords): HTMLElement[] {
    return links.flatMap((link, index) => {
      if (!OPENABLE.test(link)) return [];
      const label = link.startsWith("#") ? TEXT.linkToPage(link.slice(1)) : TEXT.link(link);
      const made = button({ class: "link", "aria-label": label, title: link }, () => this.#onlink(link));
      this.#put(made, linkBoxes.slice(4 * index, 4 * index + 4));
      return [made];
    });
  }
}
