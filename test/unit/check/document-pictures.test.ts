import { expect } from "chai";
import { checkDocumentPicture } from "../../../core/check/index.ts";
import { type OwnerDocumentMessage, ProtocolError } from "../../../core/protocol/index.ts";

const page = (mime: string): OwnerDocumentMessage => ({
  type: "page",
  id: 1,
  page: 1,
  pixels: 900,
  width: 595,
  height: 842,
  mime,
  words: { texts: [], boxes: [], links: [], linkBoxes: [] },
});

const text = (word: string): number[] => Array.from(word, (letter) => letter.charCodeAt(0));
const u16 = (value: number): number[] => [value >> 8, value & 0xff];
const png = (width: number, height: number): Uint8Array =>
  new Uint8Array([
    0x89,
    ...text("PNG\r\n\x1a\n"),
    0,
    0,
    0,
    13,
    ...text("IHDR"),
    0,
    0,
    ...u16(width),
    0,
    0,
    ...u16(height),
  ]);
const jpeg = (width: number, height: number): Uint8Array =>
  new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xc0, 0, 11, 8, ...u16(height), ...u16(width)]);
const lossy = (width: number, height: number): Uint8Array =>
  new Uint8Array([
    ...text("RIFF"),
    0,
    0,
    0,
    0,
    ...text("WEBPVP8 "),
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0x9d,
    1,
    0x2a,
    width & 0xff,
    width >> 8,
    height & 0xff,
    height >> 8,
  ]);
const extended = (flags: number): Uint8Array =>
  new Uint8Array([
    ...text("RIFF"),
    0,
    0,
    0,
    0,
    ...text("WEBPVP8X"),
    10,
    0,
    0,
    0,
    flags,
    0,
    0,
    0,
    9,
    0,
    0,
    9,
    0,
    0,
  ]);

describe("check / document pictures", () => {
  const passed = [
    ["image/png", png(900, 1_200)],
    ["image/jpeg", jpeg(4_096, 4_096)],
    ["image/webp", lossy(900, 1_200)],
    ["image/webp", extended(0)],
    ["", new Uint8Array()],
  ] as const;
  for (const [mime, bytes] of passed)
    it(`passes ${mime === "" ? "no picture" : mime} of ${bytes.length} bytes that is what it says`, () => {
      expect(() => checkDocumentPicture(page(mime), bytes)).to.not.throw();
    });

  const refused = [
    ["a side of more px than there may be", "image/png", png(4_097, 10)],
    ["the same of a JPEG", "image/jpeg", jpeg(10, 60_000)],
    ["the same of a WebP", "image/webp", lossy(10, 16_000)],
    ["a side of none", "image/png", png(0, 10)],
    ["another kind than it says", "image/png", jpeg(10, 10)],
    ["a picture that moves", "image/webp", extended(2)],
    ["markup", "image/webp", new Uint8Array(text("<svg xmlns='http://www.w3.org/2000/svg'/>"))],
    ["one that ends in its head", "image/jpeg", jpeg(10, 10).subarray(0, 12)],
    [
      "a JPEG whose segments lead nowhere",
      "image/jpeg",
      new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0]),
    ],
    ["bytes where there is to be none", "", png(1, 1)],
  ] as const;
  for (const [what, mime, bytes] of refused)
    it(`refuses ${what}`, () => {
      expect(() => checkDocumentPicture(page(mime), bytes)).to.throw(ProtocolError);
    });
});
