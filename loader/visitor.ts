// `GLANCE.Cobrowse.Visitor` as the loader makes it: what can be answered without the rest of the code is answered, what
// starts something fetches the rest and waits for it.
import type {
  LoaderApi,
  VisitorApi,
  VisitorHost,
  VisitorMethods,
  VisitorUiPort,
} from "../core/visitor/api.ts";
import type { Emitter } from "./emitter.ts";
import { createParts } from "./parts.ts";
import { type Call, createInSession, createStarters } from "./stand-ins.ts";
import { guarded, warn } from "./warn.ts";

/** The visitor's API, and what makes it whole. */
export interface VisitorLoader {
  readonly api: VisitorApi;
  /** Fetches what is missing of the rest of the code. */
  readonly load: (ui?: "with" | "without") => void;
  /** Takes the visitor part's methods in place of the loader's. */
  readonly register: LoaderApi["register"];
}

/** Returns an API that has fetched nothing yet. @param isUiLoaded whether the default UI has run. */
export function createVisitorLoader(
  host: VisitorHost,
  emitter: Emitter,
  isUiLoaded: () => boolean,
): VisitorLoader {
  let calls: Call[] = [];
  let methods: VisitorMethods | undefined;
  let uiPort: VisitorUiPort | undefined;
  const parts = createParts(host, {
    hasRun: (part) => (part === "VisitorUI" ? isUiLoaded() : methods !== undefined),
    onloaded: callAll,
    // What was asked for cannot be done without it. Asking again tries again.
    onfailed: () => (calls = []),
  });

  function callAll(): void {
    if (methods === undefined || parts.isLoading()) return;
    const due = calls;
    calls = [];
    for (const call of due) guarded(call)(methods);
  }

  function whenLoaded(call: Call, _?: unknown, name?: string): void {
    calls.push(call);
    // A page may ask for the rest on its own; for a session a person asks.
    parts.load("with", name === "startSession" || name === "showTerms");
    callAll();
  }

  function whenLoading(call: Call, otherwise: () => void): void {
    if (parts.isStarted()) calls.push(call);
    else if (api.inSession()) whenLoaded(call);
    else {
      warn("no session is running");
      otherwise();
    }
  }

  const starters = createStarters(whenLoaded);
  const api: VisitorApi = {
    ...starters,
    loaded: false,
    status: "idle",
    ...createInSession(whenLoading),
    getUserState: () => undefined,
    inSession: () => host.store.read() !== undefined,
    isSessionPaused: () => false,
    getKey: () => "",
    attachUI: (port) => (uiPort = port),
    ...emitter.methods,
  };
  return {
    api,
    load: (ui) => parts.load(ui),
    register(start) {
      if (methods !== undefined) return;
      methods = start(host);
      Object.defineProperties(api, Object.getOwnPropertyDescriptors(methods));
      Object.assign(api, starters);
      if (uiPort !== undefined) methods.attachUI(uiPort);
    },
  };
}
