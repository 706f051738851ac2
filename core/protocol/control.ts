// JSON messages: between a participant and the relay (kind `relay`), and between participants (channel `session`).
// Both are checked on arrival; unknown types are ignored, so that an older participant survives a newer one.
import { ProtocolError } from "./errors.ts";
import { MAX_JSON_BYTES, MAX_PARTICIPANTS } from "./limits.ts";

/** `guest`: watches, without an account, for as long as an agent and the visitor let it. */
export type Role = "visitor" | "agent" | "guest";
/** Why a session ended. */
export type EndReason = "agent" | "visitor" | "error" | "timeout";

/** A participant as the relay announces it. */
export interface Participant {
  readonly slot: number;
  readonly role: Role;
  /** Shown to the others; text, never markup. */
  readonly name: string;
  /** Which life of it is there now (Envelope.fromGeneration). */
  readonly generation: number;
  readonly connected: boolean;
  /** An agent's role, as its group calls it; absent when it has none. */
  readonly agentrole?: string;
  /** An agent's account: its name, its group, and what the group itself calls the agent, if that signs in by login keys. */
  readonly username?: string;
  readonly partnerid?: string;
  readonly partneruserid?: string;
  /** What an agent is: "Mortgage adviser". Text, never markup. */
  readonly title?: string;
}

/** Participant → relay. */
export type ToRelayMessage =
  | {
      readonly type: "hello";
      /** Highest wire version spoken. */
      readonly protocol: number;
      readonly session: string;
      /** Proves who this is; given with the session (visitor) or on joining (agent). */
      readonly token: string;
      readonly generation: number;
    }
  | { readonly type: "leave" }
  | { readonly type: "end" };

/** Why the relay refused; final, but for `restart` and `slow`: then connect again. */
export type RelayErrorCode =
  "version" | "unknown-session" | "bad-token" | "replaced" | "malformed" | "too-large" | "restart" | "slow";

/** Relay → participant. */
export type FromRelayMessage =
  | { readonly type: "welcome"; readonly slot: number; readonly participants: readonly Participant[] }
  | { readonly type: "participants"; readonly participants: readonly Participant[] }
  | { readonly type: "ended"; readonly reason: EndReason }
  | { readonly type: "error"; readonly code: RelayErrorCode; readonly message: string };

/** Visitor → agents on channel `session`. */
export type VisitorMessage =
  | { readonly type: "paused"; readonly paused: boolean; readonly message: string }
  | { readonly type: "masked"; readonly masked: boolean }
  /** `platform` came later: an older visitor's side does not say it. */
  | {
      readonly type: "browser";
      readonly name: string;
      readonly release: string;
      readonly platform?: string;
    }
  | UserStateMessage
  /** `slot`: of the agent who may act; absent when it is whoever acts first. */
  | { readonly type: "rc"; readonly enabled: boolean; readonly slot?: number }
  /** Whether the guest in `slot` may see the page. */
  | { readonly type: "guestAnswer"; readonly slot: number; readonly accepted: boolean }
  | EchoMessage
  | SessionMessage;

/** Agent → visitor on channel `session`. */
export type AgentMessage =
  | { readonly type: "keyframe" }
  | { readonly type: "about"; readonly name: string }
  | { readonly type: "rcRequest" }
  | { readonly type: "rcStop" }
  /** Asks whether a guest of that name, who will be in `slot`, may see the page. */
  | { readonly type: "guestRequest"; readonly slot: number; readonly name: string }
  | EchoMessage
  | SessionMessage;

/** An agent's "answer at once with the same", and the answer: both ends' workers measure the way by it. Volatile. */
export interface EchoMessage {
  readonly type: "echo";
  readonly id: number;
}

/** What the site says of its visitor. */
export interface UserStateMessage {
  readonly type: "state";
  readonly name: string;
  readonly value: unknown;
}

/** What the site and the agent's own pages tell each other, in both directions. */
export interface SessionMessage {
  readonly type: "message";
  readonly name: string;
  readonly body: object;
}

/** A session message as it may be sent; undefined when `body` is no object, no JSON or too long, or `name` is none. */
export function sessionMessage(name: unknown, body: unknown): SessionMessage | undefined {
  if (typeof name !== "string" || name === "") return undefined;
  const message = { type: "message", name, body: asJson(body) };
  return fits(message, SESSION_MESSAGE) && isShort(message as SessionMessage)
    ? (message as SessionMessage)
    : undefined;
}

