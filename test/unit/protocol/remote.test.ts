import { expect } from "chai";
import {
  type AgentControlMessage,
  decodeAgentControl,
  decodeVisitorControl,
  encodeControl,
  isGesture,
  MAX_DRAWN_NUMBERS,
  MAX_TYPED_UNITS,
  ProtocolError,
  type VisitorControlMessage,
} from "../../../core/protocol/index.ts";

const at = { telling: 3, node: 7, fx: 0.5, fy: -0.25, x: 10.5, y: 20 };
const mouse = { at, button: 0, keys: 3, clicks: 1 };

const FROM_AGENT: readonly AgentControlMessage[] = [
  { type: "point", at },
  { type: "point", at: null },
  { type: "ripple", at },
  { type: "highlight", at: null },
  { type: "draw", at, shape: "pen", stays: true, points: [0, 0, 1, 1] },
  { type: "clear" },
  { type: "press", ...mouse },
  { type: "release", ...mouse },
  { type: "move", ...mouse },
  { type: "wheel", at, left: 0, top: -120, keys: 0 },
  { type: "key", key: "Enter", code: "Enter", keys: 0, telling: 3 },
  { type: "text", text: "x".repeat(MAX_TYPED_UNITS), telling: 3 },
  { type: "set", at, value: "2026-01-02" },
  { type: "choose", at, indexes: [0, 2] },
  { type: "navigate", url: "/", how: "", confirm: { why: "help" } },
  { type: "access", enabled: true },
];

const FROM_VISITOR: readonly VisitorControlMessage[] = [
  { type: "suspended", suspended: true },
  { type: "refused", reason: "protected" },
  { type: "peer", slot: 2, name: "Ada", gesture: { type: "point", at } },
];

/** What is refused, by what is wrong with it: a message that is right but for these fields. */
const WRONG: readonly { readonly what: string; readonly message: object }[] = [
  { what: "an anchor without a node", message: { type: "ripple", at: { ...at, node: undefined } } },
  { what: "an anchor in no telling", message: { type: "ripple", at: { ...at, telling: undefined } } },
  { what: "a key for no telling", message: { type: "key", key: "a", code: "", keys: 0 } },
  { what: "text for a telling that is none", message: { type: "text", text: "a", telling: "3" } },
  { what: "a node that is no id", message: { type: "ripple", at: { ...at, node: -1 } } },
  { what: "a place that is no number", message: { type: "point", at: { ...at, fx: "0" } } },
  { what: "a place out of all pages", message: { type: "point", at: { ...at, x: 1e9 } } },
  { what: "no place where one is needed", message: { type: "ripple", at: null } },
  { what: "a shape that is none", message: { type: "draw", at, shape: "star", stays: true, points: [] } },
  {
    what: "a drawing that is too long",
    message: { type: "draw", at, shape: "pen", stays: true, points: Array(MAX_DRAWN_NUMBERS + 1).fill(0) },
  },
  { what: "a button that no mouse has", message: { type: "press", ...mouse, button: 3 } },
  { what: "modifiers that are none", message: { type: "press", ...mouse, keys: 16 } },
  {
    what: "text that is too long",
    message: { type: "text", text: "x".repeat(MAX_TYPED_UNITS + 1), telling: 3 },
  },
  {
    what: "a key that is none",
    message: { type: "key", key: "x".repeat(33), code: "", keys: 0, telling: 3 },
  },
  { what: "indexes that are none", message: { type: "choose", at, indexes: ["0"] } },
  { what: "another way to go", message: { type: "navigate", url: "/", how: "eval", confirm: null } },
];

describe("protocol / control channel", () => {
  for (const message of FROM_AGENT)
    it(`brings the agent's ${message.type}`, () => {
      expect(decodeAgentControl(encodeControl(message))).to.deep.equal(message);
    });

  for (const message of FROM_VISITOR)
    it(`brings the visitor's ${message.type}`, () => {
      expect(decodeVisitorControl(encodeControl(message))).to.deep.equal(message);
    });

  for (const { what, message } of WRONG)
    it(`refuses ${what}`, () => {
      const bytes = encodeControl(message as AgentControlMessage);
      expect(() => decodeAgentControl(bytes)).to.throw(ProtocolError, "malformed");
    });

  it("takes from neither side what is the other's to say, nor what is not known", () => {
    for (const message of FROM_VISITOR)
      expect(decodeAgentControl(encodeControl(message))).to.equal(undefined);
    for (const message of FROM_AGENT)
      expect(decodeVisitorControl(encodeControl(message))).to.equal(undefined);
    for (const type of ["later", "__proto__", "toString"])
      expect(decodeAgentControl(encodeControl({ type } as unknown as AgentControlMessage))).to.equal(
        undefined,
      );
  });

  it("refuses what a peer cannot have shown", () => {
    for (const gesture of [
      { type: "press", ...mouse },
      { type: "ripple", at: null },
      null,
      { type: "__proto__" },
    ])
      expect(() =>
        decodeVisitorControl(
          encodeControl({ type: "peer", slot: 2, name: "", gesture } as unknown as VisitorControlMessage),
        ),
      ).to.throw(ProtocolError, "malformed");
  });

  it("tells what shows from what does", () => {
    expect(FROM_AGENT.filter(isGesture).map(({ type }) => type)).to.deep.equal([
      "point",
      "point",
      "ripple",
      "highlight",
      "draw",
      "clear",
    ]);
  });
});
