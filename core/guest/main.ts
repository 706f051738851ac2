// Entry of the guests' script: `…/cobrowse/CobrowseJS.ashx?group=1&site=production&script=Guest`. Puts `GLANCE.Guest` on the window, beside
// what another script of ours may have put there.
import type { GuestNamespace } from "./api.ts";
import { Connector } from "./connector.ts";
import { GuestViewer } from "./viewer.ts";

interface Glance {
  Guest?: GuestNamespace;
}

const glance = ((window as { GLANCE?: Glance }).GLANCE ??= {});
glance.Guest ??= { Connector, Viewer: GuestViewer };