/** A user state as it may be sent; undefined when `value` is no JSON or too long, or `name` is none. */
export function userState(name: unknown, value: unknown): UserStateMessage | undefined {
  const json = asJson(value);
  if (typeof name !== "string" || name === "" || json === undefined) return undefined;
  const message = { type: "state", name, value: json } as const;
  return isShort(message) ? message : undefined;
}

/** What arrives on the other side; undefined for what JSON has no form for. */
function asJson(value: unknown): unknown {
  try {
    const text = JSON.stringify(value) as string | undefined;
    return text === undefined ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined; // it holds itself, or throws
  }
}

function isShort(message: VisitorMessage): boolean {
  return encodeJson(message).length <= MAX_JSON_BYTES;
}

/** The bytes of a JSON message. Mirror: {@link decodeJson}. */
export function encodeJson(
  message: ToRelayMessage | FromRelayMessage | VisitorMessage | AgentMessage,
): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(message));
}

/** What a field may be: `u8` and `u16` are integers that fit an envelope's slot and generation, `u32` any; `object` is no list; `any` is JSON. */
type Field = "string" | "u8" | "u16" | "u32" | "boolean" | "object" | "any" | "participants";
type Shape = Readonly<Record<string, Field>>;

const SESSION_MESSAGE: Shape = { name: "string", body: "object" };

const SHAPES: Readonly<Record<string, Shape>> = {
  hello: { protocol: "u16", session: "string", token: "string", generation: "u16" },
  leave: {},
  end: {},
  welcome: { slot: "u8", participants: "participants" },
  participants: { participants: "participants" },
  ended: { reason: "string" },
  error: { code: "string", message: "string" },
  paused: { paused: "boolean", message: "string" },
  masked: { masked: "boolean" },
  browser: { name: "string", release: "string" },
  state: { name: "string", value: "any" },
  rc: { enabled: "boolean" },
  keyframe: {},
  about: { name: "string" },
  rcRequest: {},
  rcStop: {},
  guestRequest: { slot: "u8", name: "string" },
  guestAnswer: { slot: "u8", accepted: "boolean" },
  echo: { id: "u32" },
  message: SESSION_MESSAGE,
};

const PARTICIPANT: Shape = {
  slot: "u8",
  role: "string",
  name: "string",
  generation: "u16",
  connected: "boolean",
};

function fits(value: unknown, shape: Shape): boolean {
  if (typeof value !== "object" || value === null) return false;
  const fields = value as Record<string, unknown>;
  return Object.entries(shape).every(
    ([name, kind]) => Object.hasOwn(fields, name) && FITS[kind](fields[name]),
  );
}

const isUnsigned = (value: unknown, max: number): boolean =>
  Number.isInteger(value) && Number(value) >= 0 && Number(value) <= max;

const FITS: Readonly<Record<Field, (value: unknown) => boolean>> = {
  string: (value) => typeof value === "string",
  boolean: (value) => typeof value === "boolean",
  object: (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  any: () => true,
  u8: (value) => isUnsigned(value, 0xff),
  u16: (value) => isUnsigned(value, 0xffff),
  u32: (value) => isUnsigned(value, 0xffff_ffff),
  participants: (value) =>
    Array.isArray(value) &&
    value.length <= MAX_PARTICIPANTS &&
    value.every((item) => fits(item, PARTICIPANT)),
};

/**
 * Reads a JSON message and checks that it has the fields of its type; undefined when the type is unknown here. M is what
 * the caller expects from this sender: which types those may send is for the caller's switch.
 *
 * @throws {ProtocolError} `too-large`, or `malformed` when it is no JSON or a field is missing or of another type.
 */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- names the expected union, as a cast would
export function decodeJson<M extends { readonly type: string }>(bytes: Uint8Array): M | undefined {
  const message = readJson(bytes);
  const { type } = message;
  const shape = Object.hasOwn(SHAPES, type) ? SHAPES[type] : undefined;
  if (shape === undefined) return undefined;
  if (!fits(message, shape)) throw new ProtocolError("malformed", type);
  return message as M;
}

/**
 * Reads JSON of at most `max` bytes of which nothing is known yet but that it has a type.
 *
 * @throws {ProtocolError} `too-large`, or `malformed` when it is no JSON or has no type.
 */
export function readJson(bytes: Uint8Array, max = MAX_JSON_BYTES): { readonly type: string } {
  if (bytes.length > max) throw new ProtocolError("too-large", "json");
  let message: unknown;
  try {
    message = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new ProtocolError("malformed", "json");
  }
  const type = (message as { type?: unknown } | null)?.type;
  if (typeof type !== "string") throw new ProtocolError("malformed", "json type");
  return message as { readonly type: string };
}
