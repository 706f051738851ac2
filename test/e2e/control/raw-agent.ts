// An agent without a viewer, without a worker, and without a protocol: sends bytes on any channel.
import { WebSocket } from "ws";
import { Connection } from "../../../core/link/index.ts";
import { type Channel, VISITOR_SLOT } from "../../../core/protocol/index.ts";
import { WebSocketTransport } from "../../../transports/websocket.ts";
import { ADMIN, type Relay } from "../../support/relay.ts";

/** One such agent. */
export class RawAgent {
  readonly #connection: Connection;
  /** Whether the visitor's side has closed the link. */
  isRefused = false;
  #isLinked = false;

  private constructor(relay: Relay, session: string, token: string) {
    this.#connection = new Connection({
      connect: () => new WebSocketTransport(`${relay.url.replace("http", "ws")}/relay`),
      session,
      token,
      generation: 1,
      events: {
        onwelcome: () => undefined,
        onparticipants: () => undefined,
        onended: () => undefined,
        onerror: () => (this.isRefused = true),
        onstate: () => undefined,
        onmessage: () => (this.#isLinked = true),
      },
    });
    this.#connection.start();
  }

  /** Joins the session of `key`, and waits until the visitor's side has said something. */
  static async join(relay: Relay, key: string): Promise<RawAgent> {
    Object.defineProperty(globalThis, "WebSocket", { configurable: true, value: WebSocket });
    const headers = { "content-type": "application/json", origin: relay.url };
    const post = (path: string, body: object, cookie = ""): Promise<Response> =>
      fetch(relay.url + path, {
        method: "POST",
        headers: { ...headers, cookie },
        body: JSON.stringify(body),
      });
    const cookies = (await post("/api/v1/sign-in", ADMIN)).headers.getSetCookie();
    const cookie = cookies.map((each) => each.split(";")[0]).join("; ");
    const answer = await post("/api/v1/join", { key }, cookie);
    const { session, token } = (await answer.json()) as { session: string; token: string };
    const agent = new RawAgent(relay, session, token);
    await agent.until(() => agent.#isLinked);
    return agent;
  }

  /** Sends text or bytes to the visitor. */
  send(channel: Channel, message: string | Uint8Array): void {
    const bytes = typeof message === "string" ? new TextEncoder().encode(message) : message;
    this.#connection.send(VISITOR_SLOT, channel, bytes);
  }

  async until(condition: () => boolean): Promise<void> {
    const deadline = Date.now() + 10_000;
    while (!condition()) {
      if (Date.now() > deadline) throw new Error(`never: ${String(condition)}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  close(): void {
    this.#connection.close();
  }
}
