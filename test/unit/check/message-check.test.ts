import { deflateRawSync } from "node:zlib";
import { expect } from "chai";
import { MessageCheck } from "../../../core/check/index.ts";
import {
  createOpWriter,
  decodeMessage,
  encodeBundle,
  encodeMessage,
  encodeNeeds,
  MESSAGE,
  type MessageKind,
  type PageOps,
  ProtocolError,
  readOps,
} from "../../../core/protocol/index.ts";
import { type Call, recorder } from "../protocol/operations.ts";
import type { Told } from "./checked.ts";

function message(kind: MessageKind, told: Told, deflate = false): Uint8Array {
  const writer = createOpWriter();
  told(writer);
  const payload = writer.finish();
  return encodeMessage(kind, deflate ? deflateRawSync(payload) : payload, deflate);
}

function page(told: Told = () => undefined, deflate = false): Uint8Array {
  return message(
    MESSAGE.keyframe,
    (ops) => {
      ops.at(0, 0);
      ops.frameDocument(1, 0);
      ops.at(1, 0);
      ops.element(2, 0, "html", []);
      ops.at(2, 0);
      told(ops);
    },
    deflate,
  );
}

const change = (told: Told): Uint8Array => message(MESSAGE.delta, told);
const say = (text: string): Uint8Array => change((ops) => ops.attribute(2, "title", text));

/** Operations in checked messages. */
function callsOf(messages: readonly Uint8Array[]): Call[] {
  return messages.flatMap((checked) => {
    const { target, calls } = recorder();
    readOps(decodeMessage(checked).payload, target);
    return calls;
  });
}

const kindsOf = (messages: readonly Uint8Array[]): number[] => messages.map(([kind]) => kind ?? 0);

async function codeOf(opened: Promise<unknown>): Promise<string | undefined> {
  try {
    await opened;
    return undefined;
  } catch (error) {
    if (error instanceof ProtocolError) return error.code;
    throw error;
  }
}

/** Deflated zeros: a thousand times smaller than what comes out. */
const bomb = (megabytes: number): Uint8Array =>
  encodeMessage(MESSAGE.keyframe, deflateRawSync(Buffer.alloc(megabytes * 1024 * 1024)), true);

