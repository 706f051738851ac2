// Channel `control`: from bytes to messages and back. Each field is checked on arrival; unknown types are ignored.
import { readJson } from "./control.ts";
import { ProtocolError } from "./errors.ts";
import { MAX_DRAWN_NUMBERS, MAX_TYPED_UNITS } from "./limits.ts";
import { type AgentControlMessage, REFUSALS, type VisitorControlMessage } from "./remote.ts";
import {
  boolean,
  type Check,
  fits,
  like,
  list,
  oneOf,
  orNull,
  type Shape,
  text,
  upTo,
  within,
} from "./shapes.ts";

/** Farthest place from a window, and farthest scrolling, in px; and largest part of a box. No page is larger. */
const MAX_NUMBER = 10_000_000;
/** Longest address or name of a key, in UTF-16 units: browsers' own limit for addresses is not larger. */
const MAX_URL_UNITS = 8_192;
const MAX_KEY_UNITS = 32;
/** Most options of a list that are chosen at once. */
const MAX_CHOSEN = 1_000;

const number = within(MAX_NUMBER);
const id = upTo(0xffff_ffff);

const anchor = like({ telling: id, node: id, fx: number, fy: number, x: number, y: number });

const GESTURES: Readonly<Record<string, Shape>> = {
  point: { at: orNull(anchor) },
  ripple: { at: anchor },
  highlight: { at: orNull(anchor) },
  draw: {
    at: anchor,
    shape: oneOf("pen", "rectangle", "arrow"),
    stays: boolean,
    points: list(number, MAX_DRAWN_NUMBERS),
  },
  clear: {},
};
const MOUSE: Shape = { at: anchor, button: upTo(2), keys: upTo(15), clicks: upTo(3) };
const FROM_AGENT: Readonly<Record<string, Shape>> = {
  ...GESTURES,
  press: MOUSE,
  release: MOUSE,
  move: MOUSE,
  wheel: { at: anchor, left: number, top: number, keys: upTo(15) },
  key: { key: text(MAX_KEY_UNITS), code: text(MAX_KEY_UNITS), keys: upTo(15), telling: id },
  text: { text: text(MAX_TYPED_UNITS), telling: id },
  set: { at: anchor, value: text(MAX_TYPED_UNITS) },
  choose: { at: anchor, indexes: list(id, MAX_CHOSEN) },
  navigate: { url: text(MAX_URL_UNITS), how: oneOf("", "open", "link"), confirm: () => true },
  access: { enabled: boolean },
};
const gesture: Check = (value) => {
  const type = (value as { readonly type?: unknown } | null)?.type;
  return typeof type === "string" && Object.hasOwn(GESTURES, type) && fits(value, GESTURES[type] ?? {});
};
const FROM_VISITOR: Readonly<Record<string, Shape>> = {
  suspended: { suspended: boolean },
  refused: { reason: oneOf(...REFUSALS) },
  peer: { slot: upTo(0xff), name: (value) => typeof value === "string", gesture },
};

/** The bytes of a message of channel `control`. Mirrors: {@link decodeAgentControl}, {@link decodeVisitorControl}. */
export function encodeControl(message: AgentControlMessage | VisitorControlMessage): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(message));
}

function decode(bytes: Uint8Array, shapes: Readonly<Record<string, Shape>>): object | undefined {
  const message = readJson(bytes);
  const shape = Object.hasOwn(shapes, message.type) ? shapes[message.type] : undefined;
  if (shape === undefined) return undefined;
  if (!fits(message, shape)) throw new ProtocolError("malformed", message.type);
  return message;
}

/**
 * What an agent sent on channel `control`; undefined for a type that is not known here.
 *
 * @throws {ProtocolError} `too-large`, `malformed`.
 */
export function decodeAgentControl(bytes: Uint8Array): AgentControlMessage | undefined {
  return decode(bytes, FROM_AGENT) as AgentControlMessage | undefined;
}

/**
 * What the visitor's side sent on channel `control`; undefined for a type that is not known here.
 *
 * @throws {ProtocolError} `too-large`, `malformed`.
 */
export function decodeVisitorControl(bytes: Uint8Array): VisitorControlMessage | undefined {
  return decode(bytes, FROM_VISITOR) as VisitorControlMessage | undefined;
}

/** Whether a message is one that shows something and does nothing. */
export function isGesture(message: { readonly type: string }): boolean {
  return Object.hasOwn(GESTURES, message.type);
}
