import { expect } from "chai";
import { isSafeDataUrl, isSafeFile, mimeOf } from "../../../core/check/picture-files.ts";
import { SIZES } from "../../../core/check/picture-size.ts";
import { OTHER_AVIF_FILES, PICTURE_FILES } from "../../support/picture-files.ts";

const pxOf = (mime: string, bytes: Uint8Array): number | undefined =>
  SIZES.get(mime)?.(new DataView(bytes.buffer, bytes.byteOffset, bytes.length));

/** `bytes` with others in their place: [from, byte, byte …]. */
function patched(bytes: Uint8Array, ...patches: readonly (readonly number[])[]): Uint8Array {
  const copy = bytes.slice();
  for (const [at = 0, ...put] of patches) copy.set(put, at);
  return copy;
}

function fileOf(what: string): Uint8Array {
  return PICTURE_FILES.find((file) => file.what === what)!.bytes;
}

/** Where `marker` is within `bytes`. */
function find(bytes: Uint8Array, ...marker: readonly number[]): number {
  return bytes.findIndex((_, at) => marker.every((byte, i) => bytes[at + i] === byte));
}

const ascii = (text: string): number[] => Array.from(text, (char) => char.charCodeAt(0));
const bits = (...parts: readonly string[]): number[] =>
  (parts.join("").match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2));
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");
const dataSvg = (svg: string): string => `data:image/svg+xml,${encodeURIComponent(svg)}`;

/** Each kind with another size in its header: 30,000 × 30,000 px, or what the format has room for. */
function bombs(): { what: string; mime: string; bytes: Uint8Array }[] {
  const [png, jpeg, gif] = [fileOf("PNG"), fileOf("JPEG"), fileOf("GIF")];
  const [lossy, lossless, extended] = [
    fileOf("WebP"),
    fileOf("lossless WebP"),
    fileOf("WebP with transparency"),
  ];
  const [avif, bmp, icon] = [fileOf("AVIF"), fileOf("bitmap"), fileOf("icon")];
  const [frame, later] = [find(jpeg, 0xff, 0xc0), find(fileOf("GIF that moves"), 0x2c)];
  const ispe = find(avif, ...ascii("ispe"));
  const side = [0x75, 0x30];
  const size = (29_999).toString(2).padStart(16, "0");
  return [
    { what: "PNG", mime: "image/png", bytes: patched(png, [16, 0, 0, ...side, 0, 0, ...side]) },
    { what: "JPEG", mime: "image/jpeg", bytes: patched(jpeg, [frame + 5, ...side, ...side]) },
    { what: "JPEG without a height", mime: "image/jpeg", bytes: patched(jpeg, [frame + 5, 0, 0]) },
    { what: "GIF", mime: "image/gif", bytes: patched(gif, [6, 0x30, 0x75, 0x30, 0x75]) },
    {
      what: "GIF with a large frame on a small screen",
      mime: "image/gif",
      bytes: patched(fileOf("GIF that moves"), [later + 5, 0x30, 0x75, 0x30, 0x75]),
    },
    { what: "WebP", mime: "image/webp", bytes: patched(lossy, [26, 0xff, 0x3f, 0xff, 0x3f]) },
    { what: "lossless WebP", mime: "image/webp", bytes: patched(lossless, [21, 0xff, 0xff, 0xff, 0x0f]) },
    {
      what: "extended WebP",
      mime: "image/webp",
      bytes: patched(extended, [24, 0x2f, 0x75, 0, 0x2f, 0x75, 0]),
    },
    {
      what: "AVIF, by its container",
      mime: "image/avif",
      bytes: patched(avif, [ispe + 8, 0, 0, ...side, 0, 0, ...side]),
    },
    {
      what: "AVIF, by its coded data",
      mime: "image/avif",
      // Still and reduced, 16 bits for each side (AV1, 5.5.1).
      bytes: patched(avif, [
        find(avif, 0x0a, 0x08) + 2,
        ...bits("0011100000", "11111111", size, size, "000000"),
      ]),
    },
    { what: "bitmap", mime: "image/bmp", bytes: patched(bmp, [18, 0x30, 0x75, 0, 0, 0x30, 0x75, 0, 0]) },
    {
      what: "bitmap from the top",
      mime: "image/bmp",
      bytes: patched(bmp, [18, 0x30, 0x75, 0, 0, 0xd0, 0x8a, 0xff, 0xff]),
    },
    { what: "icon", mime: "image/x-icon", bytes: patched(icon, [26, 0x30, 0x75, 0, 0, 0x30, 0x75, 0, 0]) },
  ];
}

