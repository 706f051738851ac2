// Adds our other scripts to the page.
import type { TagSettings } from "./api.ts";
import { RELEASE_TAG } from "./release.ts";

/** Element id of the visitor's script, as pages know it. */
const VISITOR_SCRIPT_ID = "glance_cbscript";

/** File name of a part: `GlanceCobrowseVisitor_6.0.0M.js`. */
export function partFile(part: string): string {
  return `GlanceCobrowse${part}_${RELEASE_TAG}.js`;
}

/** Lets a page that enforces Trusted Types load our scripts: it has to allow a policy named `glance-cobrowse`. */
function trusted(url: string): string {
  const { trustedTypes } = globalThis as {
    trustedTypes?: {
      createPolicy(
        name: string,
        rules: { createScriptURL(url: string): string },
      ): { createScriptURL(url: string): string };
    };
  };
  try {
    return (
      trustedTypes
        ?.createPolicy("glance-cobrowse", { createScriptURL: (text) => text })
        .createScriptURL(url) ?? url
    );
  } catch {
    return url;
  }
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
  script.charset = "UTF-8";
  script.onload = () => ondone(true);
  script.onerror = () => ondone(false);
  script.src = trusted(settings.scriptBase + partFile(part));
  (document.head ?? document.documentElement).append(script);
}
