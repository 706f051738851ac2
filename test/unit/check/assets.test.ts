import { expect } from "chai";
import { MessageCheck } from "../../../core/check/index.ts";
import {
  type Asset,
  decodeAsset,
  decodeMessage,
  encodeAsset,
  encodeMessage,
  MESSAGE,
} from "../../../core/protocol/index.ts";
import { PICTURE_FILES } from "../../support/picture-files.ts";

const HASH = "0123456789abcdef0123456789abcdef";
const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0));

async function checked(mime: string, bytes: Uint8Array, hash = HASH): Promise<Asset> {
  const asset = { id: 7, hash, mime, sizeBytes: bytes.length, bytes };
  const [message] = await new MessageCheck().open(encodeMessage(MESSAGE.asset, encodeAsset(asset)));
  return decodeAsset(decodeMessage(message!).payload);
}

describe("check / assets", () => {
  const shown = [
    ...PICTURE_FILES.map(({ mime, bytes }) => ({ said: "text/html", bytes, as: mime })),
    ...[
      { said: "font/woff2", content: "wOF2\0\x01\0\0", as: "font/woff2" },
      { said: "application/octet-stream", content: "OTTO\0", as: "font/otf" },
      { said: "image/svg+xml", content: "<?xml version='1.0'?>\n<svg/>", as: "image/svg+xml" },
    ].map(({ said, content, as }) => ({ said, bytes: bytesOf(content), as })),
  ];
  for (const { said, bytes, as } of shown)
    it(`S24: takes ${JSON.stringify(String.fromCharCode(...bytes.slice(0, 8)))} called "${said}" for ${as}`, async () => {
      expect(await checked(said, bytes)).to.include({ mime: as, hash: HASH, sizeBytes: bytes.length });
    });

  const refused = [
    { said: "text/html", content: "<!doctype html><script>run()</script>" },
    { said: "image/png", content: "<html><script>run()</script></html>" },
    { said: "text/javascript", content: "run()" },
    { said: "application/pdf", content: "%PDF-1.7" },
    { said: "video/mp4", content: "\0\0\0 ftypisom" },
    { said: "image/png", content: "x" },
    // A picture whose size is not known.
    { said: "image/png", content: "\x89PNG\r\n\x1a\n" },
  ];
  for (const { said, content } of refused)
    it(`S24: shows nothing for ${JSON.stringify(content.slice(0, 12))} called "${said}"`, async () => {
      expect(await checked(said, bytesOf(content))).to.deep.include({ mime: "", hash: "", sizeBytes: 0 });
    });

  it("S17: checks style sheets like any CSS", async () => {
    const asset = await checked(
      "text/css",
      bytesOf('a{b:url(https://evil.example/)} @import "glance-asset:2";'),
    );
    const css = new TextDecoder().decode(asset.bytes);
    expect(css).to.equal('a{b:url("data:,")} @import "glance-asset:2";');
    expect(asset.sizeBytes).to.equal(css.length);
  });

  it("passes announcements on, and no media type but that of CSS", async () => {
    expect(await checked("text/html", new Uint8Array())).to.include({ mime: "", hash: HASH });
    expect(await checked("text/css", new Uint8Array())).to.include({ mime: "text/css", hash: HASH });
    expect(await checked("image/png", new Uint8Array(), "")).to.include({ mime: "", hash: "" });
  });
});
