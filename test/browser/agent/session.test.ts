import { expect } from "chai";
import { VISITOR_SLOT } from "../../../core/protocol/index.ts";
import { DELTA, KEYFRAME, memoryStore, Scene, ScriptedServer, until, US, visitor } from "./scene.ts";

describe("core / agent / session: to a session", () => {
  it("joins what the address names", async () => {
    const scene = await new Scene().live();
    expect(scene.states).to.deep.equal(["starting", "waiting", "live"]);
    expect(scene.joined).to.deep.include({ generation: 1, name: "Ada", slot: 2, token: "token of s" });
  });

  it("asks to sign in, then goes on to where it was going", async () => {
    const scene = new Scene();
    scene.server.signedIn = false;
    scene.server.sharing.set("k", "s");
    scene.agent.start("?VisitorId=k");
    await scene.reaches("signed-out");
    scene.agent.signIn("ada", "wrong");
    await until(() => scene.agent.state.status === "signed-out" && scene.agent.state.problem !== undefined);
    expect(scene.agent.state).to.deep.equal({
      status: "signed-out",
      busy: false,
      problem: { code: "wrong-password" },
    });
    scene.agent.signIn("ada", "secret");
    await scene.reaches("waiting");
    expect(scene.server.joins).to.deep.equal([{ key: "k" }]);
  });

  it("says how long to wait after too many attempts to sign in", async () => {
    const scene = new Scene();
    scene.server.signedIn = false;
    scene.agent.start("");
    await scene.reaches("signed-out");
    scene.server.tooManySeconds = 90;
    scene.agent.signIn("ada", "secret");
    await until(() => scene.agent.state.status === "signed-out" && scene.agent.state.problem !== undefined);
    expect(scene.agent.state).to.deep.include({
      problem: { code: "too-many-attempts", retryAfterSeconds: 90 },
    });
  });

  it("asks for the code when the address has none, and says what is wrong with one", async () => {
    const scene = new Scene();
    scene.agent.start("");
    await scene.reaches("code");
    scene.agent.join("a b", false);
    expect(scene.agent.state).to.deep.include({ status: "code", problem: { code: "invalid-key" } });
    scene.agent.join("123 456 789", false);
    expect(scene.agent.state).to.deep.include({ busy: true });
    await until(() => scene.agent.state.status === "code" && !scene.agent.state.busy);
    expect(scene.agent.state).to.deep.include({ key: "123456789", problem: { code: "unknown-key" } });
    scene.server.sharing.set("123456789", "s");
    scene.agent.join("123 456 789", false);
    await scene.reaches("waiting");
  });

  it("AV-09 fails when nobody shares and the address does not say Wait", async () => {
    const scene = new Scene();
    scene.agent.start("?SessionKey=k");
    expect(await scene.reaches("error")).to.deep.equal({ status: "error", code: "not-started", key: "k" });
  });

  it("can wait after all", async () => {
    const scene = new Scene();
    scene.agent.start("?SessionKey=k");
    await scene.reaches("error");
    scene.agent.join("k", true);
    await scene.reaches("waiting");
    scene.server.sharing.set("k", "s");
    await until(() => scene.joined !== undefined);
  });

  it("waits until the visitor starts when the address says Wait=1", async () => {
    const scene = new Scene();
    scene.agent.start("?VisitorId=k&Wait=1&partnerid=7");
    await scene.reaches("waiting");
    await until(() => scene.server.joins.length > 2);
    expect(scene.server.joins[0]).to.deep.equal({ key: "k", groupid: "7", wait: true });
    scene.server.sharing.set("k", "s");
    await until(() => scene.joined !== undefined);
    expect(scene.states).to.deep.equal(["starting", "waiting", "waiting"]);
  });

  it("keeps waiting while the server cannot be reached, and says so", async () => {
    const scene = new Scene();
    scene.agent.start("?VisitorId=k&Wait=1");
    await scene.reaches("waiting");
    scene.server.reachable = false;
    await until(() => scene.agent.state.status === "waiting" && scene.agent.state.offline);
    scene.server.reachable = true;
    await until(() => scene.agent.state.status === "waiting" && !scene.agent.state.offline);
  });

  it("asks nothing any more when waiting is given up", async () => {
    const scene = new Scene();
    scene.agent.start("?VisitorId=k&Wait=1");
    await scene.reaches("waiting");
    scene.agent.askForCode();
    await scene.reaches("code");
    const asked = scene.server.joins.length;
    scene.server.sharing.set("k", "s");
    scene.agent.join("other", false);
    await until(() => scene.agent.state.status === "code" && scene.agent.state.problem !== undefined);
    expect(scene.server.joins.slice(asked)).to.deep.equal([{ key: "other" }]);
    expect(scene.joined).to.equal(undefined);
  });

  it("fails when the server cannot be reached, and tries the same again when asked to", async () => {
    const scene = new Scene();
    scene.server.reachable = false;
    scene.server.sharing.set("k", "s");
    scene.agent.start("?VisitorId=k");
    expect(await scene.reaches("error")).to.deep.include({ code: "service" });
    scene.server.reachable = true;
    scene.agent.retry();
    await scene.reaches("waiting");
  });

  it("asks for the code with the time to wait when the key was tried too often", async () => {
    const scene = new Scene();
    scene.agent.start("");
    await scene.reaches("code");
    scene.server.tooManySeconds = 30;
    scene.agent.join("123456789", false);
    await until(() => scene.agent.state.status === "code" && scene.agent.state.problem !== undefined);
    expect(scene.agent.state).to.deep.include({
      problem: { code: "too-many-attempts", retryAfterSeconds: 30 },
    });
  });

  it("does nothing in a browser that cannot show a session", async () => {
    const scene = new Scene({ isSupported: false });
    scene.agent.start("?VisitorId=k");
    expect(await scene.reaches("error")).to.deep.include({ code: "unsupported" });
    expect(scene.server.joins).to.deep.equal([]);
  });
});

