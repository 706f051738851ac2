// Entry of the page where guests get their code. The guests' script is there before this one.
import type { GuestNamespace } from "../../core/guest/api.ts";
import { directionOf, wantedLanguage } from "../shared/language.ts";
import { THEME } from "../shared/theme.ts";
import { GuestJoin } from "./join.ts";
import { GUEST_TEXTS } from "./text.ts";

function start(Guest: GuestNamespace, root: HTMLElement): void {
  const theme = new CSSStyleSheet();
  theme.replaceSync(THEME);
  document.adoptedStyleSheets.push(theme);
  const { builtIn = "en" } = wantedLanguage("", navigator.languages);
  document.documentElement.lang = builtIn;
  document.documentElement.dir = directionOf(builtIn);
  const parameters = [...new URLSearchParams(location.search)];
  const groupid = parameters.find(([name]) => ["groupid", "group"].includes(name.toLowerCase()))?.[1] ?? "";
  const connector = new Guest.Connector({ groupid, ws: location.origin });
  new GuestJoin(root, { connector, texts: GUEST_TEXTS[builtIn], now: () => performance.now() });
}

const { GLANCE } = window as { GLANCE?: { readonly Guest?: GuestNamespace } };
const root = document.querySelector<HTMLElement>("#glance_guest");
if (GLANCE?.Guest !== undefined && root !== null) start(GLANCE.Guest, root);
