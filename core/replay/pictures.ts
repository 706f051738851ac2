// Shows a picture in place of what an element has in it. CSS does it, so that the element keeps its name, which the page's sheets may
// mean: a canvas does not paint in a frame without scripts, and a video would show the browser's own controls.
import { svgUrl } from "./assets.ts";
import type { ReplicaState } from "./replica-state.ts";

/** Holds what CSS shows in an element, since its `style` may be told anew; moves with the attributes of a node that lives on. */
export const PICTURE_MARK = "glance-picture";

/** What an element shows last, or will once it is loaded. */
const latest = new WeakMap<Element, string>();

/**
 * Shows the picture at `url` in `element`, with `density` picture px for each px. Another one that is there shows until this one is
 * loaded: nothing flashes, and no layout jumps.
 */
export function showPicture(state: ReplicaState, element: Element, url: string, density = 1): void {
  if (latest.get(element) === url) return;
  latest.set(element, url);
  const show = (): void => {
    if (latest.get(element) !== url) return;
    element.setAttribute(PICTURE_MARK, cssImage(url, density));
    keepPicture(element);
  };
  if (!element.hasAttribute(PICTURE_MARK)) show();
  const loaded = new Promise<void>((resolve) => {
    const image = state.document.createElement("img");
    image.onload = image.onerror = () => {
      show();
      resolve();
    };
    image.src = url;
  });
  state.imports.add(loaded);
  state.unsettled = true;
}

/** The URL of what `element` shows, or will once it is loaded; "" for what it has itself. */
export function pictureIn(element: Element): string {
  const shown = /url\("([^"]*)"\)/.exec(element.getAttribute(PICTURE_MARK) ?? "")?.[1] ?? "";
  return latest.get(element) ?? shown;
}

/** Shows what `element` has itself. */
export function hidePicture(element: Element): void {
  latest.delete(element);
  element.removeAttribute(PICTURE_MARK);
  keepPicture(element);
}

/** Shows again what {@link showPicture} did: the style was set anew. */
export function keepPicture(element: Element): void {
  const image = element.getAttribute(PICTURE_MARK);
  const { style } = element as HTMLElement;
  if (image === null) style.removeProperty("content");
  else style.setProperty("content", image, "important");
}

function cssImage(url: string, density: number): string {
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