describe("core / agent / session: joined", () => {
  it("stays live while the visitor changes pages, and passes the new page on", async () => {
    const scene = await new Scene().live();
    const { worker, shown } = scene;
    worker?.onparticipants([visitor(1, false), US]);
    worker?.onparticipants([visitor(2), US]);
    worker?.onpage([KEYFRAME]);
    worker?.onpage([DELTA]);
    await until(() => shown.length === 4);
    expect(shown).to.deep.equal(["keyframe", "renumber", "keyframe", "delta"]);
    // An absence that began later is noticed, so an earlier one would have been.
    worker?.onparticipants([visitor(2, false), US]);
    await scene.reaches("paused");
    expect(scene.states).to.deep.equal(["starting", "waiting", "live", "paused"]);
  });

  it("pauses when the visitor stays away, until the next page is shown", async () => {
    const scene = await new Scene().live();
    scene.worker?.onparticipants([visitor(1, false), US]);
    expect(await scene.reaches("paused")).to.deep.include({ why: "between-pages" });
    scene.worker?.onparticipants([visitor(2), US]);
    expect(scene.agent.state.status).to.equal("paused");
    scene.worker?.onpage([KEYFRAME]);
    await scene.reaches("live");
  });

  it("goes on without a new page when the visitor only lost the connection", async () => {
    const scene = await new Scene().live();
    scene.worker?.onparticipants([visitor(1, false), US]);
    await scene.reaches("paused");
    scene.worker?.onparticipants([visitor(1), US]);
    await scene.reaches("live");
  });

  it("pauses at the visitor's word, and keeps to it on a page that says the same", async () => {
    const scene = await new Scene().live();
    scene.worker?.onmessage(VISITOR_SLOT, { type: "paused", paused: true, message: "one minute" });
    expect(scene.agent.state).to.deep.equal({ status: "paused", why: "visitor", message: "one minute" });
    scene.worker?.onparticipants([visitor(2), US]);
    scene.worker?.onmessage(VISITOR_SLOT, { type: "paused", paused: true, message: "" });
    scene.worker?.onpage([KEYFRAME]);
    await until(() => scene.shown.length === 3);
    expect(scene.agent.state).to.deep.include({ status: "paused", why: "visitor" });
    scene.worker?.onmessage(VISITOR_SLOT, { type: "paused", paused: false, message: "" });
    expect(scene.agent.state.status).to.equal("live");
  });

  it("ends a pause with the page it was on", async () => {
    const scene = await new Scene().live();
    scene.worker?.onmessage(VISITOR_SLOT, { type: "paused", paused: true, message: "" });
    scene.worker?.onparticipants([visitor(2), US]);
    expect(scene.agent.state.status).to.equal("paused");
    scene.worker?.onpage([KEYFRAME]);
    await scene.reaches("live");
  });

  it("hears the visitor alone", async () => {
    const scene = await new Scene().live();
    scene.worker?.onmessage(3, { type: "paused", paused: true, message: "from another agent" });
    expect(scene.agent.state.status).to.equal("live");
  });

  it("reconnects, and does not count that time as the visitor's absence", async () => {
    const [scene, other] = [await new Scene().live(), await new Scene().live()];
    scene.worker?.onparticipants([visitor(1, false), US]);
    for (const state of ["reconnecting", "lost"] as const) {
      scene.worker?.onconnection(state);
      expect(scene.agent.state.status).to.equal("reconnecting");
    }
    // As long as it takes to notice an absence.
    other.worker?.onparticipants([visitor(1, false), US]);
    await other.reaches("paused");
    scene.worker?.onconnection("open");
    expect(scene.agent.state.status).to.equal("live");
    await scene.reaches("paused");
  });

  it("tells who is there: the visitor first, then this agent", async () => {
    const scene = await new Scene().live();
    const other = { ...US, slot: 3, name: "Grace" };
    scene.worker?.onparticipants([other, US, visitor(1)]);
    expect(scene.people.at(-1)).to.deep.equal([
      { role: "visitor", slot: 0, name: "", connected: true, you: false },
      { role: "agent", slot: 2, name: "Ada", connected: true, you: true },
      { role: "agent", slot: 3, name: "Grace", connected: true, you: false },
    ]);
  });

  it("asks the visitor for assets that the replica lacks", async () => {
    const scene = await new Scene().live();
    scene.replica?.onneeds(["ab", "cd"]);
    expect(scene.told).to.deep.equal(["needs ab,cd"]);
  });

  it("asks for a whole page when a change does not fit, and gives up when whole pages do not either", async () => {
    const scene = await new Scene().live();
    scene.broken = true;
    scene.worker?.onpage([DELTA]);
    await until(() => scene.told.length === 1);
    for (let round = 0; round < 3; round += 1) scene.worker?.onpage([KEYFRAME]);
    expect(await scene.reaches("error")).to.deep.include({ code: "page" });
    expect(scene.told).to.deep.equal(["keyframe", "keyframe", "keyframe", "close"]);
  });

  for (const [reason, asked, by] of [
    ["visitor", false, "visitor"],
    ["agent", false, "agent"],
    ["agent", true, "you"],
    ["timeout", false, "timeout"],
    ["error", false, "error"],
  ] as const) {
    it(`says that ${by} ended it when the relay says ${reason}${asked ? " after we asked" : ""}`, async () => {
      const scene = await new Scene().live();
      if (asked) scene.agent.end();
      scene.worker?.onended(reason);
      expect(scene.agent.state).to.deep.equal({ status: "ended", by });
      expect(scene.told).to.deep.equal([...(asked ? ["end"] : []), "close"]);
      expect(scene.shown.at(-1)).to.equal("dispose");
      expect(scene.store.read()).to.equal(undefined);
    });
  }

  it("leaves alone, and asks for another code", async () => {
    const scene = await new Scene().live();
    await scene.agent.leave();
    expect(scene.told).to.deep.equal(["leave", "close"]);
    expect(scene.agent.state).to.deep.equal({ status: "ended", by: "left" });
    scene.agent.askForCode();
    await scene.reaches("code");
  });

  for (const [code, error] of [
    ["replaced", "replaced"],
    ["version", "version"],
    ["bad-token", "refused"],
    ["malformed", "page"],
  ] as const) {
    it(`fails with ${error} when the relay says ${code}`, async () => {
      const scene = await new Scene().live();
      scene.worker?.onerror(code, "");
      expect(scene.agent.state).to.deep.include({ status: "error", code: error });
    });
  }

  it("C-36: signs in by the login key in the address, and joins", async () => {
    const scene = new Scene();
    scene.server.signedIn = false;
    scene.server.loginKeys.add("$2$good");
    await scene.live(
      "?VisitorId=k&partnerid=1&name=Ada%20L&email=a%40b.example#partneruserid=ada&loginkey=%242%24good",
    );
    expect(scene.server.joins).to.deep.equal([
      { key: "k", groupid: "1", agent: { name: "Ada L", email: "a@b.example" } },
    ]);
  });

  it("C-36: says that a login key does not count, tries it once, and then asks to sign in", async () => {
    const scene = new Scene();
    scene.server.signedIn = false;
    scene.agent.start("?VisitorId=k&partnerid=1&partneruserid=ada&loginkey=%242%24old");
    expect(await scene.reaches("error")).to.deep.include({ code: "login-key-used", key: "k" });
    scene.agent.retry();
    await scene.reaches("signed-out");
    scene.server.sharing.set("k", "s");
    scene.agent.signIn("ada", "secret");
    await scene.reaches("waiting");
    expect(scene.joined?.session).to.equal("s");
  });

  it("SEC-06: joins nothing in a page that the agent's group does not trust", async () => {
    const scene = new Scene({ admits: () => false });
    scene.server.sharing.set("k", "s");
    scene.agent.start("?VisitorId=k");
    expect(await scene.reaches("error")).to.deep.include({ code: "foreign-page" });
    expect(scene.server.joins).to.deep.equal([]);
  });

  it("takes the session back from another window when asked to", async () => {
    const scene = await new Scene().live();
    scene.worker?.onerror("replaced", "");
    scene.worker = undefined;
    scene.agent.retry();
    await until(() => scene.worker !== undefined);
    expect(scene.joined?.generation).to.equal(2);
  });

  it("forgets session and agent on signing out", async () => {
    const scene = await new Scene().live();
    scene.agent.signOut();
    await scene.reaches("signed-out");
    expect(scene.store.read()).to.equal(undefined);
    expect(scene.server.signedIn).to.equal(false);
    expect(scene.told).to.deep.equal(["leave", "close"]);
  });

  it("says nothing of a session that is over", async () => {
    const scene = await new Scene().live();
    void scene.agent.leave();
    scene.worker?.onconnection("reconnecting");
    scene.worker?.onparticipants([visitor(1)]);
    scene.worker?.onended("visitor");
    expect(scene.agent.state).to.deep.equal({ status: "ended", by: "left" });
  });
});