describe("check / messages", () => {
  let check: MessageCheck;
  beforeEach(() => (check = new MessageCheck()));

  it("opens deflated and plain messages alike", async () => {
    const told = (ops: PageOps): void => ops.text(3, "Hello");
    const plain = callsOf(await check.open(page(told)));
    expect(callsOf(await check.open(page(told, true)))).to.deep.equal(plain);
    expect(plain.at(-1)).to.deep.equal(["text", 3, "Hello"]);
  });

  it("S40: refuses a delta before any keyframe, and after a message that was refused", async () => {
    expect(await codeOf(check.open(say("early")))).to.equal("malformed");
    await check.open(page());
    expect(await codeOf(check.open(change((ops) => ops.at(99, 0))))).to.equal("malformed");
    expect(await codeOf(check.open(say("late")))).to.equal("malformed");
    await check.open(page());
    expect(callsOf(await check.open(say("fine")))).to.deep.equal([["attribute", 2, "title", "fine"]]);
  });

  it("S40: lets nothing of a message pass that is refused", async () => {
    await check.open(page());
    const half = change((ops) => {
      ops.attribute(2, "title", "half");
      ops.at(99, 0);
    });
    expect(await codeOf(check.open(half))).to.equal("malformed");
    expect(callsOf(await check.open(page())).flat()).to.not.include("half");
  });

  it("S40: keeps the order of calls that overlap, whatever takes longer to inflate", async () => {
    const long = page((ops) => {
      for (let id = 10; id < 20_000; id += 1) ops.text(id, `text ${id}`);
    }, true);
    const order: string[] = [];
    const first = check.open(long).then(() => order.push("first"));
    const second = check.open(say("second")).then(() => order.push("second"));
    const third = check.open(page()).then(() => order.push("third"));
    await Promise.all([first, second, third]);
    expect(order).to.deep.equal(["first", "second", "third"]);
  });

  it("S38: refuses a keyframe without a page", async () => {
    expect(await codeOf(check.open(message(MESSAGE.keyframe, () => undefined)))).to.equal("malformed");
  });

  const refused = [
    { id: "S36", what: "140 MB out of 140 kB", bytes: () => bomb(140), code: "too-large" },
    { id: "S36", what: "20 MB out of 20 kB", bytes: () => bomb(20), code: "too-large" },
    {
      id: "S36",
      what: "bombs in a bundle that are small each",
      bytes: () => encodeBundle(Array.from({ length: 9 }, () => bundled(15))),
      code: "too-large",
    },
    {
      id: "S36",
      what: "what is no deflate",
      bytes: () => encodeMessage(MESSAGE.keyframe, new Uint8Array([255, 1, 2]), true),
      code: "malformed",
    },
    {
      id: "S36",
      what: "a deflate that ends early",
      bytes: () => page(() => undefined, true).subarray(0, -4),
      code: "malformed",
    },
    { id: "S37", what: "nothing", bytes: () => new Uint8Array(), code: "truncated" },
    { id: "S37", what: "a kind that is none", bytes: () => new Uint8Array([9, 0]), code: "unknown-kind" },
    {
      id: "S37",
      what: "needs, which only agents send",
      bytes: () => encodeMessage(MESSAGE.needs, encodeNeeds([])),
      code: "unknown-kind",
    },
    {
      id: "S37",
      what: "a bundle in a bundle",
      bytes: () => encodeBundle([encodeBundle([])]),
      code: "malformed",
    },
    {
      id: "S39",
      what: "a delta with more than one task can do",
      bytes: () =>
        change((ops) => {
          for (let i = 0; i < 600_000; i += 1) ops.pointer(1, 1);
        }),
      code: "too-many",
    },
  ];
  for (const { id, what, bytes, code } of refused)
    it(`${id}: refuses ${what}`, async () => {
      await check.open(page());
      expect(await codeOf(check.open(bytes()))).to.equal(code);
    }).timeout(20_000);

  it("S36: takes 15 MB of a page of equal rows", async () => {
    const rows = page((ops) => {
      for (let id = 10; id < 200_000; id += 1) ops.text(id, "row");
    }, true);
    expect(callsOf(await check.open(rows))).to.have.length(199_990 + 5);
  }).timeout(20_000);

  it("passes a long page on in messages of 1,000 operations, the first of them a keyframe", async () => {
    const whole = await check.open(
      page((ops) => {
        for (let id = 10; id < 5_000; id += 1) ops.text(id, "x");
      }),
    );
    expect(kindsOf(whole)).to.deep.equal([1, 2, 2, 2, 2]);
    expect(Math.max(...whole.map((part) => callsOf([part]).length))).to.equal(1_000);
    const { calls, target } = recorder();
    for (const part of whole) readOps(decodeMessage(part).payload, target);
    expect(calls.map(([, id]) => id).slice(5)).to.deep.equal(Array.from({ length: 4_990 }, (_, i) => i + 10));
  });

  it("passes long texts on in messages of their own", async () => {
    const whole = await check.open(
      page((ops) => {
        for (let id = 10; id < 20; id += 1) ops.text(id, String(id).repeat(150_000));
      }),
    );
    expect(whole.length).to.equal(10);
  });

  it("takes bundles apart", async () => {
    const bundle = encodeBundle([page(), say("a"), say("b")]);
    expect(kindsOf(await check.open(bundle))).to.deep.equal([1, 2, 2]);
  });
});

/** A keyframe that inflates to some megabytes. */
function bundled(megabytes: number): Uint8Array {
  return page((ops) => ops.text(3, "x".repeat(megabytes * 1024 * 1024)), true);
}
