// What tests of canvases, players and images ask of a replica.
import type { MirroredPage } from "./mirrored-page.ts";

/** A file of parts for `use`. */
export const SPRITE = "/base/test/browser/fixtures/media/sprite.svg";
/** A 2 × 1 picture: red, then blue. */
export const RED_BLUE =
  "data:image/svg+xml,%3Csvg%20xmlns=%22http://www.w3.org/2000/svg%22%20width=%222%22%20height=%221%22%3E%3Crect%20width=%221%22%20height=%221%22%20fill=%22red%22/%3E%3Crect%20x=%221%22%20width=%221%22%20height=%221%22%20fill=%22blue%22/%3E%3C/svg%3E";

/** Resolves when `condition` holds; after some seconds it rejects with what there is in its place. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  found: () => unknown = () => "",
): Promise<void> {
  for (const end = performance.now() + 8_000; !(await condition());) {
    if (performance.now() > end) throw new Error(`not within 8 s: ${JSON.stringify(found())}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The picture that stands in `element`; "" for none. */
export function pictureIn(element: Element): string {
  return /url\("([^"]+)"\)/.exec((element as HTMLElement).style.getPropertyValue("content"))?.[1] ?? "";
}

/** What a placeholder says. */
export function labelOf(url: string): string {
  return />([^<]+)<\/text>/.exec(decodeURIComponent(url))?.[1] ?? "";
}

/** Red, green, blue of the middle of a picture. */
async function middleOf(url: string): Promise<readonly number[]> {
  const image = new Image();
  image.src = url;
  await image.decode();
  const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
  const context = canvas.getContext("2d")!;
  context.drawImage(image, 0, 0);
  return [...context.getImageData(canvas.width >> 1, canvas.height >> 1, 1, 1).data].slice(0, 3);
}

const isNear = (one: readonly number[], other: readonly number[]): boolean =>
  one.every((value, i) => Math.abs(value - (other[i] ?? 0)) < 12);

/** Resolves when the replica's element shows a picture of this colour. */
export async function shows(page: MirroredPage, selector: string, colour: readonly number[]): Promise<void> {
  await until(
    async () => {
      const url = pictureIn(page.copyOf(selector));
      // One that was replaced meanwhile cannot be read any more.
      return url.startsWith("blob:") && isNear(await middleOf(url).catch(() => [-99]), colour);
    },
    () => page.copyOf(selector).outerHTML,
  );
}

/** Colours as pixels have them. */
export const RED = [255, 0, 0];
export const GREEN = [0, 128, 0];

/** Paints all of a canvas. */
export function fill(canvas: HTMLElement, colour: string): void {
  const { width, height } = canvas as HTMLCanvasElement;
  const context = (canvas as HTMLCanvasElement).getContext("2d")!;
  context.fillStyle = colour;
  context.fillRect(0, 0, width, height);
}
