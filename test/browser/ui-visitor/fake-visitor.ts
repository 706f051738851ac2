// The public API as a UI sees it, with events at a test's command. It runs no session.
import type {
  CobrowseNamespace,
  StartParams,
  TagSettings,
  VisitorApi,
  VisitorEventName,
  VisitorEvents,
  VisitorUiPort,
} from "../../../core/visitor/api.ts";
import { createEmitter } from "../../../loader/emitter.ts";

/** What a test looks at, and what it plays. */
export class FakeVisitor {
  readonly calls: string[] = [];
  readonly emitter = createEmitter();
  readonly cobrowse: Pick<CobrowseNamespace, "Loader" | "Visitor">;
  status: VisitorApi["status"] = "idle";
  key = "";
  termsUrl = "";
  ui: VisitorUiPort | undefined;

  constructor() {
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- the getters below need it
    const fake = this;
    const visitor: VisitorApi = {
      loaded: true,
      get status() {
        return fake.status;
      },
      startSession: (params?: string | StartParams) =>
        this.calls.push(`startSession ${JSON.stringify(params ?? null)}`),
      stopSession: () => this.calls.push("stopSession"),
      pauseSession: ({ pause }) => this.calls.push(`pauseSession ${String(pause)}`),
      showTerms: () => this.calls.push("showTerms"),
      showButton: () => this.ui?.showButton(),
      toggleButton: () => this.ui?.toggleButton(),
      inSession: () => this.status === "running",
      getKey: () => this.key,
      isSessionPaused: () => false,
      highlightMasked: () => undefined,
      ...this.emitter.methods,
      offerSession: () => undefined,
      attachUI: (ui) => (this.ui = ui),
      setUserState: (name) => this.calls.push(`setUserState ${name}`),
      getUserState: () => undefined,
      sendSessionMessage: (name) => this.calls.push(`sendSessionMessage ${name}`),
      enableRC: (enable) => this.calls.push(`enableRC ${String(enable)}`),
      crossDomain: ({ url }) => Promise.resolve(this.calls.push(`crossDomain ${url}`) > 0),
      continueSessionAt: ({ destination }) => this.calls.push(`continueSessionAt ${destination}`),
      viewPDF: ({ url }) => this.calls.push(`viewPDF ${url}`),
      viewXLS: ({ url }) => this.calls.push(`viewXLS ${url}`),
      promptCrossDomain: () => Promise.resolve(void this.calls.push("promptCrossDomain")),
    };
    const settings = (): TagSettings => ({ termsUrl: this.termsUrl }) as TagSettings;
    this.cobrowse = { Visitor: visitor, Loader: { settings, register: () => undefined } };
  }

  emit<N extends VisitorEventName>(name: N, event: VisitorEvents[N]): void {
    this.emitter.emit(name, event);
  }

  /** Starts as the real one does, with a code. */
  run(key = "123456789"): void {
    this.status = "starting";
    this.emit("sessionstarting", {});
    this.status = "running";
    this.key = key;
    this.emit("sessionstart", {});
    this.emit("sessioncontinue", {});
    this.emit("agents", { count: 0, agentlist: [] });
  }

  agents(...names: string[]): void {
    this.emit("agents", {
      count: names.length,
      agentlist: names.map((name) => ({ name, username: name })),
    });
  }

  end(reason: VisitorEvents["sessionend"]["reason"]): void {
    this.status = "ended";
    this.emit("sessionend", { reason });
  }

  fail(code: VisitorEvents["error"]["code"]): void {
    if (this.status === "starting") this.status = "idle";
    this.emit("error", { code, msg: code });
  }
}

const NO_REQUEST = { accept: () => undefined, decline: () => undefined };

/** Every state that the card has, by name, and how it comes about. */
export const CARD_STATES: Readonly<Record<string, (fake: FakeVisitor) => void>> = {
  hidden: () => undefined,
  button: (fake) => fake.ui?.showButton(),
  terms: (fake) => fake.ui?.showTerms({ url: "/terms", start: {} }),
  starting: (fake) => {
    fake.status = "starting";
    fake.emit("sessionstarting", {});
  },
  waiting: (fake) => fake.run(),
  "waiting with a visitor id": (fake) => fake.run("jane.doe@example".replace("@", "~")),
  viewing: (fake) => {
    fake.run();
    fake.agents("Ada Lovelace");
  },
  "viewing by several": (fake) => {
    fake.run();
    fake.agents("Ada Lovelace", "Grace Hopper", "Edsger Wybe Dijkstra");
  },
  collapsed: (fake) => {
    fake.run();
    fake.agents("Ada Lovelace");
    shadow().querySelector<HTMLElement>("#glance_expand")?.click();
  },
  paused: (fake) => {
    fake.run();
    fake.agents("Ada Lovelace");
    fake.emit("paused", { paused: true, message: "" });
  },
  reconnecting: (fake) => {
    fake.run();
    fake.agents("Ada Lovelace");
    fake.emit("connection", { status: "reconnecting" });
  },
  lost: (fake) => {
    fake.run();
    fake.agents("Ada Lovelace");
    fake.emit("connection", { status: "reconnecting" });
    fake.fail("conndrop");
  },
  blanked: (fake) => {
    fake.run();
    fake.agents("Ada Lovelace");
    fake.fail("maskingerror");
  },
  "controlled by the agent": (fake) => {
    fake.run();
    fake.agents("Ada Lovelace");
    fake.emit("rc", { enabled: true });
  },
  "asked for remote control": (fake) => {
    fake.run();
    fake.agents("Ada Lovelace");
    fake.ui?.askRemoteControl?.(NO_REQUEST);
  },
  "asked about other domains": (fake) => {
    fake.run();
    fake.agents("Ada Lovelace");
    void fake.ui?.askCrossDomain?.(["https://pay.example", "https://help.example"], () => Promise.resolve());
  },
  "asked for a document": (fake) => {
    fake.run();
    fake.agents("Ada Lovelace");
    fake.ui?.askDocument?.({ ...NO_REQUEST, termsUrl: "/document-terms" });
  },
  "asked by the page": (fake) => {
    fake.run();
    void fake.ui?.confirm?.({ text: "Go to the list of branches?", yes: "Go", no: "Stay" });
  },
  "given a message": (fake) => {
    fake.run();
    fake.agents("Ada Lovelace");
    void fake.ui?.showMessage?.("The document is larger than 5 MB.");
  },
  confirming: (fake) => {
    fake.run();
    fake.agents("Ada Lovelace");
    shadow().querySelector<HTMLElement>("#glance_stop_btn")?.click();
  },
  "ended by the agent": (fake) => {
    fake.run();
    fake.end("agent");
  },
  failed: (fake) => {
    fake.status = "starting";
    fake.emit("sessionstarting", {});
    fake.fail("service");
  },
};

/** The card's shadow root. */
export function shadow(): ShadowRoot {
  const root = document.querySelector("#glance_cobrowse_btn")?.shadowRoot;
  if (root === null || root === undefined) throw new Error("no card");
  return root;
}
