// The small parts that assets are made of.
import { expect } from "chai";
import { createHash } from "node:crypto";
import { readDataUrl } from "../../../core/model/data-url.ts";
import { KeptContent } from "../../../core/model/kept-content.ts";
import { contentHash, sha256 } from "../../../core/model/sha256.ts";
import { sheetText } from "../../../core/model/sheet-text.ts";

const text = (bytes: Uint8Array | undefined): string => new TextDecoder("latin1").decode(bytes);
const bytesOf = (...bytes: (number | string)[]): Uint8Array<ArrayBuffer> =>
  new Uint8Array(
    Buffer.concat(bytes.map((part) => (typeof part === "string" ? Buffer.from(part) : Buffer.of(part)))),
  );

describe("core / model / sha256", () => {
  for (const length of [0, 1, 55, 56, 63, 64, 65, 1_000, 100_000])
    it(`is what node's is, of ${length} bytes`, async () => {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 31) & 0xff);
      const digest = createHash("sha256").update(bytes).digest("hex");
      expect(Buffer.from(sha256(bytes)).toString("hex")).to.equal(digest);
      expect(await contentHash(bytes)).to.equal(digest.slice(0, 32));
    });
});

describe("core / model / data-url", () => {
  const ROWS: readonly (readonly [url: string, mime: string | undefined, content?: string])[] = [
    ["data:image/gif;base64,R0lGOA==", "image/gif", "GIF8"],
    ["data:image/gif;base64,R0lG%4fA%3d%3d", "image/gif", "GIF8"],
    ["data:image/svg+xml;charset=utf-8,<svg%20a='100%'/>", "image/svg+xml", "<svg a='100%'/>"],
    ["DATA:Image/PNG;BASE64,AA==", "image/png", "\0"],
    ["data:,a%2Cb", "", "a,b"],
    ["data:image/png;base64,***", undefined],
    ["data:image/png", undefined],
    ["https://shop.example/,", undefined],
  ];
  for (const [url, mime, content] of ROWS)
    it(`reads ${url}`, () => {
      const read = readDataUrl(url);
      expect(read?.mime).to.equal(mime);
      if (content !== undefined) expect(text(read?.bytes)).to.equal(content);
    });
});

describe("core / model / sheet-text", () => {
  const ROWS: readonly (readonly [
    what: string,
    bytes: Uint8Array<ArrayBuffer>,
    charset: string,
    text: string,
  ])[] = [
    ["UTF-8 unless said otherwise", bytesOf("é"), "", "é"],
    ["what the answer says", bytesOf(0xe9), "windows-1252", "é"],
    ["what the sheet says", bytesOf('@charset "windows-1252";', 0xe9), "", '@charset "windows-1252";é'],
    ["a byte order mark before all", bytesOf(0xef, 0xbb, 0xbf, "é"), "windows-1252", "é"],
    ["UTF-16 by its mark", bytesOf(0xff, 0xfe, 0xe9, 0), "", "é"],
    ["UTF-8 when the encoding is unknown", bytesOf("é"), "klingon", "é"],
  ];
  for (const [what, bytes, charset, expected] of ROWS)
    it(`takes ${what}`, () => {
      expect(sheetText({ bytes, mime: "text/css", charset, url: "" })).to.equal(expected);
    });
});

describe("core / model / kept-content", () => {
  it("lets go of what was used longest ago", () => {
    const kept = new KeptContent(10);
    for (const name of ["a", "b", "c"]) kept.add(name, new Uint8Array(4));
    expect(["a", "b", "c"].map((name) => kept.get(name) !== undefined)).to.deep.equal([false, true, true]);
    kept.get("b");
    kept.add("d", new Uint8Array(4));
    expect(["b", "c", "d"].map((name) => kept.get(name) !== undefined)).to.deep.equal([true, false, true]);
  });
});
