// Entry of the presence script for agents' consoles: `…/cobrowse/CobrowseJS.ashx?groupid=1&script=PresenceAgent`.
import { PresenceAgent } from "./agent.ts";
import { setCredentials, tokenFor } from "./agent-access.ts";
import type { PresenceAgentConstructor, PresenceAgentParams, PresenceCredentials } from "./api.ts";
import { scriptAddress, serviceOrigin, tagElement } from "./place.ts";
import { guarded } from "./warn.ts";

interface Glance {
  Presence?: { Agent?: PresenceAgentConstructor };
}

const script = scriptAddress("PresenceAgent");
const originOf = (host: string): string =>
  serviceOrigin(host || (tagElement()?.getAttribute("data-ws") ?? ""), script);

class Agent extends PresenceAgent {
  constructor(params: PresenceAgentParams) {
    super(originOf, params);
  }

  static async authorize(credentials: PresenceCredentials): Promise<void> {
    setCredentials(credentials);
    await tokenFor(originOf(""));
  }
}

guarded(() => {
  const glance = ((window as { GLANCE?: Glance }).GLANCE ??= {});
  (glance.Presence ??= {}).Agent ??= Agent;
})();
