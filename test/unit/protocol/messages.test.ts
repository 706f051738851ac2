import { expect } from "chai";
import {
  type Asset,
  ByteWriter,
  decodeAsset,
  decodeBundle,
  decodeMessage,
  decodeNeeds,
  encodeAsset,
  encodeBundle,
  encodeMessage,
  encodeNeeds,
  MESSAGE,
  ProtocolError,
} from "../../../core/protocol/index.ts";

const HASH = "0123456789abcdef0123456789abcdef";

function refuses(run: () => unknown, code: string): void {
  expect(run).to.throw(ProtocolError).with.property("code", code);
}

function varText(...parts: (number | string | Uint8Array)[]): Uint8Array {
  const writer = new ByteWriter();
  for (const part of parts)
    if (typeof part === "number") writer.uint(part);
    else if (typeof part === "string") {
      writer.uint(part.length);
      writer.bytes(new TextEncoder().encode(part));
    } else writer.bytes(part);
  return writer.finish().slice();
}

describe("protocol / messages", () => {
  for (const [name, kind] of Object.entries(MESSAGE))
    for (const deflated of [false, true])
      it(`brings a ${name} message through bytes${deflated ? ", deflated" : ""}`, () => {
        const payload = new Uint8Array([1, 2, 3]);
        const bytes = encodeMessage(kind, payload, deflated);
        expect([...bytes]).to.deep.equal([kind, Number(deflated), 1, 2, 3]);
        expect(decodeMessage(bytes)).to.deep.equal({ kind, deflated, payload });
      });

  const refused = [
    { what: "nothing", bytes: [], code: "truncated" },
    { what: "a kind alone", bytes: [1], code: "truncated" },
    { what: "kind 0", bytes: [0, 0], code: "unknown-kind" },
    { what: "kind 6", bytes: [6, 0], code: "unknown-kind" },
    { what: "flag 2", bytes: [1, 2], code: "malformed" },
  ];
  for (const { what, bytes, code } of refused)
    it(`refuses ${what} with ${code}`, () => {
      refuses(() => decodeMessage(Uint8Array.from(bytes)), code);
    });

  it("brings a bundle through bytes", () => {
    const messages = [encodeMessage(1, new Uint8Array(0)), encodeMessage(2, new Uint8Array(300).fill(7))];
    const { kind, payload } = decodeMessage(encodeBundle(messages));
    expect(kind).to.equal(MESSAGE.bundle);
    expect(decodeBundle(payload)).to.deep.equal(messages);
    expect(decodeBundle(decodeMessage(encodeBundle([])).payload)).to.deep.equal([]);
  });

  const bundles = [
    { what: "a message cut short", bytes: [5, 1, 0], code: "truncated" },
    { what: "an empty message", bytes: [0], code: "malformed" },
    { what: "a message of one byte", bytes: [1, 1], code: "malformed" },
    { what: "a message of 65 MB", bytes: varText(65 * 1024 * 1024), code: "too-large" },
    { what: "20,001 messages", bytes: new Uint8Array(20_001 * 3).fill(2), code: "too-many" },
  ];
  for (const { what, bytes, code } of bundles)
    it(`refuses a bundle with ${what} with ${code}`, () => {
      refuses(() => decodeBundle(Uint8Array.from(bytes)), code);
    });
});

describe("protocol / assets", () => {
  const assets: readonly (Asset & { what: string })[] = [
    {
      what: "an announcement",
      id: 17,
      hash: HASH,
      mime: "image/png",
      sizeBytes: 1_000,
      bytes: new Uint8Array(0),
    },
    { what: "content", id: 0, hash: HASH, mime: "", sizeBytes: 3, bytes: new Uint8Array([1, 2, 3]) },
    { what: "one that could not be had", id: 1, hash: "", mime: "", sizeBytes: 0, bytes: new Uint8Array(0) },
  ];
  for (const { what, ...asset } of assets)
    it(`brings ${what} through bytes`, () => {
      expect(decodeAsset(encodeAsset(asset))).to.deep.equal(asset);
    });

  for (const mime of ["x".repeat(129), "image/é", "a\u0000b"])
    it(`tells a media type such as ${JSON.stringify(mime.slice(0, 10))} as unknown`, () => {
      const asset = { id: 1, hash: HASH, mime, sizeBytes: 0, bytes: new Uint8Array(0) };
      expect(decodeAsset(encodeAsset(asset)).mime).to.equal("");
    });

  const refused = [
    { what: "nothing", bytes: new Uint8Array(0), code: "truncated" },
    { what: "a hash of 31 digits", bytes: varText(1, HASH.slice(1), "", 0), code: "malformed" },
    { what: "a hash in capitals", bytes: varText(1, HASH.toUpperCase(), "", 0), code: "malformed" },
    { what: "a media type of 129 bytes", bytes: varText(1, HASH, "x".repeat(129), 0), code: "too-large" },
    { what: "17 MB", bytes: varText(1, HASH, "", 17 * 1024 * 1024), code: "too-large" },
    {
      what: "another size than it says",
      bytes: varText(1, HASH, "", 4, new Uint8Array(3)),
      code: "malformed",
    },
  ];
  for (const { what, bytes, code } of refused)
    it(`refuses an asset of ${what} with ${code}`, () => {
      refuses(() => decodeAsset(bytes), code);
    });

  it("brings needs through bytes", () => {
    for (const hashes of [[], [HASH], Array.from({ length: 10_000 }, () => HASH)])
      expect(decodeNeeds(encodeNeeds(hashes))).to.deep.equal(hashes);
  });

  const needs = [
    { what: "nothing", bytes: new Uint8Array(0), code: "truncated" },
    { what: "10,001 hashes", bytes: varText(10_001), code: "too-many" },
    { what: "an empty hash", bytes: varText(1, ""), code: "malformed" },
    { what: "fewer hashes than it says", bytes: varText(2, HASH), code: "truncated" },
  ];
  for (const { what, bytes, code } of needs)
    it(`refuses needs of ${what} with ${code}`, () => {
      refuses(() => decodeNeeds(bytes), code);
    });
});
