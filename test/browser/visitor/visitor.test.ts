import { expect } from "chai";
import type { StartParams, Terms, VisitorMethods } from "../../../core/visitor/api.ts";
import { createVisitor } from "../../../core/visitor/index.ts";
import { until } from "../loader/page.ts";
import { RESUMED, Scene, STORED } from "./scene.ts";

const starts: readonly { readonly given: string | StartParams | undefined; readonly asks: object }[] = [
  { given: undefined, asks: { groupid: "1" } },
  { given: "", asks: { groupid: "1" } },
  { given: "jane", asks: { groupid: "1", key: "jane" } },
  { given: "GLANCE_KEYTYPE_RANDOM", asks: { groupid: "1" } },
  { given: { sessionKey: "jane", groupid: 2 }, asks: { groupid: "2", key: "jane" } },
  { given: {}, asks: { groupid: "1" } },
];

describe("core / visitor", () => {
  let scene: Scene;
  let visitor: VisitorMethods;
  beforeEach(() => {
    scene = new Scene();
    visitor = createVisitor(scene.host, { share: scene.share, store: scene.store, isFramed: false });
  });
  afterEach(() => {
    // Its listeners stay on the window: without a session they do nothing.
    if (visitor.inSession()) visitor.stopSession();
    scene.close();
  });

  for (const { given, asks } of starts) {
    it(`C-08: startSession(${given === undefined ? "" : JSON.stringify(given)}) asks for ${JSON.stringify(asks)}`, async () => {
      visitor.startSession(given);
      await until(() => visitor.status === "running");
      const {
        release,
        site,
        visitor: contact,
        ...asked
      } = scene.requests[0]?.body as Record<string, unknown>;
      expect(asked).to.deep.equal(asks);
      expect([typeof release, site]).to.deep.equal(["string", "production"]);
      expect(contact).to.deep.equal({ name: "", email: "", phone: "" });
    });
  }

  for (const { name, is } of [
    { name: "Jane", is: "Jane" },
    { name: "x".repeat(100), is: "x".repeat(63) },
    { name: "👩".repeat(64), is: "👩".repeat(63) },
    { name: 7, is: "7" },
    { name: null, is: "" },
  ]) {
    it(`SES-09: calls a visitor named ${String(name).slice(0, 8)} ${is.slice(0, 8) || "nothing"}`, async () => {
      (window as { GLANCE_COBROWSE?: unknown }).GLANCE_COBROWSE = { name };
      visitor.startSession();
      await until(() => scene.shared.length === 1);
      delete window.GLANCE_COBROWSE;
      const { visitor: told } = scene.requests[0]?.body as { visitor: { name: string } };
      expect(told.name).to.equal(is);
    });
  }

  it("goes on by itself with a session that is stored", async () => {
    scene.store.write(STORED);
    scene.answers = [RESUMED];
    const next = createVisitor(scene.host, { share: scene.share, store: scene.store, isFramed: false });
    expect(next.inSession()).to.equal(true);
    await until(() => scene.shared.length === 1);
    expect(next.getKey()).to.equal("123456789");
    next.stopSession();
  });

  it("leaves the session to the next page when this one is put away, and takes it back with it", async () => {
    visitor.startSession();
    await until(() => scene.shared.length === 1);
    scene.answers = [RESUMED];
    dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true }));
    expect(scene.sharing.asked).to.deep.equal(["close"]);
    expect(visitor.inSession()).to.equal(true);
    dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
    await until(() => scene.shared.length === 2);
    expect(scene.sharing.options.generation).to.equal(2);
  });

  it("gives the UI the terms' address and what a start is to be made with", () => {
    const shown: Terms[] = [];
    const nothing = (): void => undefined;
    visitor.attachUI({ showButton: nothing, toggleButton: nothing, showTerms: (terms) => shown.push(terms) });
    visitor.showTerms({ sessionKey: "jane" });
    scene.settings.termsUrl = "/terms";
    visitor.showTerms();
    expect(shown).to.deep.equal([{ start: { sessionKey: "jane" } }, { start: {}, url: "/terms" }]);
  });

  it("warns when there is no UI, or when it fails", () => {
    visitor.showButton();
    const fail = (): void => {
      throw new Error("the page's own");
    };
    visitor.attachUI({ showButton: fail, toggleButton: fail, showTerms: fail });
    visitor.toggleButton();
    expect(scene.warnings).to.have.length(2);
    expect(scene.warnings[1]).to.include("the page's own");
  });
});
