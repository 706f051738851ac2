// An agent without a viewer: sends on the control channel whatever a test likes, and knows the page's ids by the page's own `id`s.
import { WebSocket } from "ws";
import {
  type AgentControlMessage,
  type Anchor,
  decodeMessage,
  type PageOps,
  readOps,
  type VisitorControlMessage,
} from "../../../core/protocol/index.ts";
import { AgentWorker } from "../../../core/worker/agent.ts";
import { ADMIN, type Relay } from "../../support/relay.ts";

const nothing = (): void => undefined;
/** What a worker has in a browser, and Node 20 has not. */
const GLOBALS = { WebSocket, navigator: { userAgent: "Chrome/156" } };

/** One such agent. */
export class Hostile {
  readonly #worker = new AgentWorker();
  readonly #ids = new Map<string, number>();
  /** Which telling of the page it has. */
  telling = 0;
  /** How often remote control has rested for the visitor's own use, and went on. */
  rests = 0;
  /** What it was answered. */
  readonly answers: VisitorControlMessage[] = [];
  rc: boolean | undefined;

  /** Joins the session of `key` and waits for its page. */
  static async join(
    relay: Relay,
    key: string,
    account: { readonly username: string; readonly password: string } = ADMIN,
  ): Promise<Hostile> {
    for (const [name, value] of Object.entries(GLOBALS))
      if (Object.getOwnPropertyDescriptor(globalThis, name)?.value !== value)
        Object.defineProperty(globalThis, name, { configurable: true, value });
    const headers = { "content-type": "application/json", origin: relay.url };
    const signIn = await fetch(`${relay.url}/api/v1/sign-in`, {
      method: "POST",
      headers,
      body: JSON.stringify(account),
    });
    const cookie = signIn.headers
      .getSetCookie()
      .map((each) => each.split(";")[0])
      .join("; ");
    const answer = await fetch(`${relay.url}/api/v1/join`, {
      method: "POST",
      headers: { ...headers, cookie },
      body: JSON.stringify({ key }),
    });
    const { session, token } = (await answer.json()) as { session: string; token: string };
    const agent = new Hostile();
    agent.#start(`${relay.url.replace("http", "ws")}/relay`, session, token);
    await agent.until(() => agent.#ids.size > 0);
    return agent;
  }

  #start(relayUrl: string, session: string, token: string): void {
    // Ids are numbered anew when the page is told anew: the latest counts.
    const target = new Proxy({} as PageOps, {
      get: (_, name) =>
        name === "telling"
          ? (telling: number) => (this.telling = telling)
          : name === "element"
            ? (id: number, _namespace: number, _name: string, attributes: readonly string[]) => {
                const at = attributes.indexOf("id");
                if (at % 2 === 0) this.#ids.set(attributes[at + 1] ?? "", id);
              }
            : nothing,
    });
    const reports = {
      onconnection: nothing,
      onparticipants: nothing,
      onended: nothing,
      onerror: nothing,
      ondelay: nothing,
      onmessage: (_from: number, message: { readonly type: string; readonly enabled?: unknown }) => {
        if (message.type === "rc") this.rc = message.enabled === true;
      },
      oncontrol: (message: VisitorControlMessage) => {
        if (message.type === "suspended" && !message.suspended) this.rests += 1;
        this.answers.push(message);
      },
      ondocument: nothing,
      onpage: (messages: readonly Uint8Array[]) => {
        for (const message of messages) {
          const { kind, payload } = decodeMessage(message);
          if (kind === 1 || kind === 2) readOps(payload, target);
        }
      },
    };
    this.#worker.startSession({ relayUrl, session, token, generation: 1, name: "Mallory" }, reports);
  }

  /** A place on the element after the one with that id, or on that one. */
  at(id: string, after = false, fx = 0.5, fy = 0.5): Anchor {
    const node = this.#ids.get(id);
    if (node === undefined) throw new Error(`no #${id} in the page that agents have`);
    return { telling: this.telling, node: after ? node + 1 : node, fx, fy, x: 0, y: 0 };
  }

  send(message: AgentControlMessage): void {
    this.#worker.control(message);
  }

  /** Presses and releases. */
  click(at: Anchor): void {
    for (const type of ["press", "release"] as const) this.send({ type, at, button: 0, keys: 0, clicks: 1 });
  }

  key(key: string, keys = 0): void {
    this.send({ type: "key", key, code: "", keys, telling: this.telling });
  }

  text(text: string): void {
    this.send({ type: "text", text, telling: this.telling });
  }

  ask(): void {
    this.#worker.tell({ type: "rcRequest" });
  }

  /** The reasons of refusals so far; forgets them. */
  refusals(): string[] {
    return this.answers.splice(0).flatMap((answer) => (answer.type === "refused" ? [answer.reason] : []));
  }

  /** Waits until something was refused, and returns the first reason. */
  async refusal(): Promise<string> {
    const isRefusal = ({ type }: VisitorControlMessage): boolean => type === "refused";
    await this.until(() => this.answers.some(isRefusal));
    return this.refusals()[0]!;
  }

  async until(condition: () => boolean): Promise<void> {
    const deadline = Date.now() + 10_000;
    while (!condition()) {
      if (Date.now() > deadline) throw new Error(`never: ${String(condition)}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  close(): void {
    this.#worker.close();
  }
}
