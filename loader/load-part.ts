// Adds our other scripts to the page.
import type { TagSettings } from "./api.ts";
import { RELEASE_TAG } from "./release.ts";
import { scriptUrl } from "./script-url.ts";

/** Element id of the visitor's script, as pages know it. */
const VISITOR_SCRIPT_ID = "glance_cbscript";

/** File name of a part: `GlanceCobrowseVisitor_6.0.0M.js`; that of presence has a name that pages know. */
export function partFile(part: string): string {
  return `Glance${part.startsWith("P") ? "" : "Cobrowse"}${part}_${RELEASE_TAG}.js`;
}

/**
 * Loads one of our scripts by a script element: that needs no CORS header, and carries the tag's nonce.
 *
 * @param ondone called once, with whether the script has run.
 */
export function loadPart(part: string, settings: TagSettings, ondone: (loaded: boolean) => void): void {
  const script = document.createElement("script");
  if (part === "Visitor") script.id = VISITOR_SCRIPT_ID;
  if (settings.nonce !== "") script.nonce = settings.nonce;
  // On a page in another encoding, from a server that names none, our texts would be garbled.
  script.setAttribute("charset", "utf-8");
  // Which page of a site somebody is on is not for our server, whatever the page tells others.
  script.referrerPolicy = "origin";
  script.onload = () => ondone(true);
  script.onerror = () => ondone(false);
  try {
    script.src = scriptUrl(settings.scriptBase + partFile(part));
  } catch {
    ondone(false); // Trusted Types are enforced, and our policy is not among those allowed
    return;
  }
  (document.querySelector("head") ?? document.documentElement).append(script);
}
