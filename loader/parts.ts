// Which of our other scripts are here, on their way, or missing.
import type { VisitorHost } from "../core/visitor/api.ts";
import { loadPart, partFile } from "./load-part.ts";
import { guarded } from "./warn.ts";

/** The scripts that a session needs. */
export interface Parts {
  /** Fetches those that are missing: one that failed is tried again. `without` a UI: for a frame, which is shown by the page around. */
  load(ui?: "with" | "without"): void;
  /** True once one is here or on its way. */
  isStarted(): boolean;
  isLoading(): boolean;
}

/** What follows from a script that has come, or has not. */
export interface PartsEvents {
  /** Whether the visitor part's code has run as it should. */
  isRegistered(): boolean;
  onloaded(): void;
  onfailed(): void;
}

/** Returns parts of which none is fetched yet. */
export function createParts(host: VisitorHost, events: PartsEvents): Parts {
  const states = new Map<string, "loading" | "loaded">();

  function done(part: string, loaded: boolean): void {
    if (loaded && (part !== "Visitor" || events.isRegistered())) {
      states.set(part, "loaded");
      events.onloaded();
      return;
    }
    states.delete(part);
    events.onfailed();
    const script = partFile(part);
    host.emit("error", {
      code: "SCRIPT_NOT_LOADED",
      msg: `${script} could not be loaded`,
      params: { script },
    });
  }

  return {
    load(ui = "with") {
      const settings = host.settings();
      const isBare = settings.customUi || ui === "without";
      for (const part of isBare ? ["Visitor"] : ["Visitor", "VisitorUI"]) {
        if (states.has(part)) continue;
        states.set(part, "loading");
        const ondone = guarded((loaded: boolean) => done(part, loaded));
        loadPart(part, settings, ondone);
      }
    },
    isStarted: () => states.size > 0,
    isLoading: () => [...states.values()].includes("loading"),
  };
}