describe("check / picture files", () => {
  for (const { what, mime, bytes } of PICTURE_FILES)
    it(`knows the size of a ${what}, and lets it pass`, () => {
      expect(mimeOf(bytes)).to.equal(mime);
      // An icon's bitmap has as many lines again, for what is transparent.
      expect(pxOf(mime, bytes)).to.equal(mime === "image/x-icon" ? 96 : 48);
      expect(isSafeFile(mime, bytes)).to.equal(true);
      expect(isSafeDataUrl(`data:${mime};base64,${base64(bytes)}`)).to.equal(true);
    });

  for (const { what, mime, bytes } of bombs())
    it(`S24: a ${what} of gigabytes is not decoded, whatever brings it`, () => {
      expect(mimeOf(bytes)).to.equal(mime);
      expect(isSafeFile(mime, bytes)).to.equal(false);
      for (const said of [mime, "image/svg", "font/woff2", "text/plain", ""])
        expect(isSafeDataUrl(`data:${said};base64,${base64(bytes)}`), said).to.equal(false);
      const percent = Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
      expect(isSafeDataUrl(`data:${mime},${percent}`), "percent").to.equal(false);
    });

  it("S24: a JPEG of a thousand scans is left out", () => {
    const jpeg = fileOf("JPEG");
    const scan = jpeg.slice(find(jpeg, 0xff, 0xda), -2);
    const withScans = (count: number): Uint8Array =>
      Uint8Array.from([
        ...jpeg.slice(0, -2),
        ...Array.from({ length: count }, () => [...scan]).flat(),
        0xff,
        0xd9,
      ]);
    expect(isSafeFile("image/jpeg", withScans(20))).to.equal(true);
    expect(isSafeFile("image/jpeg", withScans(1_000))).to.equal(false);
  });

  for (const { what, mime, bytes } of OTHER_AVIF_FILES)
    it(`an ${what} is left out`, () => expect(isSafeFile(mime, bytes)).to.equal(false));

  it("what ends early is left out, and never throws", () => {
    for (const { mime, bytes } of [...PICTURE_FILES, ...OTHER_AVIF_FILES])
      for (let length = 0; length < bytes.length; length += 1) isSafeFile(mime, bytes.slice(0, length));
    expect(isSafeFile("image/png", fileOf("PNG").slice(0, 20))).to.equal(false);
  });

  const uses = (levels: number, times: number): string => {
    const level = (_: unknown, i: number): string =>
      `<g id="a${i + 1}">${`<use href="#a${i}"/>`.repeat(times)}</g>`;
    return `<defs><g id="a0"><path/></g>${Array.from({ length: levels }, level).join("")}</defs>`;
  };
  const bomb = `data:image/png;base64,${base64(bombs()[0]!.bytes)}`;
  const small = `data:image/gif;base64,${base64(fileOf("GIF"))}`;
  const entity = (text: string): string => text.replaceAll("data", "&#x0064;&#00000000097;ta");

  for (const { what, svg } of [
    { what: "icons that are copied", svg: `${uses(1, 1)}${`<use href="#a1"/>`.repeat(500)}` },
    { what: "copies of copies, as pages have them", svg: `${uses(3, 3)}<use href="#a3"/>` },
    { what: "what copies itself, which browsers leave out", svg: `<g id="a"><use href="#a"/></g>` },
    { what: "a small picture in it", svg: `<image href="${small}"/><style>a{fill:url('${small}')}</style>` },
    { what: "text about data", svg: `<text aria-label="Big data: yes">data: C:\\data:,</text>` },
    { what: "arrows", svg: `<marker id="m"><path/></marker><path marker-end="url(#m)"/>` },
    {
      what: "arrows by a sheet",
      svg: `<style>path{marker-end:url(#m)}</style><marker id="m"><path/></marker>`,
    },
  ])
    it(`SVG with ${what} may be shown`, () => {
      expect(isSafeDataUrl(dataSvg(`<svg xmlns="http://www.w3.org/2000/svg">${svg}</svg>`))).to.equal(true);
    });

  for (const { what, svg } of [
    { what: "a million copies", svg: `${uses(6, 10)}<use href="#a6"/>` },
    { what: "a million copies by old links", svg: uses(6, 10).replaceAll("href", "xlink:href") },
    {
      what: "a million copies, another link beside each",
      svg: uses(6, 10).replaceAll("/>", ` x:href="#b"/>`),
    },
    { what: "a million copies, in escapes", svg: uses(6, 10).replaceAll("#a", "&#35;%61") },
    { what: "copies that come later", svg: `<use href="#b"><set attributeName="xlink:href" to="#a"/></use>` },
    { what: "elements without end", svg: "<g/>".repeat(40_000) },
    { what: "levels without end", svg: "<g>".repeat(200) },
    { what: "a huge picture in it", svg: `<image href="${bomb}"/>` },
    { what: "one in references to characters", svg: `<image href="${entity(bomb)}"/>` },
    { what: "one in a style", svg: `<rect style="fill:url(${bomb})"/>` },
    { what: "one in a style with escapes", svg: `<rect style="fill:url(\\64 ata${bomb.slice(4)})"/>` },
    { what: "one in a sheet", svg: `<style>a{b:url("${bomb}")}</style>` },
    { what: "one in a sheet as characters", svg: `<style><![CDATA[a{b:url("${bomb}")}]]></style>` },
    {
      what: "one in a sheet in a processing instruction",
      svg: `<?xml-stylesheet href="data:text/css,a{}"?>`,
    },
    { what: "one in HTML in it", svg: `<foreignObject><img srcset="${bomb} 2x"/></foreignObject>` },
    { what: "one in SVG in it", svg: `<image href="${dataSvg(`<svg><image href="${bomb}"/></svg>`)}"/>` },
    { what: "one behind a line break", svg: `<image href="da&#10;ta${bomb.slice(4)}"/>` },
    { what: "markers on markers", svg: `<marker id="m"><path marker-end="url(#n)"/></marker>` },
    { what: "markers on all", svg: `<g marker-end="url(#m)"><marker id="m"><path/></marker></g>` },
    {
      what: "markers on markers by a sheet",
      svg: `<style>path{marker:url(#m)}</style><marker id="m"/><marker id="n"/>`,
    },
  ])
    it(`S24: SVG with ${what} is left out`, () => {
      const whole = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="x">${svg}</svg>`;
      expect(isSafeDataUrl(dataSvg(whole))).to.equal(false);
      expect(isSafeFile("image/svg+xml", new TextEncoder().encode(whole))).to.equal(false);
    });

  for (const { what, url } of [
    {
      what: "entities",
      url: dataSvg(`<!DOCTYPE svg [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;">]><svg>&b;</svg>`),
    },
    { what: "an encoding in which it is another text", url: `data:image/svg+xml;charset=utf-16,<svg/>` },
    { what: "one that it says itself", url: dataSvg(`<?xml version="1.0" encoding="utf-7"?><svg/>`) },
    {
      what: "a mark of UTF-16",
      url: `data:image/svg+xml;base64,${base64(Buffer.from("\ufeff<svg/>", "utf16le"))}`,
    },
  ])
    it(`S24: SVG with ${what} is left out`, () => expect(isSafeDataUrl(url)).to.equal(false));
});
