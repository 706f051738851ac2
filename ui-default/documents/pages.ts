// The pages of a PDF, one under the other: only those that are seen are there. Where it is scrolled to is everybody's.
import {
  type DocumentHits,
  type DocumentInfo,
  type DocumentView,
  FIT_PAGE,
  FIT_WIDTH,
  MAX_PAGE_PICTURE_PX,
  type SharedDocument,
} from "../../core/documents/api.ts";
import { element } from "../shared/element.ts";
import type { DocumentBody } from "./body.ts";
import { type FoundBox, PageBox } from "./page-box.ts";
import { TEXT } from "./text.ts";

type PdfInfo = Extract<DocumentInfo, { readonly kind: "pdf" }>;

/** Px between pages and around them. */
const GAP_PX = 16;
/** CSS px of a point at 100 %. */
const PX_A_POINT = 96 / 72;
/** Pictures are asked for in steps of so many px: a window that is a little wider needs no other. */
const STEP_PX = 128;
/** Pages drawn beyond those that are seen, on each side. */
const MARGIN_PAGES = 1;
/** Scrolling by less is nobody's doing, in px. */
const STILL_PX = 2;

export class Pages implements DocumentBody {
  readonly element: HTMLElement;
  readonly pages: number;
  /** Hears the page that is looked at, and the scale. */
  onplace: ((page: number, percent: number) => void) | undefined;
  readonly #shared: SharedDocument;
  readonly #onlink: (link: string) => void;
  readonly #space = element("div", { class: "space" });
  readonly #boxes = new Map<number, PageBox>();
  /** Sizes in points, of pages that are known. */
  readonly #sizes = new Map<number, readonly [number, number]>();
  readonly #info: PdfInfo;
  readonly #resize = new ResizeObserver(() => this.#layout());
  #tops: Float64Array = new Float64Array(0);
  #scale = 1;
  #width = 0;
  /** Where it was put by this code: what the browser tells of that is no news. */
  #put: readonly [number, number] = [0, 0];

