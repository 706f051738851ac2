import { expect } from "chai";
import type { RcRequest, VisitorUiPort } from "../../../core/visitor/api.ts";
import { UiPort } from "../../../core/visitor/ui-port.ts";
import { Session } from "../../../core/visitor/session.ts";
import { RESUMED, Scene } from "./scene.ts";

const nothing = (): void => undefined;
const ui = (askRemoteControl: VisitorUiPort["askRemoteControl"]): UiPort => {
  const port = new UiPort(nothing);
  const rest = { showButton: nothing, toggleButton: nothing, showTerms: nothing };
  port.attach(askRemoteControl === undefined ? rest : { ...rest, askRemoteControl });
  return port;
};

const notSaid: readonly { readonly what: string; readonly name: unknown; readonly body: unknown }[] = [
  { what: "text", name: "a", body: "text" },
  { what: "a list", name: "a", body: [1] },
  { what: "null", name: "a", body: null },
  { what: "nothing", name: "a", body: undefined },
  {
    what: "an object that holds itself",
    name: "a",
    body: (() => {
      const own: { own?: unknown } = {};
      own.own = own;
      return own;
    })(),
  },
  { what: "70,000 characters", name: "a", body: { text: "x".repeat(70_000) } },
  { what: "an object without a name", name: "", body: {} },
  { what: "an object named by a number", name: 7, body: {} },
];

const AGENT = { slot: 1, role: "agent", name: "Ada", generation: 1, connected: true } as const;

