// What a visitor reads who asked for help when the default UI, which would say it, did not come.
import type { TagSettings } from "./api.ts";
import { loadPart } from "./load-part.ts";

/** In English: where the words of other languages are is just what cannot be reached. */
const UNREACHABLE = "Live help could not open. Check your connection and reload the page.";

const BOX =
  "position:fixed;right:1em;bottom:1em;z-index:2147483647;padding:1em;border:solid;background:#fff;color:#000";

function showBox(): void {
  const box = document.createElement("div");
  box.style.cssText = BOX;
  box.setAttribute("role", "alert");
  box.lang = "en";
  document.body.append(box);
  box.textContent = UNREACHABLE;
  box.onclick = () => box.remove();
}

/** Shows the notice in the visitor's language, in a box of its own script; without that, a plain one. */
export function showNotice(settings: TagSettings): void {
  loadPart("Notice", settings, (loaded) => {
    if (!loaded) showBox();
  });
}
