import { expect } from "chai";
import { decodeJson, encodeJson, ProtocolError } from "../../../core/protocol/index.ts";

const participant = { slot: 1, role: "agent", name: "Jane <b>", generation: 2, connected: true } as const;

const MESSAGES = [
  { type: "hello", protocol: 1, session: "s", token: "t", generation: 65_535 },
  { type: "leave" },
  { type: "end" },
  { type: "welcome", slot: 255, participants: [] },
  { type: "participants", participants: [participant, { ...participant, slot: 2 }] },
  { type: "ended", reason: "timeout" },
  { type: "error", code: "slow", message: "" },
  { type: "paused", paused: true, message: "One moment …" },
  { type: "masked", masked: false },
  { type: "browser", name: "Chromium", release: "156" },
  { type: "keyframe" },
  { type: "about", name: "Jane" },
  { type: "state", name: "step", value: [1, { two: null }] },
  { type: "rc", enabled: true },
  { type: "rcRequest" },
  { type: "rcStop" },
  { type: "message", name: "cart", body: { items: 2 } },
] as const;

const REFUSED = [
  { what: "nothing", json: "", code: "malformed" },
  { what: "half an object", json: `{"type":"end"`, code: "malformed" },
  { what: "a number", json: "7", code: "malformed" },
  { what: "null", json: "null", code: "malformed" },
  { what: "a list", json: `["end"]`, code: "malformed" },
  { what: "no type", json: "{}", code: "malformed" },
  { what: "a type that is a number", json: `{"type":1}`, code: "malformed" },
  { what: "a missing field", json: `{"type":"about"}`, code: "malformed" },
  { what: "a field of another type", json: `{"type":"about","name":1}`, code: "malformed" },
  {
    what: "a field inherited by all objects",
    json: `{"type":"masked","__proto__":{"masked":true}}`,
    code: "malformed",
  },
  { what: "a slot of 256", json: `{"type":"welcome","slot":256,"participants":[]}`, code: "malformed" },
  { what: "a slot of -1", json: `{"type":"welcome","slot":-1,"participants":[]}`, code: "malformed" },
  { what: "a slot of 0.5", json: `{"type":"welcome","slot":0.5,"participants":[]}`, code: "malformed" },
  { what: "an infinite slot", json: `{"type":"welcome","slot":1e999,"participants":[]}`, code: "malformed" },
  {
    what: "a generation of 65,536",
    json: `{"type":"hello","protocol":1,"session":"","token":"","generation":65536}`,
    code: "malformed",
  },
  {
    what: "participants that are none",
    json: `{"type":"participants","participants":[1]}`,
    code: "malformed",
  },
  { what: "no list of participants", json: `{"type":"participants","participants":{}}`, code: "malformed" },
  {
    what: "257 participants",
    json: JSON.stringify({
      type: "participants",
      participants: Array.from({ length: 257 }, () => participant),
    }),
    code: "malformed",
  },
  {
    what: "a session message that is a list",
    json: `{"type":"message","name":"a","body":[]}`,
    code: "malformed",
  },
  {
    what: "a session message that is null",
    json: `{"type":"message","name":"a","body":null}`,
    code: "malformed",
  },
  { what: "a user state without a value", json: `{"type":"state","name":"a"}`, code: "malformed" },
  { what: "65,537 bytes", json: " ".repeat(65_537), code: "too-large" },
] as const;

describe("protocol / control", () => {
  for (const message of MESSAGES)
    it(`brings ${message.type} through bytes`, () => {
      expect(decodeJson(encodeJson(message))).to.deep.equal(message);
    });

  for (const { what, json, code } of REFUSED)
    it(`refuses ${what} with ${code}`, () => {
      expect(() => decodeJson(new TextEncoder().encode(json)))
        .to.throw(ProtocolError)
        .with.property("code", code);
    });

  it("refuses what is not UTF-8", () => {
    expect(() => decodeJson(new Uint8Array([0x22, 0xff, 0x22])))
      .to.throw(ProtocolError)
      .with.property("code", "malformed");
  });

  for (const type of ["newer", "toString", "__proto__", "constructor"])
    it(`passes over the unknown type ${type}`, () => {
      expect(decodeJson(new TextEncoder().encode(JSON.stringify({ type })))).to.equal(undefined);
    });

  it("keeps fields that it does not know", () => {
    const bytes = new TextEncoder().encode(`{"type":"end","why":"later"}`);
    expect(decodeJson(bytes)).to.deep.equal({ type: "end", why: "later" });
  });
});
