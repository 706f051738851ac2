// The visitor's half without the loader: the methods of the public API over one session.
import type { SessionStore, StartParams, VisitorHost, VisitorMethods } from "./api.ts";
import { arrive } from "./arrival.ts";
import type { ControlTools } from "./control-tools.ts";
import { CrossDomain } from "./cross-domain.ts";
import { FramedPage } from "./framed-page.ts";
import { HalvedStore } from "./halves.ts";
import { maskHighlight } from "./highlight.ts";
import { LatePart, loadPart } from "./late-part.ts";
import { Session } from "./session.ts";
import { createSessionStore, type PageHost } from "./session-store.ts";
import { startSharing, type StartSharing } from "./sharing.ts";
import { UiPort } from "./ui-port.ts";

function startParams(keyOrParams: string | StartParams | undefined): StartParams {
  if (typeof keyOrParams === "string") return keyOrParams === "" ? {} : { sessionKey: keyOrParams };
  return typeof keyOrParams === "object" ? keyOrParams : {};
}

/** A frame leaves a session that it started; it never takes over the one of the page around it, whose store it may share. */
function followFrame(session: Session): void {
  addEventListener("pagehide", () => session.leavePage());
}

/** Leaves the session to the next page when this one is put away, and takes it back when this one is shown again. */
function followPage(session: Session): void {
  addEventListener("pagehide", () => session.leavePage());
  addEventListener("pageshow", (event) => event.persisted && session.returnToPage());
  addEventListener("focus", () => session.returnToPage());
}

/** Lets the next page have the session, wherever it is of the cookie's domain, and nobody else when the visitor is back here. */
function followVisitor(store: HalvedStore): void {
  const turn = (): void => {
    if (document.visibilityState === "hidden") store.open();
    else store.shut();
  };
  addEventListener("pagehide", () => store.open());
  addEventListener("blur", () => store.open());
  addEventListener("focus", () => store.shut());
  document.addEventListener("visibilitychange", turn);
}

/** Goes on with the session that another domain has handed over, or that another page has left. */
async function begin(host: PageHost, session: Session): Promise<void> {
  if (host.handOver !== "" && !(await arrive(host))) return;
  if (host.store.read() !== undefined) await session.resume();
}

/** What a visitor works with; given in by tests. */
export interface VisitorPorts {
  /** How a page is shared. */
  readonly share: StartSharing;
  /** What shows and does what agents want. */
  readonly control: LatePart<ControlTools>;
  /** Where its session is kept. */
  readonly store: SessionStore;
  /** Whether this page is in a frame. */
  readonly isFramed: boolean;
}

/** Makes the methods of `GLANCE.Cobrowse.Visitor`, and goes on with the session that other pages have left, if any. */
export function createVisitor(loader: VisitorHost, ports: Partial<VisitorPorts> = {}): VisitorMethods {
  const { share = startSharing, isFramed = window !== window.parent } = ports;
  const { control = new LatePart(() => loadPart<ControlTools>(loader, "Control")) } = ports;
  const store = new HalvedStore(ports.store ?? createSessionStore(loader));
  const host: PageHost = { ...loader, store, control };
  const ui = new UiPort((text) => host.warn(text));
  const session = new Session(host, share, ui);
  const crossDomain = new CrossDomain(host, session, ui);
  const { conversation } = session;
  if (isFramed) followFrame(session);
  else {
    followVisitor(store);
    followPage(session);
  }
  conversation.documents.followLinks();
  crossDomain.followLinks();
  // The session in the store of a frame is that of the page around it, if any.
  if (isFramed) new FramedPage(host);
  else void begin(host, session);
  const inSession = (what: () => void): void => {
    if (session.inSession) what();
    else host.warn("no session is running");
  };
  return {
    loaded: true,
    get status() {
      return session.status;
    },
    startSession: (keyOrParams) => void session.start(startParams(keyOrParams)),
    offerSession(offer) {
      if (session.inSession || session.status === "starting") host.warn("a session runs already");
      else {
        host.emit("sessionoffered", offer);
        ui.askSession(offer);
      }
    },
    stopSession: () => session.stop(),
    inSession: () => session.inSession,
    getKey: () => session.key,
    pauseSession: (options) => session.pause(options.pause, options.message ?? ""),
    isSessionPaused: () => session.paused,
    highlightMasked: (shown, label = "Stop showing what is hidden") =>
      shown ? inSession(() => maskHighlight.show(label)) : maskHighlight.hide(),
    showTerms: (params) => ui.showTerms(startParams(params), host.settings().termsUrl),
    showButton: () => ui.showButton(),
    toggleButton: () => ui.toggleButton(),
    setUserState: (name, value) => inSession(() => conversation.setUserState(name, value)),
    getUserState: (name) => conversation.userState(name),
    sendSessionMessage: (name, message) => inSession(() => conversation.send(name, message)),
    enableRC: (enable) => inSession(() => conversation.remote.enable(enable)),
    crossDomain: (params) => crossDomain.go(params),
    continueSessionAt: (params) => void crossDomain.prepare(params),
    promptCrossDomain: (params) => crossDomain.prompt(params),
    viewPDF: ({ url }) => conversation.documents.view(url),
    viewXLS: ({ url }) => conversation.documents.view(url),
    attachUI: (port) => ui.attach(port),
  };
}