describe("core / agent / session: reloaded", () => {
  it("goes on with the session as the next generation", async () => {
    const store = memoryStore();
    const server = new ScriptedServer();
    await new Scene({ store, server }).live();
    const again = await new Scene({ store, server }).live();
    expect(server.joins.at(-1)).to.deep.equal({ session: "s", token: "token of s" });
    expect(again.joined?.generation).to.equal(2);
  });

  it("goes on with a session whose code was typed, whatever the address names", async () => {
    const store = memoryStore();
    const server = new ScriptedServer();
    server.sharing.set("typed", "t");
    const first = new Scene({ store, server });
    first.agent.start("?VisitorId=nobody");
    await first.reaches("error");
    first.agent.askForCode();
    await first.reaches("code");
    first.agent.join("typed", false);
    await until(() => first.joined !== undefined);
    const again = new Scene({ store, server });
    again.agent.start("?VisitorId=nobody");
    await until(() => again.joined !== undefined);
    expect(again.joined).to.deep.include({ session: "t", generation: 2 });
  });

  it("joins what the address names when that is another session", async () => {
    const store = memoryStore();
    const server = new ScriptedServer();
    await new Scene({ store, server }).live();
    server.sharing.set("other", "t");
    const again = new Scene({ store, server });
    again.agent.start("?VisitorId=other");
    await until(() => again.joined !== undefined);
    expect(again.joined).to.deep.include({ session: "t", generation: 1 });
  });

  it("tells that the session ended meanwhile", async () => {
    const store = memoryStore();
    const server = new ScriptedServer();
    await new Scene({ store, server }).live();
    server.sharing.clear();
    const again = new Scene({ store, server });
    again.agent.start("?VisitorId=k");
    expect(await again.reaches("ended")).to.deep.equal({ status: "ended", by: "over" });
    expect(store.read()).to.equal(undefined);
  });

  it("keeps trying while the server cannot be reached", async () => {
    const store = memoryStore();
    const server = new ScriptedServer();
    await new Scene({ store, server }).live();
    const again = new Scene({ store, server });
    again.agent.start("?VisitorId=k");
    await until(() => again.states.includes("starting"));
    await until(() => server.joins.length > 1);
    server.reachable = false;
    await again.reaches("reconnecting");
    server.reachable = true;
    await until(() => again.joined !== undefined);
  });

  it("asks to sign in first when the cookie has run out", async () => {
    const store = memoryStore();
    const server = new ScriptedServer();
    await new Scene({ store, server }).live();
    server.signedIn = false;
    const again = new Scene({ store, server });
    again.agent.start("?VisitorId=k");
    await again.reaches("signed-out");
    again.agent.signIn("ada", "secret");
    await until(() => again.joined !== undefined);
    expect(again.joined?.generation).to.equal(2);
  });
});
