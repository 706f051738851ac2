// From the events of the agent's API to those that a host page hears (PRODUCT.md 7.1), and what they told last.
import type { HostEventName, HostEvents } from "../host-page/api.ts";
import { agentDetails } from "../protocol/index.ts";
import type {
  AgentApi,
  AgentEvents,
  AgentState,
  EndedBy,
  Person,
  SharedPage,
  VisitorBrowser,
} from "./api.ts";
import { detailOf } from "./host-details.ts";

/** Hears what is to be told. */
export interface HostListener {
  onevent<N extends HostEventName>(name: N, data: HostEvents[N]): void;
  onmessage(name: string, body: object): void;
  onuserstate(name: string, value: unknown): void;
}

const ENDED: Readonly<Record<EndedBy, HostEvents["sessionend"]["reason"]>> = {
  you: "agent",
  agent: "agent",
  visitor: "visitor",
  error: "error",
  timeout: "error",
  over: "error",
  left: "left",
};

/** Errors of the viewer that are about rights; the others are about the connection. */
const DENIED: readonly string[] = [
  "no-permission",
  "wrong-group",
  "refused",
  "wrong-password",
  "login-key-expired",
  "login-key-forged",
  "login-key-used",
  "unknown-partner",
];
/** Refusals of something done in a session that are about rights. */
const VIOLATIONS: readonly string[] = ["no-permission", "untrusted"];

/** Follows an agent, and tells what happens, from the page's start to its end. */
export class HostEventSource {
  readonly #listener: HostListener;
  readonly #latest = new Map<HostEventName, unknown>();
  #userState = new Map<string, unknown>();
  #joined = false;
  #isRcAsked = false;
  #page: SharedPage | undefined;
  #browser: VisitorBrowser | undefined;

  constructor(agent: AgentApi, listener: HostListener) {
    this.#listener = listener;
    agent.addEventListener("state", (state) => this.#reach(state));
    agent.addEventListener("people", (people) => this.#meet(people));
    agent.addEventListener("page", (page) => this.#show(page));
    agent.addEventListener("browser", (browser) => (this.#browser = browser));
    agent.addEventListener("rc", (rc) => this.#tell("rc", { ...rc }));
    agent.addEventListener("rcrequest", () => this.#ask());
    agent.addEventListener("accessibility", (event) => this.#tell("accessibility", event));
    agent.addEventListener("refused", (event) => this.#refuse(event));
    agent.addEventListener("guest", (invite) => this.#invite(invite));
    agent.addEventListener("message", ({ name, message }) => listener.onmessage(name, message));
    agent.addEventListener("userstate", ({ name, value }) => this.#keep(name, value));
    this.#reach(agent.state);
  }

  /** Tells everything that holds now, to one who has heard nothing yet. */
  repeat(): void {
    if (this.#joined) this.#listener.onevent("sessionstart", {});
    for (const [name, data] of this.#latest) this.#listener.onevent(name, data as HostEvents[typeof name]);
    for (const [name, value] of this.#userState) this.#listener.onuserstate(name, value);
  }

  #tell<N extends HostEventName>(name: N, data: HostEvents[N]): void {
    this.#latest.set(name, data);
    this.#listener.onevent(name, data);
  }

  #reach(state: AgentState): void {
    if (isInside(state) && !this.#joined) this.#enter();
    if (state.status === "ended") this.#exit(ENDED[state.by]);
    if (state.status === "error") this.#fail(state.code);
    if ((state.status === "code" || state.status === "signed-out") && state.problem !== undefined)
      this.#fail(state.problem.code);
    if (state.status !== this.#status()) this.#tell("state", { status: state.status });
  }

  #status(): string | undefined {
    return (this.#latest.get("state") as HostEvents["state"] | undefined)?.status;
  }

  #enter(): void {
    this.#joined = true;
    const state = this.#latest.get("state");
    this.#latest.clear();
    if (state !== undefined) this.#latest.set("state", state);
    this.#userState = new Map();
    this.#page = undefined;
    this.#listener.onevent("sessionstart", {});
  }

  #exit(reason: HostEvents["sessionend"]["reason"]): void {
    if (!this.#joined) return;
    this.#joined = false;
    this.#tell("sessionend", { reason });
  }

  #fail(reason: string): void {
    if (DENIED.includes(reason)) this.#tell("accessdenied", { reason, detail: detailOf(reason) });
    else this.#tell("connectfailed", { reason, detail: detailOf(reason) });
    this.#exit("error");
  }

  #meet(people: readonly Person[]): void {
    const agentlist = people
      .filter(({ role, connected }) => role !== "visitor" && connected)
      .map(agentDetails);
    const event = { count: agentlist.length, agentlist };
    if (JSON.stringify(event) !== JSON.stringify(this.#latest.get("agents"))) this.#tell("agents", event);
  }

  #show(page: SharedPage): void {
    const before = this.#page;
    this.#page = page;
    if (page.hidden !== before?.hidden) this.#tell("pagevisibility", page.hidden ? "hidden" : "visible");
    const isSame = page.url === before?.url && page.life === before.life;
    if (isSame || page.url === "") return;
    const { browser = "", release = "" } = this.#browser ?? {};
    const { url, title, masked: pagemasked } = page;
    this.#tell("navigate", { url, title, browser, visitorversion: release, pagemasked });
  }

  #ask(): void {
    this.#isRcAsked = true;
    this.#listener.onevent("rcrequest", {});
  }

  #refuse({ reason }: AgentEvents["refused"]): void {
    this.#listener.onevent("refused", { reason });
    const asked = this.#isRcAsked ? { rcrequested: true as const } : {};
    this.#isRcAsked = false;
    if (VIOLATIONS.includes(reason))
      this.#listener.onevent("accessdenied", { reason, detail: detailOf(reason), ...asked });
  }

  /** Told once: a page that comes later has nothing to do with it. */
  #invite(invite: AgentEvents["guest"]): void {
    if (invite.status === "declined") this.#listener.onevent("addguestdeclined", {});
    if (invite.status !== "accepted") return;
    const { agentnum, token } = invite;
    this.#listener.onevent("addguestaccepted", { agentnum, token });
  }

  #keep(name: string, value: unknown): void {
    this.#userState.set(name, value);
    this.#listener.onuserstate(name, value);
  }
}

/** Whether a session is joined in that state. */
function isInside(state: AgentState): boolean {
  return (
    state.status === "live" ||
    state.status === "paused" ||
    (state.status === "waiting" && state.for === "page")
  );
}
