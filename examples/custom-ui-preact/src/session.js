// The session as a value that components can draw: what GLANCE.Cobrowse.Visitor tells, in one object, and who wants to know.
const visitor = window.GLANCE.Cobrowse.Visitor;

const NONE = { key: "", agents: [], paused: false, rc: false, connected: true };
let session = { ...NONE, status: visitor.status, shown: false, ended: "", failed: "", question: undefined };
const watchers = new Set();

function set(changes) {
  session = { ...session, ...changes, status: visitor.status };
  for (const watcher of watchers) watcher();
}

/** For useSyncExternalStore and its like. */
export const snapshot = () => session;
export function watch(watcher) {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/** Asks the visitor; `onyes` is called in the click. */
export function ask(text, onyes, onno = () => undefined) {
  const settle = (then) => () => {
    set({ question: undefined });
    then();
  };
  set({ shown: true, question: { text, yes: settle(onyes), no: settle(onno) } });
}

export const start = () => visitor.startSession();
export const end = () => ask("End the session?", () => visitor.stopSession());
export const pause = (paused) => visitor.pauseSession({ pause: paused });
export const takeBack = () => visitor.enableRC(false);
export const close = () => set({ shown: false, ended: "", failed: "" });

visitor.attachUI({
  showButton: () => set({ shown: true }),
  toggleButton: () => set({ shown: !session.shown }),
  showTerms: ({ start: params }) => ask("Do you accept our terms?", () => visitor.startSession(params)),
  askRemoteControl: (request) =>
    ask(
      "May we act on this page for you?",
      () => request.accept(),
      () => request.decline(),
    ),
  askCrossDomain: (origins, prepare) =>
    new Promise((resolve, reject) => {
      ask(`Go on at ${origins.join(", ")}?`, () => prepare().then(resolve, reject), resolve);
    }),
});

const on = (name, changes) => visitor.addEventListener(name, (event) => set(changes(event)));
on("sessionstarting", () => ({ shown: true, ended: "", failed: "" }));
on("sessioncontinue", () => ({ shown: true, key: visitor.getKey() }));
on("agents", ({ agentlist }) => ({ agents: agentlist }));
on("paused", ({ paused }) => ({ paused }));
on("rc", ({ enabled }) => ({ rc: enabled }));
on("connection", ({ status }) => ({ connected: status === "ok" }));
on("blur", () => ({ shown: false }));
on("focus", () => ({ shown: true }));
on("error", ({ code }) => (visitor.inSession() ? {} : { shown: true, failed: code }));
on("sessionend", ({ reason }) => ({ ...NONE, ended: reason, question: undefined }));
