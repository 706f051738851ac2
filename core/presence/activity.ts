// Notices that somebody uses this page: of a visitor's pages, agents are heard by the one that was used last (PRODUCT.md 14.2, PRS-07).
import { guarded } from "./warn.ts";

/** Shortest pause between two words about it, in ms: typing is not told key by key. */
const PAUSE_MS = 5_000;

/** Whether somebody looks at the page now. */
export function isLookedAt(): boolean {
  return document.visibilityState === "visible" && document.hasFocus();
}

/** Calls `onactive` when the page is used, not too often, until `signal` is aborted. */
export function followActivity(onactive: () => void, signal: AbortSignal): void {
  let toldAt = -Infinity;
  const used = guarded(() => {
    if (performance.now() - toldAt < PAUSE_MS) return;
    toldAt = performance.now();
    onactive();
  });
  const seen = guarded(() => {
    if (document.visibilityState !== "visible") return;
    toldAt = performance.now();
    onactive();
  });
  const options = { signal, capture: true, passive: true };
  addEventListener("focus", seen, { signal });
  document.addEventListener("visibilitychange", seen, { signal });
  addEventListener("pointerdown", used, options);
  addEventListener("keydown", used, options);
}
