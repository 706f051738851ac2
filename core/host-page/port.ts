// What a host page and the viewer in it say to each other. First by window messages, which carry nothing but these words and a
// port, to one origin each; then over the port. Mirrors: connection.ts (host page), core/agent/host-port.ts (viewer).
import type { HostEventName, HostNavigateOptions } from "./api.ts";

/** `hello`: a page asks the viewer for a port. `port`: here it is. `here`: a viewer in a window of its own is ready to be asked. */
export interface HandshakeMessage {
  readonly glanceAgent: "hello" | "port" | "here";
}

/** Host page → viewer. */
export type HostCall =
  | { readonly type: "message"; readonly name: string; readonly body: object }
  | { readonly type: "navigate"; readonly options: HostNavigateOptions }
  | { readonly type: "rc"; readonly enabled: boolean }
  | { readonly type: "accessibility"; readonly enabled: boolean }
  /** `target`: where the viewer then goes; "" for nowhere. */
  | { readonly type: "leave"; readonly target: string };

/** Viewer → host page. */
export type ViewerWord =
  | { readonly type: "event"; readonly name: HostEventName; readonly data: unknown }
  | { readonly type: "message"; readonly name: string; readonly body: object }
  | { readonly type: "userState"; readonly name: string; readonly value: unknown };

/** Most calls that wait until the viewer is ready: what is more is forgotten, the oldest first. */
export const MAX_WAITING_CALLS = 100;

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The word of a handshake that a window message is; undefined for all others. */
export function readHandshake(data: unknown): HandshakeMessage["glanceAgent"] | undefined {
  const word = isObject(data) ? (data as Fields)["glanceAgent"] : undefined;
  return word === "hello" || word === "port" || word === "here" ? word : undefined;
}

const CALLS: Readonly<Record<HostCall["type"], (fields: Fields) => boolean>> = {
  message: ({ name, body }) => typeof name === "string" && isObject(body),
  navigate: ({ options }) => isObject(options) && typeof (options as Fields)["url"] === "string",
  rc: ({ enabled }) => typeof enabled === "boolean",
  accessibility: ({ enabled }) => typeof enabled === "boolean",
  leave: ({ target }) => typeof target === "string",
};

/** What a host page asks for; undefined for what is no call. */
export function readCall(data: unknown): HostCall | undefined {
  if (!isObject(data)) return undefined;
  const fields = data as Fields;
  const type = fields["type"];
  const fits =
    typeof type === "string" && Object.hasOwn(CALLS, type) && CALLS[type as HostCall["type"]](fields);
  return fits ? (data as HostCall) : undefined;
}

/** What a viewer tells; undefined for what it would not. */
export function readWord(data: unknown): ViewerWord | undefined {
  if (!isObject(data)) return undefined;
  const { type, name, body } = data as Fields;
  if (typeof name !== "string") return undefined;
  if (type === "message") return isObject(body) ? (data as ViewerWord) : undefined;
  return type === "event" || type === "userState" ? (data as ViewerWord) : undefined;
}

/** `value` as JSON has it: what a port, and the wire behind it, can carry. Undefined for what JSON has no form for. */
export function plain(value: unknown): unknown {
  try {
    const text = JSON.stringify(value) as string | undefined;
    return text === undefined ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined; // it holds itself, or throws
  }
}

/** `text` as an address that a viewer may go to; undefined when it is none of http or https. */
export function webAddress(text: string, base: string): string | undefined {
  if (!URL.canParse(text, base)) return undefined;
  const { protocol, href } = new URL(text, base);
  return protocol === "http:" || protocol === "https:" ? href : undefined;
}
