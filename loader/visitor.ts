// `GLANCE.Cobrowse.Visitor` as the loader makes it: what can be answered without the rest of the code is answered, what
// starts something fetches the rest and waits for it.
import type { VisitorApi, VisitorHost, VisitorMethods, VisitorUiPort } from "../core/visitor/api.ts";
import type { Emitter } from "./emitter.ts";
import { loadPart, partFile } from "./load-part.ts";
import { guarded, warn } from "./warn.ts";

type Call = (methods: VisitorMethods) => void;

/** Methods that stay the loader's: they make sure that every part is there before they are passed on. */
type Starter = "startSession" | "showTerms" | "showButton" | "toggleButton";

/** The visitor's API, and what makes it whole. */
export class VisitorLoader {
  readonly api: VisitorApi;
  readonly #host: VisitorHost;
  readonly #parts = new Map<string, "loading" | "loaded">();
  readonly #calls: Call[] = [];
  readonly #starters: Pick<VisitorApi, Starter>;
  #methods: VisitorMethods | undefined;
  #ui: VisitorUiPort | undefined;

  constructor(host: VisitorHost, emitter: Emitter) {
    this.#host = host;
    this.#starters = {
      startSession: (params) => this.#whenLoaded((methods) => methods.startSession(params)),
      showTerms: (params) => this.#whenLoaded((methods) => methods.showTerms(params)),
      showButton: () => this.#whenLoaded((methods) => methods.showButton()),
      toggleButton: () => this.#whenLoaded((methods) => methods.toggleButton()),
    };
    this.api = {
      ...this.#starters,
      loaded: false,
      status: "idle",
      stopSession: () => this.#whenLoading((methods) => methods.stopSession()),
      pauseSession: (options) => this.#whenLoading((methods) => methods.pauseSession(options)),
      inSession: () => this.#parts.size > 0 && host.store.read() !== undefined,
      isSessionPaused: () => false,
      getKey: () => "",
      attachUI: (ui) => (this.#ui = ui),
      addEventListener: (name, handler) => emitter.add(name, handler),
      removeEventListener: (name, handler) => emitter.remove(name, handler),
      getSessionState: (name) => emitter.latest(name),
    };
  }

  /** Fetches what is missing of the rest of the code. */
  load(): void {
    const settings = this.#host.settings();
    for (const part of settings.customUi ? ["Visitor"] : ["Visitor", "VisitorUI"]) {
      if (this.#parts.has(part)) continue;
      this.#parts.set(part, "loading");
      const ondone = guarded((loaded: boolean) => this.#partDone(part, loaded));
      loadPart(part, settings, ondone);
    }
  }

  /** Takes the visitor part's methods in place of the loader's. */
  register(start: (host: VisitorHost) => VisitorMethods): void {
    if (this.#methods !== undefined) return;
    const methods = start(this.#host);
    this.#methods = methods;
    Object.defineProperties(this.api, Object.getOwnPropertyDescriptors(methods));
    Object.assign(this.api, this.#starters);
    if (this.#ui !== undefined) methods.attachUI(this.#ui);
  }

  #partDone(part: string, loaded: boolean): void {
    if (loaded && (part !== "Visitor" || this.#methods !== undefined)) {
      this.#parts.set(part, "loaded");
      this.#callAll();
      return;
    }
    // What was asked for cannot be done without it. Asking again tries again.
    this.#parts.delete(part);
    this.#calls.length = 0;
    const script = partFile(part);
    const msg = `${script} could not be loaded`;
    this.#host.emit("error", { code: "SCRIPT_NOT_LOADED", msg, params: { script } });
  }

  #callAll(): void {
    const methods = this.#methods;
    if (methods === undefined || [...this.#parts.values()].includes("loading")) return;
    for (const call of this.#calls.splice(0)) guarded(call)(methods);
  }

  #whenLoaded(call: Call): void {
    this.#calls.push(call);
    this.load();
    this.#callAll();
  }

  #whenLoading(call: Call): void {
    if (this.#parts.size > 0) this.#calls.push(call);
    else warn("no session is running");
  }
}
