// Shows a picture in place of what an element has in it. CSS does it, so that the element keeps its name, which the page's sheets may
// mean: a canvas does not paint in a frame without scripts, and a video would show the browser's own controls.
import { svgUrl } from "./assets.ts";

/** Holds what CSS shows in an element, since its `style` may be told anew; moves with the attributes of a node that lives on. */
export const PICTURE_MARK = "glance-picture";

/** Shows `image`, a CSS image, in `element`; "" shows what the element has itself. */
export function showPicture(element: Element, image: string): void {
  if (image === "") element.removeAttribute(PICTURE_MARK);
  else element.setAttribute(PICTURE_MARK, image);
  keepPicture(element);
}

/** Shows again what {@link showPicture} did: the style was set anew. */
export function keepPicture(element: Element): void {
  const image = element.getAttribute(PICTURE_MARK);
  const { style } = element as HTMLElement;
  if (image === null) style.removeProperty("content");
  else style.setProperty("content", image, "important");
}

/** A CSS image of `url`, with so many picture px for each px that it shows. */
export function cssImage(url: string, density: number): string {
  return density === 1 || density <= 0 ? `url("${url}")` : `image-set(url("${url}") ${density}x)`;
}

/** An empty picture of this size. */
export function emptyPicture(width: number, height: number): string {
  return svgUrl(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"/>`);
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** A grey picture with `label` in its middle, of this size, or (without) of any that it is given. */
export function labelledPicture(label: string, size?: readonly [width: number, height: number]): string {
  const text = label
    .replace(/[&<>]/g, (char) => ENTITIES[char] ?? "")
    // What XML takes: no control characters, no half of a pair.
    .replace(
      /[\u0000-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
      " ",
    );
  const sized = size === undefined ? "" : ` width="${size[0]}" height="${size[1]}"`;
  return svgUrl(
    `<svg xmlns="http://www.w3.org/2000/svg"${sized}><rect width="100%" height="100%" fill="#eee"/>` +
      `<text x="50%" y="50%" text-anchor="middle" dominant-baseline="middle" font-family="sans-serif" font-size="13" fill="#333">` +
      `${text}</text></svg>`,
  );
}
