import { add, type Attack, attacks, HTML, LARGE, SVG } from "./attack.ts";

/** An element that loads by itself. */
const loads = (
  id: string,
  what: string,
  name: string,
  attributes: (evil: string) => Record<string, string>,
  namespace = HTML,
): Attack => ({
  id,
  what,
  effect: "contact",
  tell: (page, evil) => add(page, 10, name, attributes(evil), undefined, namespace),
});

/** An element that loads within another. */
const loadsIn = (
  id: string,
  outer: string,
  name: string,
  attributes: (evil: string) => Record<string, string>,
  namespace = HTML,
  more: Record<string, string> = {},
): Attack => ({
  id,
  what: `${name} in ${outer}`,
  effect: "contact",
  tell: (page, evil) => {
    add(page, 10, outer, more, undefined, namespace);
    add(page, 11, name, attributes(evil), undefined, namespace, 10);
    if (outer === "picture") add(page, 12, "img", {}, undefined, HTML, 10);
  },
});

export const pictures = attacks([
  loads("S21", "img src", "img", (evil) => ({ src: `${evil}/img` })),
  loads("S21", "img srcset", "img", (evil) => ({ srcset: `${evil}/img 1x, ${evil}/img2 2x` })),
  loads("S21", "input src", "input", (evil) => ({ type: "image", src: `${evil}/input` })),
  loads("S21", "video poster", "video", (evil) => ({ poster: `${evil}/poster` })),
  loads("S21", "video src", "video", (evil) => ({ src: `${evil}/video`, preload: "auto" })),
  loads("S21", "audio src", "audio", (evil) => ({ src: `${evil}/audio`, preload: "auto" })),
  loads("S21", "table background", "table", (evil) => ({ background: `${evil}/table`, style: LARGE })),
  loadsIn("S21", "picture", "source", (evil) => ({ srcset: `${evil}/source` })),
  loadsIn("S21", "video", "source", (evil) => ({ src: `${evil}/source` }), HTML, { preload: "auto" }),
  loadsIn("S21", "svg", "image", (evil) => ({ href: `${evil}/image`, width: "9", height: "9" }), SVG),
  loadsIn("S21", "svg", "image", (evil) => ({ "xlink:href": `${evil}/image`, width: "9", height: "9" }), SVG),
  {
    id: "S21",
    what: "feImage",
    effect: "contact",
    tell: (page, evil) => {
      add(page, 10, "svg", { style: LARGE }, undefined, SVG);
      add(page, 11, "filter", { id: "f" }, undefined, SVG, 10);
      add(page, 12, "feImage", { href: `${evil}/feImage` }, undefined, SVG, 11);
      add(page, 13, "rect", { width: "99", height: "99", filter: "url(#f)" }, undefined, SVG, 10);
    },
  },
  {
    id: "S21",
    what: "image",
    effect: "contact",
    tell: (page, evil) => {
      add(page, 10, "img", {});
      page.image(10, `${evil}/image`, 9, 9);
    },
  },
]);
