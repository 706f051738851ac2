import { expect } from "chai";
import { CLOSE, KIND, RELAY_SLOT } from "../../../core/protocol/index.ts";
import { EndPoint } from "./participant.ts";
import { type Place, TestServer, TRANSPORTS, until } from "./running-server.ts";

/** What a participant, welcomed or not, may send but once. */
interface Row {
  readonly what: string;
  readonly send: (end: EndPoint, place: Place) => void;
  readonly code: number;
  readonly error?: string;
}

const malformed = { code: CLOSE.malformed, error: "malformed" } as const;
const text = (json: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(json);

const BEFORE_HELLO: readonly Row[] = [
  { what: "data", send: (end) => end.send({ to: 0, from: 0 }), ...malformed },
  { what: "`end`", send: (end) => end.tell({ type: "end" }), ...malformed },
  { what: "`leave`", send: (end) => end.tell({ type: "leave" }), ...malformed },
  {
    what: "a token of nobody",
    send: (end, place) => end.hello({ ...place, token: "x".repeat(43) }),
    code: CLOSE.badToken,
    error: "bad-token",
  },
  {
    what: "an empty token",
    send: (end, place) => end.hello({ ...place, token: "" }),
    code: CLOSE.badToken,
    error: "bad-token",
  },
  {
    what: "an unknown session",
    send: (end, place) => end.hello({ ...place, session: "nowhere" }),
    code: CLOSE.unknownSession,
    error: "unknown-session",
  },
  {
    what: "a session named like a property of every object",
    send: (end, place) => end.hello({ ...place, session: "__proto__" }),
    code: CLOSE.unknownSession,
    error: "unknown-session",
  },
  {
    what: "no version in common",
    send: (end, place) => end.hello(place, 1, 0),
    code: CLOSE.version,
    error: "version",
  },
  { what: "generation 0", send: (end, place) => end.hello(place, 0), ...malformed },
  {
    what: "a hello without a token",
    send: (end, { session }) => end.tell({ type: "hello", protocol: 1, session, generation: 1 }),
    ...malformed,
  },
  {
    what: "a generation that is no u16",
    send: (end, { session, token }) =>
      end.tell({ type: "hello", protocol: 1, session, token, generation: 65_536 }),
    ...malformed,
  },
  {
    what: "a slot that is another's",
    send: (end, { session, token }) =>
      end.tell({ type: "hello", protocol: 1, session, token, generation: 1 }, { from: 7 }),
    ...malformed,
  },
];

const AFTER_HELLO: readonly Row[] = [
  { what: "a second hello", send: (end, place) => end.hello(place), ...malformed },
  { what: "the slot of another as sender", send: (end) => end.send({ to: 1, from: 1 }), ...malformed },
  { what: "the relay as sender", send: (end) => end.send({ to: 1, from: RELAY_SLOT }), ...malformed },
  { what: "another generation", send: (end) => end.send({ to: 1, fromGeneration: 2 }), ...malformed },
  { what: "a ping to a participant", send: (end) => end.send({ kind: KIND.ping, to: 1 }), ...malformed },
  { what: "a command to a participant", send: (end) => end.tell({ type: "end" }, { to: 1 }), ...malformed },
  {
    what: "a command with a number",
    send: (end) => end.tell({ type: "end" }, { sequence: 1 }),
    ...malformed,
  },
  {
    what: "a command that is no JSON",
    send: (end) => end.tell({}, { body: text("{") }),
    ...malformed,
  },
  { what: "a command without a type", send: (end) => end.tell({}, { body: text("{}") }), ...malformed },
  { what: "a command that is null", send: (end) => end.tell({}, { body: text("null") }), ...malformed },
  {
    what: "bytes that are no UTF-8",
    send: (end) => end.tell({}, { body: new Uint8Array([0xff]) }),
    ...malformed,
  },
  { what: "text", send: (end) => end.socket.send("hello"), ...malformed },
  { what: "nothing at all", send: (end) => end.socket.send(new Uint8Array(0)), ...malformed },
  { what: "15 bytes", send: (end) => end.socket.send(end.envelope({ to: 1 }).slice(0, 15)), ...malformed },
  { what: "an unknown kind", send: (end) => end.socket.send(changed(end, 1, 0x70)), ...malformed },
  { what: "an unknown channel", send: (end) => end.socket.send(changed(end, 1, 0x06)), ...malformed },
  { what: "an unknown flag", send: (end) => end.socket.send(changed(end, 0, 0x14)), ...malformed },
  {
    what: "another version",
    send: (end) => end.socket.send(changed(end, 0, 0x20)),
    code: CLOSE.version,
    error: "version",
  },
  {
    what: "an envelope of 65,537 bytes",
    send: (end) => end.socket.send(new Uint8Array(65_537).fill(0x10, 0, 1)),
    code: CLOSE.tooLarge,
    error: "too-large",
  },
];

function changed(end: EndPoint, at: number, byte: number): Uint8Array<ArrayBuffer> {
  const bytes = end.envelope({ to: 1 });
  bytes[at] = byte;
  return bytes;
}

for (const transport of TRANSPORTS) {
  describe(`server / relay by ${transport} / hostile participants`, function () {
    this.timeout(20_000);
    const server = new TestServer({ transport });
    let cookie: string;
    let visitor: Place;
    let bystander: EndPoint;

    before(async () => {
      await server.start();
      cookie = await server.signIn();
      visitor = await server.visit();
      bystander = await EndPoint.enter(server, await server.join(cookie, visitor.key));
    });
    after(() => server.stop());

    async function expectRefused(end: EndPoint, { send, code, error }: Row): Promise<void> {
      send(end, visitor);
      expect(await end.closeCode()).to.equal(code);
      expect(end.error).to.equal(error);
      expect(bystander.closed, "others notice nothing").to.equal(undefined);
      expect(bystander.envelopes).to.have.length(0);
    }

    for (const row of BEFORE_HELLO)
      it(`refuses ${row.what} before a welcome`, async () => {
        await expectRefused(await EndPoint.open(server), row);
      });

    for (const row of AFTER_HELLO)
      it(`refuses ${row.what} after the welcome`, async () => {
        const end = await EndPoint.enter(server, visitor);
        await expectRefused(end, row);
      });

    it("closes a message longer than any it reads", async () => {
      const end = await EndPoint.enter(server, visitor);
      end.socket.send(new Uint8Array(1_000_000));
      expect(await end.closeCode()).to.be.oneOf([1006, 1009]);
    });

    it("passes over commands of a type that is not known, and over fields that are not", async () => {
      const end = await EndPoint.enter(server, visitor);
      end.tell({ type: "later-invention", slot: 3 });
      end.tell({ type: "constructor" });
      end.send({ kind: KIND.ping });
      await until(() => end.pongs.length === 1);
      expect(end.closed).to.equal(undefined);
    });

    it("survives ten thousand random messages, and serves the next participant", async () => {
      let seed = 7;
      const random = (below: number): number => {
        seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
        return seed % below;
      };
      for (let round = 0; round < 100; round += 1) {
        const end = await EndPoint.enter(server, visitor);
        for (let i = 0; i < 100 && end.closed === undefined; i += 1) {
          const bytes = end.envelope({ to: 1, body: new Uint8Array(random(64)) });
          bytes[random(Math.min(bytes.length, 16))] = random(256);
          end.socket.send(bytes.subarray(0, 16 + random(bytes.length - 15)));
        }
        end.socket.terminate();
      }
      bystander.socket.terminate();
      bystander = await EndPoint.enter(server, await server.join(cookie, visitor.key));
      const end = await EndPoint.enter(server, visitor);
      end.send({ to: bystander.slot });
      await until(() => bystander.envelopes.length === 1);
    });
  });
}
