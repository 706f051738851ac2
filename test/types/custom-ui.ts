// A custom UI as its builder writes it, against the package's types (`glance-cobrowse/types`). It is compiled, not run: what
// must not compile carries @ts-expect-error, which fails when it does.
import type {
  GlanceCobrowseGlobal,
  GlanceNamespace,
  RcRequest,
  SessionEndReason,
  VisitorApi,
  VisitorUiPort,
} from "../../loader/api.ts";

const settings: GlanceCobrowseGlobal = {
  visitorid: "jane.doe",
  name: "Jane Doe",
  email: "jane@example.com",
  phone: "+49 30 123",
};
window.GLANCE_COBROWSE = settings;

export function buildUi(glance: GlanceNamespace): void {
  const release = `${glance.VERSION} ${glance.PATCH}`;
  const { Visitor, VisitorUI } = glance.Cobrowse;

  Visitor.addEventListener("sessionstart", () => show(`Your code: ${Visitor.getKey()} (${release})`));
  Visitor.addEventListener("agents", ({ count, agentlist }) =>
    show(`${String(count)}: ${agentlist.map(({ name }) => name).join()}`),
  );
  Visitor.addEventListener("sessionend", ({ reason }) => show(ENDED[reason]));
  Visitor.addEventListener("error", ({ code, msg, params }) =>
    show(`${code} ${msg} ${String(params?.["script"])}`),
  );
  Visitor.addEventListener("connection", ({ status }) => show(status === "ok" ? "" : "Reconnecting"));
  Visitor.addEventListener("paused", ({ paused, message }) => show(paused ? message : ""));
  Visitor.addEventListener("rcrequested", askForControl);
  Visitor.addEventListener("rc", ({ enabled }) => show(enabled ? "Under control" : ""));
  Visitor.addEventListener("blur", () => show(""));
  Visitor.addEventListener("statereceived", () => {
    const count: number | undefined = Visitor.getSessionState("agents")?.count;
    show(String(count));
  });
  Visitor.addEventListener("sessionstarting");
  Visitor.removeEventListener("rcrequested", askForControl);

  Visitor.startSession();
  Visitor.startSession("GLANCE_KEYTYPE_RANDOM");
  Visitor.startSession({ groupid: 12345, sessionKey: "jane", video: "off" });
  Visitor.pauseSession({ pause: true, message: "One moment" });
  Visitor.showTerms({ sessionKey: "GLANCE_KEYTYPE_RANDOM" });
  Visitor.setUserState("cart", { items: 2 });
  Visitor.sendSessionMessage("offer", { accepted: true });
  Visitor.addSessionMessageListener("offer", (name, message) => show(name + JSON.stringify(message)));
  Visitor.continueSessionAt({ destination: "bank.example", oncomplete: () => show("Ready") });
  void Visitor.crossDomain({ url: "https://bank.example/", target: "_self" }).then((gone: boolean) => gone);
  // A custom UI has none: so it has to be asked for.
  void VisitorUI?.promptCrossDomain();
  VisitorUI?.setStyle("12345");
  Visitor.attachUI(port(Visitor));
}

function port(visitor: VisitorApi): VisitorUiPort {
  return {
    showButton: () => show("Button"),
    toggleButton: () => show("Button"),
    showTerms: ({ url, start }) => {
      show(url ?? "No terms");
      visitor.startSession(start);
    },
    askRemoteControl: askForControl,
    askCrossDomain: (origins, prepare) => (confirm(origins.join()) ? prepare() : Promise.resolve()),
  };
}

function askForControl(request: RcRequest): void {
  const { accept } = request;
  // A page may put its own in their place.
  request.accept = () => accept();
  if (confirm("May the agent help you type?")) request.accept();
  else request.decline();
}

const ENDED: Readonly<Record<SessionEndReason, string>> = {
  agent: "By the agent",
  visitor: "By you",
  error: "Lost",
};

function show(text: string): void {
  document.body.append(text);
}

export function wrongUses({ Cobrowse: { Visitor, VisitorUI } }: GlanceNamespace): void {
  // @ts-expect-error no such event
  Visitor.addEventListener("sessionstarted", () => show(""));
  // @ts-expect-error the event has no such field
  Visitor.addEventListener("agents", ({ names }) => names === "");
  // @ts-expect-error no such way
  Visitor.startSession({ video: "huge" });
  // @ts-expect-error a message is an object
  Visitor.sendSessionMessage("offer", "text");
  // @ts-expect-error pause what?
  Visitor.pauseSession({ message: "One moment" });
  // @ts-expect-error it has to say where to
  void Visitor.crossDomain({});
  // @ts-expect-error events are read, not written
  Visitor.addEventListener("agents", (event) => (event.count = 0));
  // @ts-expect-error not with a custom UI
  VisitorUI.setStyle("12345");
  // @ts-expect-error a UI has to show terms
  Visitor.attachUI({ showButton: () => show(""), toggleButton: () => show("") });
  // @ts-expect-error the loader says when
  Visitor.loaded = true;
}
