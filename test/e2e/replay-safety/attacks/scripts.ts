import { add, attacks, HTML, LARGE, style, SVG } from "./attack.ts";

export const scripts = attacks([
  { id: "S1", what: "a script", effect: "ran", tell: (page, _, code) => add(page, 10, "script", {}, code) },
  {
    id: "S1",
    what: "a script in capitals",
    effect: "ran",
    tell: (page, _, code) => add(page, 10, "script", { TYPE: "module" }, code),
  },
  {
    id: "S1",
    what: "a script by address",
    effect: "contact",
    tell: (page, evil) => add(page, 10, "script", { src: `${evil}/a.js` }),
  },
  {
    id: "S1",
    what: "a module",
    effect: "ran",
    tell: (page, _, code) => add(page, 10, "script", { type: "module" }, code),
  },
  {
    id: "S1",
    what: "a script of SVG",
    effect: "ran",
    tell: (page, _, code) => add(page, 10, "script", {}, code, SVG),
  },
  {
    id: "S1",
    what: "a script of SVG by address",
    effect: "contact",
    tell: (page, evil) => add(page, 10, "script", { "xlink:href": `${evil}/a.js` }, undefined, SVG),
  },
  {
    id: "S1",
    what: "a script in a shadow root",
    effect: "ran",
    tell: (page, _, code) => {
      add(page, 10, "div", {});
      page.at(10, 0);
      page.shadow(11, 0);
      add(page, 12, "script", {}, code, HTML, 11);
    },
  },
  {
    id: "S1",
    what: "a script that is moved and changed later",
    effect: "ran",
    tell: (page, _, code) => {
      add(page, 10, "script", { type: "text/plain" }, code);
      page.removeAttribute(10, "type");
      page.attribute(10, "type", "text/javascript");
      add(page, 11, "script", {}, code);
      page.move(11, 3, 0);
    },
  },
  {
    id: "S2",
    what: "onerror",
    effect: "ran",
    tell: (page, _, code) => add(page, 10, "img", { onerror: code, src: "x:" }),
  },
  {
    id: "S2",
    what: "ONERROR",
    effect: "ran",
    tell: (page, _, code) => add(page, 10, "img", { ONERROR: code, src: "x:" }),
  },
  {
    id: "S2",
    what: "onload set later",
    effect: "ran",
    tell: (page, _, code) => {
      add(page, 10, "img", {});
      page.attribute(10, "onload", code);
      page.attribute(10, "src", "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==");
    },
  },
  {
    id: "S2",
    what: "ontoggle",
    effect: "ran",
    tell: (page, _, code) => add(page, 10, "details", { ontoggle: code, open: "" }),
  },
  {
    id: "S2",
    what: "onload of a style",
    effect: "ran",
    tell: (page, _, code) => add(page, 10, "style", { onload: code }, "a{}"),
  },
  {
    id: "S2",
    what: "onanimationstart",
    effect: "ran",
    tell: (page, _, code) => {
      style(page, "@keyframes k { to { color: red } } p { animation: k 1ms }");
      add(page, 10, "p", { onanimationstart: code }, "x");
    },
  },
  {
    id: "S2",
    what: "onbegin of SMIL",
    effect: "ran",
    tell: (page, _, code) => {
      add(page, 10, "svg", {}, undefined, SVG);
      add(page, 11, "animate", { onbegin: code, attributeName: "x", dur: "1s" }, undefined, SVG, 10);
    },
  },
  {
    id: "S2",
    what: "onclick",
    effect: "ran",
    act: "click",
    tell: (page, _, code) => add(page, 10, "p", { id: "t", style: LARGE, onclick: code }, "x"),
  },
  {
    id: "S2",
    what: "onfocus with autofocus",
    effect: "ran",
    act: "click",
    tell: (page, _, code) => add(page, 10, "input", { id: "t", style: LARGE, onfocus: code, autofocus: "" }),
  },
  {
    id: "S12",
    what: "a picture that runs code in the viewer's document before it is adopted",
    effect: "ran",
    tell: (page, _, code) => add(page, 10, "img", { src: "x:", onerror: code }),
  },
  {
    id: "S13",
    what: "an element of the viewer's own",
    effect: "ran",
    heldBy: "frame",
    tell: (page) => add(page, 10, "viewer-secret", {}),
  },
  {
    id: "S14",
    what: "a button that is the viewer's own",
    effect: "ran",
    tell: (page) => add(page, 10, "button", { is: "viewer-button" }),
  },
]);
