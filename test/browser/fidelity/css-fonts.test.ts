// F60: fonts that scripts add.
import { expect } from "chai";
import { describeRows, type Row } from "./rows.ts";

const TEXT = `<span id=a style="font: 40px Made, serif">iiiiiiii</span><span id=b style="font: 40px monospace">iiiiiiii</span>`;

const widths = (copy: Document): number[] =>
  ["#a", "#b"].map((id) => copy.querySelector(id)!.getBoundingClientRect().width);

/** Font rules in what the replica has adopted. */
const rulesOf = (copy: Document): string[] =>
  copy.adoptedStyleSheets.flatMap(({ cssRules }) => Array.from(cssRules, ({ cssText }) => cssText));

const fonts: readonly Row[] = [
  {
    title: "F60: shows a font that a script made of an address, and of which it says when it is used",
    html: TEXT,
    async act(page) {
      await page.settle();
      const [before, mono] = widths(page.document);
      expect(before).to.not.equal(mono);
      const sources = ["DejaVu Sans Mono", "Liberation Mono", "Courier New", "Menlo"].map(
        (name) => `local("${name}")`,
      );
      const font = new page.window.FontFace("Made", sources.join(), {
        weight: "400",
        unicodeRange: "U+61-7A",
      });
      page.document.fonts.add(font);
      await font.load();
      await page.settle();
    },
    shows(copy, page) {
      expect(widths(copy)).to.deep.equal(widths(page.document));
      expect(rulesOf(copy)).to.have.length(1);
      expect(rulesOf(copy)[0]).to.include("unicode-range: U+61-7A");
    },
  },
  {
    title: "F60: brings the bytes of a font that a script made of a buffer, as they were then",
    html: TEXT,
    async act(page) {
      const bytes = new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]);
      const font = new page.window.FontFace("Made", bytes);
      bytes.fill(0);
      // What is no font is refused by browsers, and here it is about its way.
      await font.load().catch(() => undefined);
      page.document.fonts.add(font);
      for (let tries = 0; rulesOf(page.copy).length === 0 && tries < 20; tries += 1) {
        await new Promise(requestAnimationFrame);
        await page.settle();
      }
    },
    shows(copy) {
      expect(rulesOf(copy)).to.have.length(1);
      expect(rulesOf(copy)[0]).to.include(btoa(String.fromCharCode(1, 2, 3, 4, 5, 6, 7, 8)));
    },
  },
  {
    title: "F60: lets go of a font when the script does",
    html: TEXT,
    async act(page) {
      const font = new page.window.FontFace("Made", 'local("DejaVu Sans Mono")');
      page.document.fonts.add(font);
      await page.settle();
      expect(rulesOf(page.copy)).to.have.length(1);
      page.document.fonts.delete(font);
    },
    shows: (copy) => expect(rulesOf(copy)).to.have.length(0),
  },
];

describeRows("css / fonts", fonts);
