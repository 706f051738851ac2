// The viewer's end of the way to the page around it, or to the one that opened it: hands out one port, to one page, of an origin that
// is trusted; does what that page asks for, when the session is there; tells what happens. Mirror: core/host-page/connection.ts.
import {
  type HandshakeMessage,
  type HostCall,
  MAX_WAITING_CALLS,
  readCall,
  readHandshake,
  type ViewerWord,
  webAddress,
} from "../host-page/port.ts";
import type { Account, AgentApi, AgentState } from "./api.ts";
import { HostEventSource } from "./host-events.ts";

/** The window that the viewer is in, as far as this needs it. */
export interface HostSurroundings {
  /** Of the page around, or the one that opened this; null when there is none. */
  readonly host: Window | null;
  /** That page's origin, where the browser tells; "" where not. */
  readonly hostOrigin: string;
  readonly ownOrigin: string;
  /** Origins that the server lets embed this page. */
  readonly embedders: readonly string[];
  goTo(address: string): void;
}

/** What needs a visitor. */
type SessionCall = Exclude<HostCall, { type: "leave" }>;

/** Listens for that page, until it is closed. */
export class HostPort {
  readonly #agent: AgentApi;
  readonly #around: HostSurroundings;
  readonly #source: HostEventSource;
  #port: MessagePort | undefined;
  /** Of the page that has the port. */
  #origin = "";
  /** A page has, or had, the port: there is no other. */
  #isHanded = false;
  #account: Account | undefined;
  #waiting: SessionCall[] = [];

  constructor(agent: AgentApi, around: HostSurroundings) {
    this.#agent = agent;
    this.#around = around;
    this.#source = new HostEventSource(agent, {
      onevent: (name, data) => this.#say({ type: "event", name, data }),
      onmessage: (name, body) => this.#say({ type: "message", name, body }),
      onuserstate: (name, value) => this.#say({ type: "userState", name, value }),
    });
    agent.addEventListener("account", (account) => this.#identify(account));
    agent.addEventListener("state", (state) => this.#reach(state));
    addEventListener("message", this.#onmessage);
    this.#announce();
  }

  close(): void {
    removeEventListener("message", this.#onmessage);
    this.#drop();
  }

  /** Tells the page that it may ask now: it cannot know when a window that it opened is ready. */
  #announce(): void {
    const { host, hostOrigin } = this.#around;
    const here: HandshakeMessage = { glanceAgent: "here" };
    if (host !== null && this.#trusts(hostOrigin)) host.postMessage(here, hostOrigin);
  }

  readonly #onmessage = (event: MessageEvent): void => {
    const { host } = this.#around;
    if (host === null || event.source !== host || readHandshake(event.data) !== "hello") return;
    if (this.#isHanded || !this.#trusts(event.origin)) return;
    this.#isHanded = true;
    this.#origin = event.origin;
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    port1.onmessage = ({ data }) => this.#do(data);
    const handed: HandshakeMessage = { glanceAgent: "port" };
    host.postMessage(handed, event.origin, [port2]);
    this.#source.repeat();
  };

  /** Before anybody has signed in: what the server lets embed this page. From then on: what the agent's group trusts. */
  #trusts(origin: string): boolean {
    const { ownOrigin, embedders } = this.#around;
    if (origin === ownOrigin) return true;
    const group = this.#account === undefined ? embedders : (this.#account.embedders ?? []);
    return embedders.includes(origin) && group.includes(origin);
  }

  #identify(account: Account | undefined): void {
    this.#account = account;
    if (this.#port !== undefined && !this.#trusts(this.#origin)) this.#drop();
  }

  #drop(): void {
    this.#port?.close();
    this.#port = undefined;
    this.#waiting = [];
  }

  #say(word: ViewerWord): void {
    this.#port?.postMessage(word);
  }

  #do(data: unknown): void {
    const call = readCall(data);
    if (call === undefined || this.#port === undefined) return;
    if (call.type === "leave") void this.#leave(call.target);
    else if (isReady(this.#agent.state)) this.#act(call);
    else if (this.#waiting.length < MAX_WAITING_CALLS) this.#waiting.push(call);
  }

  #reach(state: AgentState): void {
    if (isReady(state)) for (const call of this.#waiting.splice(0)) this.#act(call);
    else if (state.status === "ended" || state.status === "error") this.#waiting = [];
  }

  #act(call: SessionCall): void {
    switch (call.type) {
      case "message":
        this.#agent.sendSessionMessage(call.name, call.body);
        return;
      case "navigate":
        this.#agent.navigate(call.options);
        return;
      case "accessibility":
        this.#agent.enableAccessibility(call.enabled);
        return;
      case "rc":
        if (call.enabled) this.#agent.requestRC();
        else this.#agent.stopRC();
    }
  }

  async #leave(target: string): Promise<void> {
    this.#waiting = [];
    await this.#agent.leave();
    const address = target === "" ? undefined : webAddress(target, this.#around.ownOrigin);
    if (address !== undefined) this.#around.goTo(address);
  }
}

/** Whether there is a visitor to say something to. */
function isReady({ status }: AgentState): boolean {
  return status === "live" || status === "paused";
}
