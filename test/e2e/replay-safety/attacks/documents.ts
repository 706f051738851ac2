import { add, attacks, HTML } from "./attack.ts";

export const documents = attacks([
  {
    id: "S5",
    what: "a refresh",
    effect: "contact",
    tell: (page, evil) =>
      add(page, 10, "meta", { "http-equiv": "refresh", content: `0;url=${evil}/refresh` }),
  },
  {
    id: "S6",
    what: "a base",
    effect: "contact",
    tell: (page, evil) => {
      add(page, 10, "base", { href: `${evil}/base/` }, undefined, HTML, 3);
      add(page, 11, "img", { src: "picture.png" });
    },
  },
  {
    id: "S10",
    what: "a frame",
    effect: "contact",
    tell: (page, evil) => add(page, 10, "iframe", { src: `${evil}/frame` }),
  },
  {
    id: "S10",
    what: "a frame whose address comes later",
    effect: "contact",
    tell: (page, evil) => {
      add(page, 10, "iframe", {});
      page.attribute(10, "src", `${evil}/frame`);
    },
  },
  {
    id: "S10",
    what: "a frame that runs",
    effect: "ran",
    tell: (page, _, code) => add(page, 10, "iframe", { src: `javascript:${code}` }),
  },
  {
    id: "S10",
    what: "a frame's own markup",
    effect: "ran",
    tell: (page, _, code) => add(page, 10, "iframe", { srcdoc: `<script>${code}</script>` }),
  },
  {
    id: "S10",
    what: "an object",
    effect: "contact",
    tell: (page, evil) => add(page, 10, "object", { data: `${evil}/object` }),
  },
  {
    id: "S10",
    what: "an embed",
    effect: "contact",
    tell: (page, evil) => add(page, 10, "embed", { src: `${evil}/embed` }),
  },
  {
    id: "S10",
    what: "a frame of a frameset",
    effect: "contact",
    tell: (page, evil) => {
      page.at(2, 0);
      page.element(10, HTML, "frameset", ["cols", "*"]);
      add(page, 11, "frame", { src: `${evil}/frame` }, undefined, HTML, 10);
    },
  },
  {
    id: "S11",
    what: "a frame that loosens its sandbox",
    effect: "ran",
    tell: (page, _, code) =>
      add(page, 10, "iframe", {
        sandbox: "allow-scripts allow-same-origin",
        srcdoc: `<script>${code}</script>`,
      }),
  },
  {
    id: "S20",
    what: "a style sheet",
    effect: "contact",
    tell: (page, evil) => add(page, 10, "link", { rel: "stylesheet", href: `${evil}/a.css` }),
  },
  {
    id: "S20",
    what: "a preload",
    effect: "contact",
    tell: (page, evil) => add(page, 10, "link", { rel: "preload", as: "image", href: `${evil}/preload` }),
  },
  {
    id: "S20",
    what: "a prefetch",
    effect: "contact",
    tell: (page, evil) => add(page, 10, "link", { rel: "prefetch", href: `${evil}/prefetch` }),
  },
  {
    id: "S20",
    what: "a preloaded module",
    effect: "contact",
    tell: (page, evil) => add(page, 10, "link", { rel: "modulepreload", href: `${evil}/a.js` }),
  },
  {
    id: "S24",
    what: "a document as data",
    effect: "contact",
    tell: (page, evil) =>
      add(page, 10, "iframe", { src: `data:text/html,<script>new Image().src="${evil}/data"</script>` }),
  },
]);
