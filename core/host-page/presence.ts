// Visitors whom a console watches, by the script for presence, which is fetched when it is first needed.
import type { PresenceAgentApi, PresenceAgentConstructor } from "../presence/api.ts";
import type { AgentCredentials, BrowserAgentEvents } from "./api.ts";
import { LookupError } from "./lookup.ts";
import type { ScriptTag } from "./script-tag.ts";

/** Events of presence. */
type PresenceEventName =
  | "visitorConnected"
  | "presence"
  | "presenceAuthorized"
  | "presenceSessionStart"
  | "presenceSessionEnd"
  | "visitorSock";

export interface PresenceOptions {
  readonly tag: ScriptTag;
  readonly server: () => string;
  readonly credentials: () => AgentCredentials | undefined;
  readonly emit: <N extends PresenceEventName>(name: N, event: BrowserAgentEvents[N]) => void;
  /** The visitor will not start a session, or cannot: why. */
  readonly onrefused: (visitorid: string, reason: string) => void;
  /** This agent may not follow the visitor, or not any more: why. */
  readonly onfailed: (visitorid: string, reason: string) => void;
}

export class Presence {
  readonly #options: PresenceOptions;
  #script: Promise<PresenceAgentConstructor> | undefined;
  #authorizedAs: AgentCredentials | undefined;
  #watched: { readonly id: string; readonly agent: PresenceAgentApi } | undefined;

  constructor(options: PresenceOptions) {
    this.#options = options;
  }

  /** Follows the visitor, in place of the one before. @throws {LookupError} */
  async watch(visitorid: string): Promise<PresenceAgentApi> {
    if (this.#watched?.id === visitorid) return this.#watched.agent;
    const { tag, server, emit, onrefused, onfailed } = this.#options;
    this.#script ??= loadScript(tag);
    this.#script.catch(() => (this.#script = undefined)); // the next call tries again
    const Agent = await this.#script;
    await this.#authorize(Agent);
    this.stop();
    const agent = new Agent({ presenceserver: server(), visitorid });
    let isFirst = true;
    agent.onpresence = (presence) => {
      if (isFirst) {
        emit("presenceAuthorized", {});
        emit("visitorSock", {});
      }
      isFirst = false;
      emit("presence", presence);
    };
    agent.onvisitorconnect = () => emit("visitorConnected", { connected: true });
    agent.onvisitordisconnect = () => {
      emit("visitorConnected", { connected: false });
      onrefused(visitorid, "visitornotpresent");
    };
    agent.onvisitorsessionstart = () => emit("presenceSessionStart", {});
    agent.onvisitorsessionend = () => emit("presenceSessionEnd", {});
    agent.onvisitordecline = () => onrefused(visitorid, "declined");
    agent.onvisitorerror = ({ code }) => onrefused(visitorid, code);
    agent.onerror = ({ code }) => {
      if (code === "service") return; // it is tried again
      if (this.#watched?.agent === agent) this.#watched = undefined;
      onfailed(visitorid, code);
    };
    this.#watched = { id: visitorid, agent };
    agent.connect();
    return agent;
  }

  /** Watches nobody any more. */
  stop(): void {
    this.#watched?.agent.disconnect();
    this.#watched = undefined;
  }

  async #authorize(Agent: PresenceAgentConstructor): Promise<void> {
    const credentials = this.#options.credentials();
    if (credentials === undefined || credentials === this.#authorizedAs) return;
    try {
      await Agent.authorize(credentials);
    } catch (error) {
      throw new LookupError(error instanceof Error ? error.message : "service");
    }
    this.#authorizedAs = credentials;
  }
}

/** The script beside our own. @throws {LookupError} `service` when it does not come. */
function loadScript({ origin, nonce }: ScriptTag): Promise<PresenceAgentConstructor> {
  const before = presenceAgent();
  if (before !== undefined) return Promise.resolve(before);
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    if (nonce !== "") script.nonce = nonce;
    script.onload = () => {
      const loaded = presenceAgent();
      if (loaded === undefined) reject(new LookupError("service"));
      else resolve(loaded);
    };
    script.onerror = () => reject(new LookupError("service"));
    const version = typeof __GLANCE_VERSION__ === "undefined" ? "0.0.0-dev" : __GLANCE_VERSION__;
    script.src = new URL(`/GlancePresenceAgent_${version}.js`, origin).href;
    document.head.append(script);
  });
}

function presenceAgent(): PresenceAgentConstructor | undefined {
  const { GLANCE } = window as { GLANCE?: { Presence?: { Agent?: PresenceAgentConstructor } } };
  return GLANCE?.Presence?.Agent;
}
