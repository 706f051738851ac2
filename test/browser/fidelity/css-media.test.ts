// F34, F54–F58: conditions on the visitor's device and preferences, which are not the agent's.
import { expect } from "chai";
import type { MirroredPage } from "./mirrored-page.ts";
import { describeRows, type Row } from "./rows.ts";

const RED = "rgb(255, 0, 0)";
const BLACK = "rgb(0, 0, 0)";

const styleOf = (copy: Document, selector: string): CSSStyleDeclaration =>
  copy.defaultView!.getComputedStyle(copy.querySelector(selector)!);
const colours = (copy: Document, ...selectors: readonly string[]): string[] =>
  selectors.map((selector) => styleOf(copy, selector).color);

/** A device that is not this one: what `matchMedia` and `screen` say in the page, from its first script on. */
const DEVICE = `<script>
  window.device = { "prefers-color-scheme": "dark", "prefers-reduced-motion": "reduce", hover: "none",
    "any-hover": "none", pointer: "coarse", "any-pointer": "coarse", "forced-colors": "none" };
  window.lists = [];
  window.matchMedia = (media) => {
    const list = new EventTarget();
    const [, name, word] = /^\\(([-\\w]+): ([-\\w]+)\\)$/.exec(media) || [];
    Object.defineProperty(list, "matches", { get: () => window.device[name] === word });
    window.lists.push(list);
    return list;
  };
  window.change = (device) => {
    Object.assign(window.device, device);
    for (const list of window.lists) list.dispatchEvent(new Event("change"));
  };
  for (const [name, value] of Object.entries({ width: 390, height: 844 }))
    Object.defineProperty(screen, name, { get: () => value, configurable: true });
  Object.defineProperty(window, "devicePixelRatio", { get: () => 3, configurable: true });
</script>`;

const change = (page: MirroredPage, device: Readonly<Record<string, string>>): void =>
  (page.window as unknown as { change(device: unknown): void }).change(device);

const TEXTS = "<p id=a>A</p><p id=b>B</p><p id=c>C</p>";

const media: readonly Row[] = [
  {
    title: "F54: asks for density and size of the visitor's screen, and for the size of the window",
    html: `${DEVICE}<style>
      @media (min-resolution: 2dppx) and (device-width: 390px) { #a { color: red } }
      @media (-webkit-min-device-pixel-ratio: 2.5) { #b { color: red } }
      @media (2dppx < resolution <= 3x) and (width = 800px) and (orientation: landscape) { #c { color: red } }
      </style>${TEXTS}`,
    shows: (copy) => expect(colours(copy, "#a", "#b", "#c")).to.deep.equal([RED, RED, RED]),
  },
  {
    title: "F54: lays out for the window as it becomes",
    html: `<style>@media (max-width: 500px) { #a { color: red } } #b { width: 50vw; height: 10vh }</style>${TEXTS}`,
    loaded: (copy) => expect(colours(copy, "#a")).to.deep.equal([BLACK]),
    async act(page) {
      const resized = new Promise((resolve) =>
        page.window.addEventListener("resize", resolve, { once: true }),
      );
      page.frame.style.width = "400px";
      await resized;
    },
    shows(copy) {
      expect(colours(copy, "#a")).to.deep.equal([RED]);
      expect(styleOf(copy, "#b").width).to.equal("200px");
    },
  },
  {
    title: "F55: shows the visitor's colour scheme and preferences, in sheets, imports, rules and attributes",
    html: `${DEVICE}<style>@import "data:text/css,@media (prefers-color-scheme:dark){%23a{color:red}}";
      @media (prefers-reduced-motion) { #b { color: red } } @media not all and (prefers-color-scheme: dark) { #b { color: green } }
      </style><style media="(prefers-color-scheme: dark)">#c { color: red }</style>${TEXTS}`,
    shows: (copy) => expect(colours(copy, "#a", "#b", "#c")).to.deep.equal([RED, RED, RED]),
  },
  {
    title: "F55: follows when the visitor changes it, in all of those, and in an adopted sheet",
    html: `${DEVICE}<style>@import "data:text/css,@media (prefers-color-scheme:dark){%23a{color:red}}";
      @media (prefers-color-scheme: light) { #b { color: red } }
      </style><style media="(prefers-color-scheme: dark)">#c { color: red }</style>${TEXTS}`,
    async act(page) {
      const sheet = new page.window.CSSStyleSheet({ media: "(prefers-color-scheme: light)" });
      sheet.replaceSync("#c { text-indent: 7px }");
      page.document.adoptedStyleSheets = [sheet];
      page.document.styleSheets[0]!.insertRule(
        "@media (prefers-color-scheme: light) { #a { text-indent: 7px } }",
        2,
      );
      await page.settle();
      expect(styleOf(page.copy, "#c").textIndent).to.equal("0px");
      change(page, { "prefers-color-scheme": "light" });
    },
    shows(copy) {
      expect(colours(copy, "#a", "#b", "#c")).to.deep.equal([BLACK, RED, BLACK]);
      expect(["#a", "#c"].map((id) => styleOf(copy, id).textIndent)).to.deep.equal(["7px", "7px"]);
    },
  },
  {
    title:
      "F55: takes the visitor's side in color-scheme and light-dark(), by sheet, by attribute and by meta element",
    html: `${DEVICE}<meta name=color-scheme content="light dark"><style>
      #a { color-scheme: light dark; color: light-dark(green, red) } #b { color-scheme: only light; color: light-dark(red, green) }
      html { background: Canvas; } #c { color: light-dark(green, red) } </style>${TEXTS}
      <p id=d style="color-scheme:dark light;color:light-dark(green,red)">D</p>`,
    loaded: (copy) => expect(colours(copy, "#a", "#b", "#c", "#d")).to.deep.equal([RED, RED, RED, RED]),
    act: (page) => change(page, { "prefers-color-scheme": "light" }),
    shows(copy) {
      const green = "rgb(0, 128, 0)";
      expect(colours(copy, "#a", "#b", "#c", "#d")).to.deep.equal([green, RED, green, green]);
    },
  },
  {
    title: "F56: shows what is for fingers to a visitor with a mouse never, and the other way round",
    html: `${DEVICE}<style>@media (hover: none) and (pointer: coarse) { #a { color: red } }
      @media (hover) { #b { color: green } } @media (any-pointer: fine), (any-hover) { #c { color: green } }</style>${TEXTS}`,
    loaded: (copy) => expect(colours(copy, "#a", "#b", "#c")).to.deep.equal([RED, BLACK, BLACK]),
    act: (page) =>
      change(page, { hover: "hover", pointer: "fine", "any-hover": "hover", "any-pointer": "fine" }),
    shows: (copy) =>
      expect(colours(copy, "#a", "#b", "#c")).to.deep.equal([BLACK, "rgb(0, 128, 0)", "rgb(0, 128, 0)"]),
  },
  {
    title: "F57: measures vh, svh and dvh by the visitor's window, whatever the agent's is",
    html: `<style>#a { height: 50vh } #b { height: 50svh } #c { height: 50dvh }</style>${TEXTS}`,
    shows: (copy) =>
      expect(["#a", "#b", "#c"].map((id) => styleOf(copy, id).height)).to.deep.equal([
        "300px",
        "300px",
        "300px",
      ]),
  },
];

describeRows("css / media", media);
