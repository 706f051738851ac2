// The visitor's half without the loader: the methods of the public API over one session.
import type { StartParams, VisitorHost, VisitorMethods } from "./api.ts";
import { Session } from "./session.ts";
import { startSharing, type StartSharing } from "./sharing.ts";
import { UiPort } from "./ui-port.ts";

function startParams(keyOrParams: string | StartParams | undefined): StartParams {
  if (typeof keyOrParams === "string") return keyOrParams === "" ? {} : { sessionKey: keyOrParams };
  return typeof keyOrParams === "object" ? keyOrParams : {};
}

/** Leaves the session to the next page when this one is put away, and takes it back when this one is shown again. */
function followPage(session: Session): void {
  addEventListener("pagehide", () => session.leavePage());
  addEventListener("pageshow", (event) => event.persisted && session.returnToPage());
  addEventListener("focus", () => session.returnToPage());
}

/**
 * Makes the methods of `GLANCE.Cobrowse.Visitor`, and goes on with the session that `host.store` holds, if any.
 *
 * @param share how a page is shared; given in by tests.
 */
export function createVisitor(host: VisitorHost, share: StartSharing = startSharing): VisitorMethods {
  const session = new Session(host, share);
  const ui = new UiPort((text) => host.warn(text));
  followPage(session);
  if (host.store.read() !== undefined) void session.resume();
  return {
    loaded: true,
    get status() {
      return session.status;
    },
    startSession: (keyOrParams) => void session.start(startParams(keyOrParams)),
    stopSession: () => session.stop(),
    inSession: () => session.inSession,
    getKey: () => session.key,
    pauseSession: (options) => session.pause(options.pause, options.message ?? ""),
    isSessionPaused: () => session.paused,
    showTerms: (params) => ui.showTerms(startParams(params), host.settings().termsUrl),
    showButton: () => ui.showButton(),
    toggleButton: () => ui.toggleButton(),
    attachUI: (port) => ui.attach(port),
  };
}
