// Which of our other scripts are here, on their way, or missing.
import type { VisitorHost } from "../core/visitor/api.ts";
import { loadPart, partFile } from "./load-part.ts";
import { showNotice } from "./notice.ts";
import { guarded } from "./warn.ts";

/** The scripts that a session needs. */
export interface Parts {
  /**
   * Fetches those that are missing: one that failed is tried again.
   *
   * @param ui `without`: for a frame, which is shown by the page around.
   * @param isAsked the visitor waits for it, and is told when it does not come.
   */
  load(ui?: "with" | "without", isAsked?: boolean): void;
  /** True once one is here or on its way. */
  isStarted(): boolean;
  isLoading(): boolean;
}

/** What follows from a script that has come, or has not. */
export interface PartsEvents {
  /** Whether the code of a part that came has run as it should: browsers too old for it cannot even parse it. */
  hasRun(part: string): boolean;
  onloaded(): void;
  onfailed(): void;
}

/** Returns parts of which none is fetched yet. */
export function createParts(host: VisitorHost, events: PartsEvents): Parts {
  /** Of parts that were asked for: false while they are on their way. */
  const isHere = new Map<string, boolean>();
  let isAwaited = false;

  function done(part: string, loaded: boolean): void {
    if (loaded && events.hasRun(part)) {
      isHere.set(part, true);
      events.onloaded();
      return;
    }
    isHere.delete(part);
    const script = partFile(part);
    host.emit("error", {
      code: "SCRIPT_NOT_LOADED",
      msg: `${script} could not be ${loaded ? "run" : "loaded"}`,
      params: { script, unsupported: loaded },
    });
    events.onfailed();
    // The UI would tell of whatever failed.
    if (part !== "VisitorUI" || !isAwaited) return;
    isAwaited = false;
    showNotice(host.settings());
  }

  return {
    load(ui = "with", isAsked = false) {
      if (isAsked) isAwaited = true;
      const settings = host.settings();
      const isBare = settings.customUi || ui === "without";
      for (const part of isBare ? ["Visitor"] : ["Visitor", "VisitorUI"]) {
        if (isHere.has(part)) continue;
        isHere.set(part, false);
        const ondone = guarded((loaded: boolean) => done(part, loaded));
        loadPart(part, settings, ondone);
      }
    },
    isStarted: () => isHere.size > 0,
    isLoading: () => [...isHere.values()].includes(false),
  };
}
