import { expect } from "chai";
import type { VisitorHost } from "../../../core/visitor/api.ts";
import { takeHandOver } from "../../../loader/hand-over.ts";
import { startLoader } from "../../../loader/start.ts";
import { clearPage, PARTS, runLoader, until, warningsOf } from "./page.ts";

/** What the stand-ins of our other scripts note (../fixtures/parts). */
interface Test {
  partCalls?: unknown[][];
  partHost?: VisitorHost;
}
const test = window as unknown as Test;
const scripts = (): string[] =>
  [...document.querySelectorAll<HTMLScriptElement>("script[src*=GlanceCobrowse]")].map(({ src }) =>
    src.slice(src.lastIndexOf("/") + 1),
  );

describe("loader", () => {
  beforeEach(() => {
    delete test.partCalls;
    delete test.partHost;
  });
  afterEach(clearPage);

  it("EMB-09, C-06: defines the namespace at once", () => {
    const glance = runLoader();
    expect(glance.VERSION).to.be.a("string");
    expect(glance.PATCH).to.be.a("string");
    expect(glance.Cobrowse.Visitor).to.have.property("addEventListener").that.is.a("function");
    expect(glance.Cobrowse.Visitor.loaded).to.equal(false);
    expect(glance.Cobrowse.VisitorUI?.loaded).to.equal(false);
  });

  it("C-03: adds nothing to the page and fetches nothing before it is asked", () => {
    const count = performance.getEntriesByType("resource").length;
    const elements = document.querySelectorAll("*").length;
    runLoader();
    expect(document.querySelectorAll("*").length - elements, "the tag alone").to.equal(1);
    expect(performance.getEntriesByType("resource").length).to.equal(count);
  });

  it("keeps what is on GLANCE already", () => {
    const Presence = {};
    (window as { GLANCE?: unknown }).GLANCE = { Presence };
    expect((runLoader() as unknown as { Presence: unknown }).Presence).to.equal(Presence);
  });

  it("EMB-31: fetches the presence script when the tag asks for it, and not else", () => {
    runLoader();
    expect(document.querySelectorAll("script[src*=GlancePresence]")).to.have.length(0);
    clearPage();
    runLoader({ "data-presence": "api" });
    const script = document.querySelector<HTMLScriptElement>("script[src*=GlancePresenceVisitor]");
    expect(script?.src).to.match(/\/GlancePresenceVisitor_test\.js$/);
  });

  it("ignores a second tag on the page, with a warning", () => {
    const { Visitor } = runLoader().Cobrowse;
    expect(warningsOf(startLoader)).to.have.length(1);
    expect(window.GLANCE?.Cobrowse.Visitor).to.equal(Visitor);
  });

  it("C-46: defines no VisitorUI with data-ui=custom, and loads none", async () => {
    const { Cobrowse } = runLoader({ "data-ui": "custom" });
    expect(Cobrowse.VisitorUI).to.equal(undefined);
    Cobrowse.Visitor.startSession();
    await until(() => (test.partCalls?.length ?? 0) > 0);
    expect(scripts()).to.deep.equal(["GlanceCobrowseVisitor_test.js"]);
  });

  it("C-07: keeps calls until both scripts are there, then makes them in order", async () => {
    const { Visitor, VisitorUI } = runLoader().Cobrowse;
    Visitor.startSession({ sessionKey: "jane" });
    Visitor.pauseSession({ pause: true });
    Visitor.stopSession();
    expect(scripts()).to.deep.equal(["GlanceCobrowseVisitor_test.js", "GlanceCobrowseVisitorUI_test.js"]);
    await until(() => test.partCalls?.length === 3);
    expect(test.partCalls).to.deep.equal([
      ["startSession", { sessionKey: "jane" }],
      ["pauseSession", { pause: true }],
      ["stopSession"],
    ]);
    expect(VisitorUI?.loaded).to.equal(true);
  });

  it("C-07: makes calls at once when the scripts are there, and loads them once", async () => {
    const { Visitor } = runLoader().Cobrowse;
    Visitor.showButton();
    await until(() => test.partCalls?.length === 1);
    Visitor.toggleButton();
    expect(test.partCalls).to.deep.equal([["showButton"], ["toggleButton"]]);
    expect(Visitor.loaded).to.equal(true);
    expect(Visitor.status).to.equal("running");
    expect(Visitor.getKey()).to.equal("123456789");
    expect(scripts()).to.have.length(2);
    expect(document.querySelector("#glance_cbscript"), "EMB-30").to.not.equal(null);
  });

  it("gives a UI that attaches early to the visitor part before anything else", async () => {
    const { Visitor } = runLoader({ "data-ui": "custom" }).Cobrowse;
    const nothing = (): void => undefined;
    const ui = { showButton: nothing, toggleButton: nothing, showTerms: nothing };
    Visitor.attachUI(ui);
    Visitor.showButton();
    await until(() => test.partCalls?.length === 2);
    expect(test.partCalls?.[0]).to.deep.equal(["attachUI", ui]);
  });

  it("tells SCRIPT_NOT_LOADED with the script's name, and tries again when asked again", async () => {
    const { Visitor, Loader } = runLoader({ "data-scriptserver": "/nowhere/" }).Cobrowse;
    const errors: unknown[] = [];
    Visitor.addEventListener("error", ({ code, params }) => errors.push([code, params?.["script"]]));
    Visitor.startSession();
    await until(() => errors.length === 2);
    expect(errors).to.deep.include(["SCRIPT_NOT_LOADED", "GlanceCobrowseVisitor_test.js"]);
    expect(errors).to.deep.include(["SCRIPT_NOT_LOADED", "GlanceCobrowseVisitorUI_test.js"]);
    document.querySelector<HTMLElement>("#glance-cobrowse")!.dataset["scriptserver"] = PARTS;
    expect(Loader.settings().scriptBase).to.include(PARTS);
    Visitor.startSession("jane");
    await until(() => test.partCalls !== undefined && test.partCalls.length > 0);
    expect(test.partCalls, "the call that failed is forgotten").to.deep.equal([["startSession", "jane"]]);
  });

  it("VAPI-02: warns and loads nothing when a session is to be ended and none runs", () => {
    const { Visitor } = runLoader().Cobrowse;
    expect(
      warningsOf(() => {
        Visitor.stopSession();
        Visitor.pauseSession({ pause: true });
      }),
    ).to.have.length(2);
    expect(scripts()).to.deep.equal([]);
    expect([Visitor.inSession(), Visitor.isSessionPaused(), Visitor.getKey()]).to.deep.equal([
      false,
      false,
      "",
    ]);
  });

  it("loads what is needed to end a session that the page is about to go on with", async () => {
    const { Visitor } = runLoader().Cobrowse;
    document.cookie = "glance_session=s1:t1:1";
    expect(Visitor.inSession()).to.equal(true);
    Visitor.stopSession();
    document.cookie = "glance_session=; Max-Age=0";
    await until(() => test.partCalls?.length === 1);
    expect(test.partCalls).to.deep.equal([["stopSession"]]);
  });

  it("4.2: keeps what needs a session until the rest is here, and answers at once when there is none", async () => {
    const { Visitor } = runLoader().Cobrowse;
    const answers: unknown[] = [];
    const { warn } = console;
    console.warn = () => undefined;
    Visitor.setUserState("a", 1);
    Visitor.sendSessionMessage("a", {});
    Visitor.enableRC(true);
    Visitor.continueSessionAt({ destination: "b.example" });
    answers.push(await Visitor.crossDomain({ url: "https://b.example" }), Visitor.getUserState("a"));
    await Visitor.promptCrossDomain();
    console.warn = warn;
    expect(answers).to.deep.equal([false, undefined]);
    expect(scripts(), "nothing is loaded for it").to.deep.equal([]);
  });

  it("EVT-03, C-32: brings session messages to listeners of their name that were there early", async () => {
    const { Visitor } = runLoader().Cobrowse;
    const heard: unknown[] = [];
    const listener = (name: string, message: object): unknown => heard.push([name, message]);
    Visitor.addSessionMessageListener("offer", listener);
    Visitor.addSessionMessageListener("other", listener);
    Visitor.addSessionMessageListener("offer");
    Visitor.showButton();
    await until(() => test.partHost !== undefined);
    test.partHost?.emitMessage("offer", { percent: 10 });
    Visitor.removeSessionMessageListener("offer", listener);
    test.partHost?.emitMessage("offer", { percent: 20 });
    expect(heard).to.deep.equal([["offer", { percent: 10 }]]);
  });

  it("EMB-22: has the style of the group that setStyle names, else of the tag's", () => {
    const { Loader, VisitorUI } = runLoader().Cobrowse;
    expect(Loader.settings().styleGroup).to.equal("1");
    VisitorUI?.setStyle(7);
    expect(Loader.settings().styleGroup).to.equal("7");
  });

  for (const [hash, code, left] of [
    [`#glance_continue=${"c".repeat(43)}`, `continue=${"c".repeat(43)}`, ""],
    [`#/route&glance_prepare=${"c".repeat(43)}`, `prepare=${"c".repeat(43)}`, "#/route"],
    ["#glance_continue=short", "", "#glance_continue=short"],
    ["#top", "", "#top"],
  ] as const)
    it(`SES-24: takes "${code.slice(0, 12)}" out of an address with ${hash.slice(0, 24)}`, () => {
      history.replaceState(null, "", hash);
      const taken = takeHandOver();
      const { hash: now } = location;
      history.replaceState(null, "", location.pathname + location.search);
      expect([taken, now]).to.deep.equal([code, left]);
    });

  it("EVT-03: brings events to listeners that were added before the visitor part came", async () => {
    const { Visitor } = runLoader().Cobrowse;
    const heard: unknown[] = [];
    const listener = (event: { readonly reason: string }): unknown => heard.push(event.reason);
    Visitor.addEventListener("sessionend", listener);
    Visitor.addEventListener("sessionend", listener);
    Visitor.addEventListener("sessionend", undefined);
    Visitor.showButton();
    await until(() => test.partHost !== undefined);
    test.partHost?.emit("sessionend", { reason: "agent" });
    Visitor.removeEventListener("sessionend", listener);
    test.partHost?.emit("sessionend", { reason: "error" });
    expect(heard).to.deep.equal(["agent"]);
    expect(Visitor.getSessionState("sessionend")).to.deep.equal({ reason: "error" });
  });

  it("calls the other listeners when one throws", async () => {
    const { Visitor } = runLoader().Cobrowse;
    const heard: string[] = [];
    const thrown: string[] = [];
    const { onerror } = window;
    window.onerror = (_event, _source, _line, _column, error) => {
      thrown.push(error?.message ?? "");
      return true;
    };
    Visitor.addEventListener("sessionstart", () => {
      throw new Error("the page's own");
    });
    Visitor.addEventListener("sessionstart", () => heard.push("second"));
    Visitor.showButton();
    await until(() => test.partHost !== undefined);
    test.partHost?.emit("sessionstart", {});
    await until(() => thrown.length === 1);
    window.onerror = onerror;
    expect(heard).to.deep.equal(["second"]);
    expect(thrown).to.deep.equal(["the page's own"]);
  });
});
