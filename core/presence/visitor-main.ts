// Entry of the presence script for visitors' pages: `data-presence` has the loader fetch it, `script=PresenceVisitor` names it alone.
import type { PresenceVisitorConstructor } from "./api.ts";
import { register } from "./functions.ts";
import { readPlace, scriptAddress, tagElement } from "./place.ts";
import { followPage, PresenceVisitor, renewAll } from "./visitor.ts";
import { guarded } from "./warn.ts";

interface Glance {
  Presence?: { Visitor?: PresenceVisitorConstructor };
}

const script = scriptAddress("PresenceVisitor");
const place = (): ReturnType<typeof readPlace> => readPlace(script);

class Visitor extends PresenceVisitor {
  constructor(params?: ConstructorParameters<PresenceVisitorConstructor>[0]) {
    super(place, params);
  }

  static setVisitorId(id: string | number): void {
    const page = (window.GLANCE_COBROWSE ??= {});
    page.visitorid = String(id);
    // The tag's id comes before the page's when a session starts.
    const tag = tagElement();
    if (tag?.hasAttribute("data-visitorid") === true) tag.setAttribute("data-visitorid", String(id));
    renewAll();
    startAutomatic();
  }

  static register(functions: Parameters<PresenceVisitorConstructor["register"]>[0]): void {
    register(functions);
  }
}

let automatic: Visitor | undefined;

/** `data-presence="on"`: reports and listens without code, once it is known who the visitor is. Frames leave it to the page around. */
function startAutomatic(): void {
  const { presence, visitorId } = place();
  const id = visitorId || (window.GLANCE_COBROWSE?.visitorid ?? "");
  if (automatic !== undefined || presence !== "on" || id === "" || window !== window.parent) return;
  automatic = new Visitor();
  automatic.presence();
  automatic.connect();
}

function start(): void {
  const glance = ((window as { GLANCE?: Glance }).GLANCE ??= {});
  const presence = (glance.Presence ??= {});
  if (presence.Visitor !== undefined) return;
  presence.Visitor = Visitor;
  followPage();
  // A page that is only prepared is perhaps never shown.
  if ((document as { readonly prerendering?: boolean }).prerendering === true)
    document.addEventListener("prerenderingchange", guarded(startAutomatic), { once: true });
  else startAutomatic();
}

guarded(start)();