describe("core / visitor / conversation", () => {
  let scene: Scene;
  let session: Session;
  /** What the page's listeners of `rcrequested` do. */
  let onrequest: (request: RcRequest) => void = nothing;
  const begin = async (asks?: VisitorUiPort["askRemoteControl"]): Promise<void> => {
    const host = {
      ...scene.host,
      emit: ((name: never, event: never) => {
        scene.host.emit(name, event);
        if (name === "rcrequested") onrequest(event);
      }) as typeof scene.host.emit,
    };
    session = new Session(host, scene.share, ui(asks));
    await session.start({});
    meet();
    scene.heard.length = 0;
  };
  /** One agent is there, with that role. */
  const meet = (agentrole?: string): void =>
    scene.sharing.events.onparticipants([{ ...AGENT, ...(agentrole === undefined ? {} : { agentrole }) }]);
  const told = (): readonly string[] => scene.sharing.asked.filter((what) => what.startsWith("tell"));
  beforeEach(() => {
    scene = new Scene();
    onrequest = nothing;
  });
  afterEach(() => {
    if (session.inSession) session.stop();
    scene.close();
  });

  it("C-32: sends objects to agents, and brings theirs to the page", async () => {
    await begin();
    session.conversation.send("cart", { items: 2 });
    expect(told()).to.deep.equal([`tell {"type":"message","name":"cart","body":{"items":2}}`]);
    scene.sharing.events.onmessage({ type: "message", name: "offer", body: { percent: 10 } }, 1);
    expect(scene.heard).to.deep.equal([`message offer {"percent":10}`]);
  });

  for (const { what, name, body } of notSaid)
    it(`C-32: sends no ${what}, and warns`, async () => {
      await begin();
      session.conversation.send(name as string, body as object);
      expect(told()).to.deep.equal([]);
      expect(scene.warnings).to.have.length(1);
    });

  it("C-33, SES-18: keeps user state for the session's further pages, and for no other session", async () => {
    await begin();
    session.conversation.setUserState("step", { at: 3 });
    expect(session.conversation.userState("step")).to.deep.equal({ at: 3 });
    session.leavePage();
    scene.answers = [RESUMED];
    const next = new Session(scene.host, scene.share, ui(undefined));
    await next.resume();
    expect(next.conversation.userState("step")).to.deep.equal({ at: 3 });
    expect(told(), "for agents who come later").to.deep.equal([
      `tell {"type":"state","name":"step","value":{"at":3}}`,
    ]);
    next.stop();
    expect(next.conversation.userState("step")).to.equal(undefined);
    expect(sessionStorage.length).to.equal(0);
  });

  it("C-28: asks once for what an agent wants, and tells that it is given", async () => {
    const asked: RcRequest[] = [];
    await begin((request) => asked.push(request));
    scene.sharing.events.onmessage({ type: "rcRequest" }, 1);
    expect(asked).to.have.length(1);
    asked[0]?.accept();
    expect(told()).to.deep.equal([`tell {"type":"rc","enabled":true,"slot":1}`]);
    expect(scene.heard.at(-1)).to.equal(`rc {"enabled":true}`);
    scene.sharing.events.onmessage({ type: "rcRequest" }, 1);
    expect(asked, "it is given already").to.have.length(1);
  });

  it("C-28: tells the agent when the visitor declines, and lets nobody act", async () => {
    await begin((request) => request.decline());
    scene.sharing.events.onmessage({ type: "rcRequest" }, 1);
    expect(told()).to.deep.equal([`tell {"type":"rc","enabled":false}`]);
    expect(scene.heard.filter((event) => event.startsWith("rc {"))).to.deep.equal([]);
  });

  it("EVT-04: calls what a listener has put in place of accept and decline", async () => {
    const called: string[] = [];
    onrequest = (request) => {
      request.accept = () => called.push("own accept");
      request.decline = () => called.push("own decline");
    };
    await begin((request) => {
      request.accept();
      request.decline();
    });
    scene.sharing.events.onmessage({ type: "rcRequest" }, 1);
    expect(called).to.deep.equal(["own accept", "own decline"]);
    expect(told()).to.deep.equal([]);
  });

  it("C-28: tells rc again on the next page, and that it is over with the session", async () => {
    await begin();
    session.conversation.remote.enable(true);
    session.leavePage();
    scene.answers = [RESUMED];
    scene.heard.length = 0;
    const next = new Session(scene.host, scene.share, ui(undefined));
    await next.resume();
    expect(scene.heard).to.deep.equal(["sessioncontinue", `rc {"enabled":true}`]);
    expect(told()).to.deep.equal([`tell {"type":"rc","enabled":true}`]);
    next.stop();
    expect(scene.heard.slice(-2)).to.deep.equal([`rc {"enabled":false}`, `sessionend {"reason":"visitor"}`]);
  });

  it("C-28: takes rc back when the agent gives it back, and only then", async () => {
    await begin();
    scene.sharing.events.onmessage({ type: "rcStop" }, 1);
    expect(scene.heard, "it was not given").to.deep.equal([]);
    session.conversation.remote.enable(true);
    scene.sharing.events.onmessage({ type: "rcStop" }, 1);
    expect(scene.heard.at(-1)).to.equal(`rc {"enabled":false}`);
  });

  describe("while what performs agents' acts is on its way", () => {
    let come: () => void = nothing;
    let fail: (error: Error) => void = nothing;
    const drawing = { type: "highlight", at: null } as const;
    const typing = { type: "text", text: "x", telling: 1 } as const;
    const overlay = (): Element | null => document.querySelector("glance-cobrowse-gestures");
    const turn = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve));
    const refused = (): readonly string[] =>
      scene.sharing.asked
        .filter((what) => what.includes(`"refused"`))
        .map((what) => /"reason":"([^"]*)"/.exec(what)![1]!);
    const point = (): void => scene.sharing.events.oncontrol(drawing, 1, "Ada");
    const type = (): void => scene.sharing.events.oncontrol(typing, 1, "Ada");
    beforeEach(() => {
      scene.controlGate = new Promise((resolve, reject) => {
        come = () => resolve(undefined);
        fail = reject;
      });
    });

    it("keeps gestures, and shows them once it is here", async () => {
      await begin();
      point();
      expect(overlay()).to.equal(null);
      come();
      await turn();
      expect(overlay()).not.to.equal(null);
      expect(refused()).to.deep.equal([]);
    });

    it("does what was asked for then only if it is allowed by then", async () => {
      await begin();
      type();
      expect(refused(), "nobody may act yet").to.deep.equal(["no-grant"]);
      session.conversation.remote.enable(true, 1);
      type();
      expect(refused(), "it waits").to.have.length(1);
      session.conversation.remote.enable(false);
      come();
      await turn();
      expect(refused()).to.deep.equal(["no-grant", "no-grant"]);
    });

    it("shows nothing of what waited when the page is not shared any more", async () => {
      await begin();
      point();
      session.stop();
      come();
      await turn();
      expect(overlay()).to.equal(null);
    });

    it("refuses, and takes remote control back, when it does not come", async () => {
      await begin();
      session.conversation.remote.enable(true, 1);
      point();
      type();
      fail(new Error("blocked"));
      await turn();
      expect(refused()).to.deep.equal(["not-possible", "not-possible"]);
      expect(told().at(-1)).to.equal(`tell {"type":"rc","enabled":false}`);
      expect(scene.heard.at(-1)).to.equal(`rc {"enabled":false}`);
    });
  });
});
