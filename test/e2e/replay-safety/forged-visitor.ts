// A visitor without a page: says to agents whatever a test likes, through the real server.
import { deflateRawSync } from "node:zlib";
import { WebSocket } from "ws";
import { Connection } from "../../../core/link/index.ts";
import {
  CHANNEL,
  type Channel,
  createOpWriter,
  decodeMessage,
  encodeJson,
  encodeMessage,
  MESSAGE,
  type PageOps,
  type Participant,
  type VisitorMessage,
} from "../../../core/protocol/index.ts";
import { WebSocketTransport } from "../../../transports/websocket.ts";
import type { Relay } from "../../support/relay.ts";

/** What is said of a page whose `<head>` is 3 and whose `<body>` is 4. */
export type Told = (page: PageOps) => void;

/** A message of operations. */
function operations(kind: typeof MESSAGE.keyframe | typeof MESSAGE.delta, told: Told): Uint8Array {
  const page = createOpWriter();
  told(page);
  return encodeMessage(kind, page.finish());
}

/** A whole page. */
export function keyframe(told: Told): Uint8Array {
  return operations(MESSAGE.keyframe, (page) => {
    page.at(0, 0);
    page.frameDocument(1, 0);
    page.at(1, 0);
    page.element(2, 0, "html", []);
    page.at(2, 0);
    page.element(3, 0, "head", []);
    page.element(4, 0, "body", ["style", "margin:0"]);
    page.viewport(800, 600, 1_000);
    page.at(4, 0);
    told(page);
  });
}

/** What becomes of the page. */
export function delta(told: Told): Uint8Array {
  return operations(MESSAGE.delta, told);
}

/** `message`, deflated. */
export function deflated(message: Uint8Array): Uint8Array {
  const { kind, payload } = decodeMessage(message);
  return encodeMessage(kind, new Uint8Array(deflateRawSync(payload)), true);
}

/** One session, from its start. */
export class ForgedVisitor {
  readonly key: string;
  readonly #connection: Connection;
  /** Slots of the agents who are there. */
  #agents: readonly number[] = [];
  /** What agents are sent first. */
  #greeting: Uint8Array = keyframe(() => undefined);
  readonly #greeted = new Set<number>();
  #onrefused: () => void = () => undefined;
  readonly #refused = new Promise<void>((resolve) => (this.#onrefused = resolve));

  private constructor(key: string, relayUrl: string, session: string, token: string) {
    this.key = key;
    this.#connection = new Connection({
      connect: () => new WebSocketTransport(relayUrl),
      session,
      token,
      generation: 1,
      events: {
        onwelcome: (_slot, list) => this.#meet(list),
        onparticipants: (list) => this.#meet(list),
        onended: () => undefined,
        onerror: () => this.#onrefused(),
        onstate: () => undefined,
        onmessage: () => undefined,
      },
    });
    this.#connection.start();
  }

  /** Starts a session; agents who come are sent `greeting`. */
  static async start(relay: Relay, greeting: Told, name = ""): Promise<ForgedVisitor> {
    Object.defineProperty(globalThis, "WebSocket", { configurable: true, value: WebSocket });
    const answer = await fetch(`${relay.url}/api/v1/sessions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ groupid: "1", site: "production", visitor: { name } }),
    });
    const { key, session, token } = (await answer.json()) as Record<"key" | "session" | "token", string>;
    const visitor = new ForgedVisitor(key, `${relay.url.replace("http", "ws")}/relay`, session, token);
    visitor.#greeting = keyframe(greeting);
    return visitor;
  }

  /** Sends all agents bytes on a channel. */
  send(channel: Channel, bytes: Uint8Array): void {
    for (const slot of this.#agents) this.#connection.send(slot, channel, bytes);
  }

  /** Tells all agents another page. */
  page(told: Told): void {
    this.send(CHANNEL.page, keyframe(told));
  }

  /** Resolves when an agent has closed its link. */
  refused(): Promise<void> {
    return this.#refused;
  }

  say(message: VisitorMessage): void {
    this.send(CHANNEL.session, encodeJson(message));
  }

  close(): void {
    this.#connection.close();
  }

  #meet(list: readonly Participant[]): void {
    this.#agents = list
      .filter(({ role, connected }) => role === "agent" && connected)
      .map(({ slot }) => slot);
    for (const slot of this.#agents)
      if (!this.#greeted.has(slot)) {
        this.#greeted.add(slot);
        this.#connection.send(slot, CHANNEL.page, this.#greeting);
      }
  }
}
