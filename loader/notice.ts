// What a visitor reads who asked for help when the default UI, which would say it, did not come.
import type { TagSettings } from "./api.ts";
import { loadPart } from "./load-part.ts";

/** In English: where the words of other languages are is just what cannot be reached. */
const UNREACHABLE = "Live help could not open. Check your connection and reload the page.";

/** Shows the notice, which is a script of its own and has the visitor's language; without that, the browser's own dialog. */
export function showNotice(settings: TagSettings): void {
  loadPart("Notice", settings, (loaded) => {
    if (!loaded) alert(UNREACHABLE);
  });
}