  constructor(shared: SharedDocument, info: PdfInfo, onlink: (link: string) => void) {
    this.#shared = shared;
    this.#info = info;
    this.#onlink = onlink;
    this.pages = info.pages;
    this.element = element(
      "div",
      { class: "pages", tabindex: "0", role: "group", "aria-label": TEXT.document },
      this.#space,
    );
    this.element.addEventListener("scroll", () => this.#scrolled());
    this.#resize.observe(this.element);
  }

  /** Everybody looks there now. */
  look(): void {
    this.#layout();
  }

  /** Goes to a page. */
  goTo(page: number): void {
    this.#shared.look({ page: Math.max(1, Math.min(this.pages, page)), top: 0 });
    this.#layout();
  }

  /** Brings what was found into sight. */
  reveal(hit: number, { places }: DocumentHits): void {
    const at = placesAt(places, hit);
    const [, page = 1, , top = 0] = at;
    this.#shared.look({ hit, page, top: Math.max(0, Math.min(1, top / 10_000 - 0.1)) });
    this.#layout();
  }

  /** The first that was found at or after the page that is looked at. */
  nearest({ places }: DocumentHits): number {
    const { page } = this.#shared.view;
    for (let at = 0; at < places.length; at += 6) if ((places[at + 1] ?? 0) >= page) return places[at] ?? 0;
    return 0;
  }

  hitsTold({ places }: DocumentHits): number {
    return places.length === 0 ? 0 : (places[places.length - 6] ?? -1) + 1;
  }

  /** What of something that was found is read aloud. */
  placeOf(hit: number, { places }: DocumentHits): string {
    return TEXT.pageOf(placesAt(places, hit)[1] ?? 1, this.pages);
  }

  mark(): void {
    for (const [page, box] of this.#boxes) box.mark(this.#foundOn(page), this.#shared.view.hit);
  }

  /** Puts the keyboard among the pages. */
  focus(): void {
    this.element.focus({ preventScroll: true });
  }

  close(): void {
    this.#resize.disconnect();
    for (const box of this.#boxes.values()) box.release();
  }

  #sizeOf(page: number): readonly [width: number, height: number] {
    const [width, height] = this.#sizes.get(page) ?? [this.#info.width, this.#info.height];
    return this.#shared.view.rotation % 180 === 0 ? [width, height] : [height, width];
  }

  /** px a point. */
  #scaleOf({ zoom }: DocumentView): number {
    const { clientWidth, clientHeight } = this.element;
    const [width, height] = this.#sizeOf(1);
    const wide = Math.max(50, clientWidth - 2 * GAP_PX) / width;
    if (zoom === FIT_WIDTH) return wide;
    if (zoom === FIT_PAGE) return Math.min(wide, Math.max(50, clientHeight - 2 * GAP_PX) / height);
    return (zoom / 100) * PX_A_POINT;
  }

  /** Lays all pages out, and goes to where everybody looks. */
  #layout(): void {
    const { view } = this.#shared;
    this.#scale = this.#scaleOf(view);
    const tops = new Float64Array(this.pages + 2);
    let top = GAP_PX;
    let widest = 0;
    for (let page = 1; page <= this.pages; page += 1) {
      const [width, height] = this.#sizeOf(page);
      tops[page] = top;
      top += height * this.#scale + GAP_PX;
      widest = Math.max(widest, width * this.#scale);
    }
    tops[this.pages + 1] = top;
    this.#tops = tops;
    this.#width = Math.max(this.element.clientWidth, widest + 2 * GAP_PX);
    this.#space.style.height = `${top}px`;
    this.#space.style.width = `${this.#width}px`;
    this.#goToView();
    this.#draw();
  }

  #goToView(): void {
    const { page, top, left } = this.#shared.view;
    const at = Math.min(page, this.pages);
    const [, height] = this.#sizeOf(at);
    // The gap above a page is part of its sight.
    this.element.scrollTop = (this.#tops[at] ?? 0) - GAP_PX + top * height * this.#scale;
    this.element.scrollLeft = left * this.#width;
    this.#put = [this.element.scrollTop, this.element.scrollLeft];
  }

  #scrolled(): void {
    const { scrollTop, scrollLeft } = this.element;
    this.#draw();
    const [top, left] = this.#put;
    if (Math.abs(scrollTop - top) < STILL_PX && Math.abs(scrollLeft - left) < STILL_PX) return;
    this.#put = [scrollTop, scrollLeft];
    const page = this.#pageAt(scrollTop + GAP_PX);
    const [, height] = this.#sizeOf(page);
    const share = (scrollTop + GAP_PX - (this.#tops[page] ?? 0)) / (height * this.#scale);
    this.#shared.look({
      page,
      top: Math.max(0, Math.min(1, share)),
      left: Math.max(0, Math.min(1, scrollLeft / this.#width)),
    });
  }

  /** The page at a height, by halving. */
  #pageAt(y: number): number {
    let [low, high] = [1, this.pages];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#tops[middle] ?? 0) <= y) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #draw(): void {
    const { scrollTop, clientHeight } = this.element;
    const first = Math.max(1, this.#pageAt(scrollTop) - MARGIN_PAGES);
    const last = Math.min(this.pages, this.#pageAt(scrollTop + clientHeight) + MARGIN_PAGES);
    for (const [page, box] of this.#boxes) {
      if (page >= first && page <= last) continue;
      box.release();
      this.#boxes.delete(page);
    }
    for (let page = first; page <= last; page += 1) this.#drawPage(page);
    const middle = this.#pageAt(scrollTop + clientHeight / 3);
    this.onplace?.(middle, Math.round((this.#scale / PX_A_POINT) * 100));
  }

  #drawPage(page: number): void {
    let box = this.#boxes.get(page);
    if (box === undefined) {
      box = new PageBox(page, this.pages, this.#onlink);
      this.#boxes.set(page, box);
      this.#insert(page, box.element);
    }
    const [width, height] = this.#sizeOf(page);
    const wide = width * this.#scale;
    const { rotation } = this.#shared.view;
    box.place((this.#width - wide) / 2, this.#tops[page] ?? 0, wide, height * this.#scale, rotation);
    const across = (rotation % 180 === 0 ? width : height) * this.#scale * devicePixelRatio;
    const pixels = Math.min(MAX_PAGE_PICTURE_PX, Math.ceil(across / STEP_PX) * STEP_PX);
    if (box.pixels === pixels) return;
    box.pixels = pixels;
    void this.#fill(page, box, pixels);
  }

  /** In reading order, for screen readers and selection. */
  #insert(page: number, made: HTMLElement): void {
    const later = [...this.#boxes].filter(([other]) => other > page).sort(([a], [b]) => a - b);
    this.#space.insertBefore(made, later[0]?.[1].element ?? null);
  }

  async #fill(page: number, box: PageBox, pixels: number): Promise<void> {
    const isWanted = (): boolean => this.#boxes.get(page) === box && box.pixels === pixels;
    try {
      const face = await this.#shared.page(page, pixels);
      if (!isWanted()) {
        face.release();
        return;
      }
      this.#learn(page, face.width, face.height);
      box.show(face);
      box.mark(this.#foundOn(page), this.#shared.view.hit);
    } catch {
      // It is asked for again when it is looked at again.
      if (isWanted()) box.pixels = 0;
    }
  }

  #learn(page: number, width: number, height: number): void {
    const [known, high] = this.#sizes.get(page) ?? [this.#info.width, this.#info.height];
    this.#sizes.set(page, [width, height]);
    if (known !== width || high !== height) this.#layout();
  }

  #foundOn(page: number): FoundBox[] {
    const { places } = this.#shared.hits ?? { places: [] };
    const found: FoundBox[] = [];
    for (let at = 0; at < places.length; at += 6)
      if (places[at + 1] === page) found.push({ hit: places[at] ?? 0, box: places.slice(at + 2, at + 6) });
    return found;
  }
}

function placesAt(places: readonly number[], hit: number): readonly number[] {
  for (let at = 0; at < places.length; at += 6) if (places[at] === hit) return places.slice(at, at + 6);
  return [];
}
