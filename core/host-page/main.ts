// Entry of the script for host pages: `…/cobrowse/CobrowseJS.ashx?group=1&site=production&script=Agent`. Puts `GLANCE.Cobrowse.Agent`
// and `GLANCE.Agent` on the window, beside what another script of ours may have put there.
import type { BrowserAgentApi, CobrowseAgentApi } from "./api.ts";
import { BrowserAgent } from "./browser-agent.ts";
import { CobrowseAgent } from "./cobrowse-agent.ts";
import { readTag } from "./script-tag.ts";
import { warn } from "./warn.ts";

interface Glance {
  VERSION?: string;
  PATCH?: string;
  Cobrowse?: { Agent?: CobrowseAgentApi };
  Agent?: BrowserAgentApi;
}

function start(): void {
  const glance = ((window as { GLANCE?: Glance }).GLANCE ??= {});
  const cobrowse = (glance.Cobrowse ??= {});
  if (cobrowse.Agent !== undefined) {
    warn("the script for agents is on this page twice; the second one is ignored");
    return;
  }
  const tag = readTag();
  const agent: CobrowseAgent = new CobrowseAgent(() => new URL(browser.webserver, document.baseURI).origin);
  const browser: BrowserAgent = new BrowserAgent(tag, agent);
  const version = typeof __GLANCE_VERSION__ === "undefined" ? "0.0.0-dev" : __GLANCE_VERSION__;
  glance.VERSION ??= version.replace(/[A-Z]$/, "");
  glance.PATCH ??= glance.VERSION.split(".")[2] ?? "0";
  cobrowse.Agent = agent;
  glance.Agent = browser;
}

try {
  start();
} catch (error) {
  warn(String(error));
}
