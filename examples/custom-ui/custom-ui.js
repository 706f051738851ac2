// A whole visitor UI in one file, on the public API alone: the tag says data-ui="custom", so that no other UI is loaded.
// docs/CUSTOM-UI.md goes through it step by step.

const visitor = window.GLANCE.Cobrowse.Visitor;

/** What is shown; render() puts it on the page. */
const state = {
  shown: false,
  key: "",
  agents: [],
  paused: false,
  rc: false,
  connected: true,
  notice: "",
  question: undefined,
};

// 1. The DOM. Agents never see it: the attribute keeps it out of the session.
const root = document.createElement("aside");
root.id = "help";
root.setAttribute("glance_cobrowse_suppress", "1");
root.setAttribute("aria-label", "Live help");
const status = root.appendChild(document.createElement("p"));
status.setAttribute("role", "status");
const key = root.appendChild(document.createElement("strong"));
const buttons = root.appendChild(document.createElement("div"));
document.body.append(root);

function words() {
  if (state.question) return state.question.text;
  if (state.notice) return state.notice;
  if (visitor.status === "starting") return "One moment …";
  if (!visitor.inSession()) return "Shall we look at this page together?";
  if (!state.connected) return "The connection is lost. We are trying again …";
  if (state.paused) return "Paused. Nobody sees this page.";
  if (state.agents.length === 0) return "Tell us this code on the phone:";
  const names = state.agents.map(({ name }) => name || "Somebody").join(", ");
  return state.rc ? `${names} can see and use this page.` : `${names} can see this page.`;
}

/** Name and action of each button, as things are now. */
function actions() {
  const { question } = state;
  if (question) return { [question.no]: () => answer(false), [question.yes]: () => answer(true) };
  if (visitor.status === "starting") return {};
  if (!visitor.inSession())
    return state.notice
      ? { Close: () => set({ notice: "", shown: false }), "Start again": start }
      : { Start: start };
  return {
    ...(state.rc ? { "Take back control": () => visitor.enableRC(false) } : {}),
    [state.paused ? "Go on" : "Pause"]: () =>
      visitor.pauseSession({ pause: !state.paused, message: "One moment, please" }),
    End: () => ask("End the session?", "End it", "Keep it", () => visitor.stopSession()),
  };
}

function render() {
  root.hidden = !state.shown;
  const text = words();
  if (status.textContent !== text) status.textContent = text;
  key.hidden = !visitor.inSession() || state.agents.length > 0 || state.question !== undefined;
  key.textContent = state.key;
  const focused = buttons.contains(document.activeElement);
  buttons.replaceChildren(
    ...Object.entries(actions()).map(([name, act]) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = name;
      button.addEventListener("click", act);
      return button;
    }),
  );
  // What was pressed may be gone: the focus stays here, and does not fall back to the page's beginning.
  if (focused) buttons.querySelector("button")?.focus();
}

function set(changes) {
  Object.assign(state, changes);
  render();
}

function start() {
  set({ notice: "" });
  visitor.startSession();
}

// 2. Questions: one at a time is enough here. `onyes` is called in the visitor's click, which pop-ups need.
function ask(text, yes, no, onyes, onno = () => undefined) {
  set({ shown: true, question: { text, yes, no, onyes, onno } });
}

function answer(isYes) {
  const { onyes, onno } = state.question;
  set({ question: undefined });
  if (isYes) onyes();
  else onno();
}

// 3. What the page, its start elements and hot keys ask of a UI.
visitor.attachUI({
  showButton: () => set({ shown: true }),
  toggleButton: () => set({ shown: !state.shown }),
  showTerms: ({ url, start }) =>
    ask(`An agent will see this page as you do. Terms: ${url ?? "none"}`, "Accept", "Decline", () =>
      visitor.startSession(start),
    ),
  // Looked up when the visitor decides: a listener of `rcrequested` may have replaced them.
  askRemoteControl: (request) =>
    ask(
      "May we click and type here for you?",
      "You may",
      "No",
      () => request.accept(),
      () => request.decline(),
    ),
  askCrossDomain: (origins, prepare) =>
    new Promise((resolve, reject) => {
      ask(`Go on at ${origins.join(", ")}?`, "Go on", "No", () => prepare().then(resolve, reject), resolve);
    }),
});

// 4. What happens in the session.
const ENDED = {
  agent: "We have ended the session. Thank you!",
  visitor: "You have ended the session.",
  error: "The session could not go on.",
};
const FAILED = {
  service: "We cannot be reached just now.",
  dupkey: "You have a session in another window already.",
};

visitor.addEventListener("sessionstarting", () => set({ shown: true, notice: "" }));
visitor.addEventListener("sessioncontinue", () => set({ shown: true, key: visitor.getKey() }));
visitor.addEventListener("agents", ({ agentlist }) => set({ agents: agentlist }));
visitor.addEventListener("paused", ({ paused }) => set({ paused }));
visitor.addEventListener("rc", ({ enabled }) => set({ rc: enabled }));
visitor.addEventListener("connection", ({ status }) => set({ connected: status === "ok" }));
visitor.addEventListener("blur", () => set({ shown: false }));
visitor.addEventListener("focus", () => set({ shown: true }));
visitor.addEventListener("error", ({ code }) => {
  if (!visitor.inSession())
    set({ shown: true, notice: FAILED[code] ?? "That did not work. Please call us." });
});
visitor.addEventListener("sessionend", ({ reason }) =>
  set({
    notice: ENDED[reason],
    key: "",
    agents: [],
    paused: false,
    rc: false,
    connected: true,
    question: undefined,
  }),
);
render();
