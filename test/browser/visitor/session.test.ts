import { expect } from "chai";
import { until } from "../loader/page.ts";
import { RESUMED, Scene, STARTED, STORED } from "./scene.ts";

const ADA = { slot: 1, role: "agent", name: "Ada", generation: 1, connected: true } as const;
const VISITOR = { slot: 0, role: "visitor", name: "", generation: 1, connected: true } as const;

describe("core / visitor / session", () => {
  let scene: Scene;
  beforeEach(() => {
    scene = new Scene();
  });
  afterEach(() => scene.close());

  describe("a start", () => {
    it("C-10, EVT-01: tells its steps in order, and shares the page as generation 1", async () => {
      await scene.session.start({});
      expect(scene.heard).to.deep.equal(["sessionstarting", "sessionstart", "sessioncontinue"]);
      const { options } = scene.sharing;
      expect([options.session, options.token, options.generation, options.paused]).to.deep.equal([
        "s1",
        "t1",
        1,
        false,
      ]);
      expect(options.relayUrl).to.equal("wss://help.example/relay");
      expect(scene.store.read()).to.deep.equal({ session: "s1", token: "t1", generation: 1 });
    });

    it("C-11: has its key when sessionstart is heard", async () => {
      let key = "";
      scene.onevent = (name) => {
        if (name === "sessionstart") key = scene.session.key;
      };
      await scene.session.start({});
      expect(key).to.equal("123456789");
    });

    for (const { status, code, error } of [
      { status: 409, code: "dupkey", error: "dupkey" },
      { status: 400, code: "invalid-key", error: "invalid-key" },
      { status: 404, code: "unknown-group", error: "unknown-group" },
      { status: 503, code: "", error: "service" },
    ]) {
      it(`C-09, VAPI-01: fails with ${error} on ${status} "${code}", and can be tried again`, async () => {
        scene.answers = [{ status, body: { code, message: "no" } }, STARTED];
        await scene.session.start({});
        expect(scene.heard[1]).to.include(`error {"code":"${error}"`);
        expect([scene.session.status, scene.session.inSession]).to.deep.equal(["idle", false]);
        await scene.session.start({});
        expect(scene.session.status).to.equal("running");
      });
    }

    for (const [what, answer] of [
      ["no answer", "unreachable"],
      ["an answer without a token", { status: 200, body: { session: "s", key: "k", relay: "/" } }],
      ["an answer without a relay", { status: 200, body: { session: "s", key: "k", token: "t" } }],
    ] as const) {
      it(`fails with service on ${what}`, async () => {
        scene.answers = [answer];
        await scene.session.start({});
        expect(scene.heard[1]).to.include('error {"code":"service"');
        expect(scene.shared).to.have.length(0);
      });
    }

    it("asks the service once when it is asked for twice", async () => {
      await Promise.all([scene.session.start({}), scene.session.start({})]);
      expect(scene.requests).to.have.length(1);
      expect(scene.warnings).to.have.length(1);
    });

    it("asks nothing for a key that cannot be one", async () => {
      await scene.session.start({ sessionKey: "a b" });
      expect(scene.requests).to.have.length(0);
      expect(scene.heard[1]).to.include("invalid-key");
    });

    it("ends what it may have started when the visitor ends it before the answer", async () => {
      let open: (value: unknown) => void = () => undefined;
      scene.gate = new Promise((resolve) => (open = resolve));
      const starting = scene.session.start({});
      scene.session.stop();
      expect(scene.heard).to.deep.equal(["sessionstarting", 'sessionend {"reason":"visitor"}']);
      open(undefined);
      await starting;
      expect(scene.sharing.asked).to.deep.equal(["end"]);
      expect(scene.store.read()).to.equal(undefined);
      expect(scene.session.status).to.equal("idle");
    });

    it("shares nothing when a listener of sessionstart ends it", async () => {
      scene.answers = [STARTED, RESUMED];
      scene.onevent = (name) => {
        if (name === "sessionstart") scene.session.stop();
      };
      await scene.session.start({});
      expect(scene.heard.at(-1)).to.equal('sessionend {"reason":"visitor"}');
      await until(() => scene.shared.length > 0);
      expect(scene.shared.map(({ asked }) => asked)).to.deep.equal([["end"]]);
    });

    it("goes on with a session that runs in another window", async () => {
      scene.store.write(STORED);
      scene.answers = [RESUMED];
      await scene.session.start({});
      expect(scene.requests.map(({ path }) => path)).to.deep.equal(["/api/v1/sessions/resume"]);
      expect(scene.sharing.options.generation).to.equal(5);
    });
  });

  describe("a further page", () => {
    it("C-12, SES-16: goes on as the next generation, and tells sessioncontinue alone", async () => {
      scene.store.write(STORED);
      scene.answers = [RESUMED];
      await scene.session.resume();
      expect(scene.heard).to.deep.equal(["sessioncontinue"]);
      expect(scene.sharing.options.generation).to.equal(5);
      expect(scene.store.read()?.generation).to.equal(5);
      expect([scene.session.key, scene.session.status]).to.deep.equal(["123456789", "running"]);
    });

    it("C-39: keeps asking while the service cannot be reached, and tells that it reconnects", async () => {
      scene.store.write(STORED);
      scene.answers = ["unreachable", { status: 502, body: "" }, RESUMED];
      await scene.session.resume();
      expect(scene.heard).to.deep.equal(['connection {"status":"reconnecting"}', "sessioncontinue"]);
      scene.sharing.events.onconnection("open");
      expect(scene.heard.at(-1)).to.equal('connection {"status":"ok"}');
    });

    it("ends and forgets a session that is over", async () => {
      scene.store.write(STORED);
      scene.answers = [{ status: 410, body: { code: "ended" } }];
      await scene.session.resume();
      expect(scene.heard).to.deep.equal(['sessionend {"reason":"error"}']);
      expect(scene.store.read()).to.equal(undefined);
    });

    it("leaves what is stored to the next page when this one is left before the answer", async () => {
      let open: (value: unknown) => void = () => undefined;
      scene.store.write(STORED);
      scene.answers = [RESUMED];
      scene.gate = new Promise((resolve) => (open = resolve));
      const resuming = scene.session.resume();
      scene.session.leavePage();
      open(undefined);
      await resuming;
      expect(scene.shared).to.have.length(0);
      expect(scene.store.read()?.session).to.equal("s1");
    });

    it("stops sharing when it is left, and goes on when it comes back from the browser's cache", async () => {
      await scene.run();
      scene.answers = [RESUMED];
      scene.session.leavePage();
      expect(scene.sharing.asked).to.deep.equal(["close"]);
      scene.session.returnToPage();
      await until(() => scene.shared.length === 2);
      expect(scene.sharing.options.generation).to.equal(2);
    });

    it("SES-16: joins a session that was started in another window meanwhile, when it is looked at", async () => {
      scene.answers = [RESUMED];
      scene.session.returnToPage();
      expect(scene.requests, "nothing runs yet").to.have.length(0);
      scene.store.write(STORED);
      scene.session.returnToPage();
      await until(() => scene.shared.length === 1);
      expect(scene.session.status).to.equal("running");
    });
  });

  describe("several windows", () => {
    it("C-15, SES-19: blurs when another window goes on, and takes the session back when looked at", async () => {
      await scene.run();
      scene.answers = [RESUMED];
      scene.sharing.events.onrefused("replaced", "");
      expect(scene.heard).to.deep.equal(["blur"]);
      expect(scene.session.status).to.equal("running");
      scene.session.returnToPage();
      await until(() => scene.shared.length === 2);
      expect(scene.heard).to.deep.equal(["blur", "focus", "sessioncontinue"]);
    });

    it("ends here when it was ended in the other window", async () => {
      await scene.run();
      scene.sharing.events.onrefused("replaced", "");
      scene.store.wipe();
      scene.session.returnToPage();
      expect(scene.heard).to.deep.equal(["blur", 'sessionend {"reason":"visitor"}']);
    });

    it("leaves alone what another window has started since", async () => {
      await scene.run();
      const other = { session: "s2", token: "t2", generation: 1 };
      scene.store.write(other);
      scene.sharing.events.onended("agent");
      expect(scene.store.read()).to.deep.equal(other);
    });

    it("ends the session for everybody from a window that does not share its page", async () => {
      await scene.run();
      scene.answers = [RESUMED];
      scene.sharing.events.onrefused("replaced", "");
      scene.session.stop();
      await until(() => scene.shared.length === 2);
      expect(scene.sharing.asked).to.deep.equal(["end"]);
      expect(scene.sharing.options.paused, "nothing of this page is shown for it").to.equal(true);
    });
  });

  describe("a running session", () => {
    beforeEach(() => scene.run());

    it("C-38, EVT-02: tells the agents once as they are, none included, then on every change", () => {
      const { events } = scene.sharing;
      events.onparticipants([VISITOR]);
      events.onparticipants([VISITOR]);
      events.onparticipants([VISITOR, ADA]);
      events.onparticipants([VISITOR, { ...ADA, connected: false }]);
      expect(scene.heard).to.deep.equal([
        'agents {"count":0,"agentlist":[]}',
        "statereceived",
        'agents {"count":1,"agentlist":[{"name":"Ada","username":"Ada"}]}',
        'agents {"count":0,"agentlist":[]}',
      ]);
    });

    it("SES-36: tells a lost connection once, a drop, and that it is back", () => {
      const { events } = scene.sharing;
      for (const state of ["reconnecting", "reconnecting", "lost", "open", "open"] as const)
        events.onconnection(state);
      expect(scene.heard.map((event) => event.replace(/,"msg.*/, ""))).to.deep.equal([
        'connection {"status":"reconnecting"}',
        'error {"code":"conndrop"',
        'connection {"status":"ok"}',
      ]);
      expect(scene.session.inSession).to.equal(true);
    });

    for (const { relay, reason } of [
      { relay: "agent", reason: "agent" },
      { relay: "visitor", reason: "visitor" },
      { relay: "timeout", reason: "error" },
      { relay: "error", reason: "error" },
    ] as const) {
      it(`C-40: ends with the reason ${reason} when the relay says ${relay}, and forgets the session`, () => {
        scene.sharing.events.onended(relay);
        expect(scene.heard).to.deep.equal([`sessionend {"reason":"${reason}"}`]);
        expect([scene.session.status, scene.session.key, scene.session.inSession]).to.deep.equal([
          "ended",
          "",
          false,
        ]);
        expect(scene.store.read()).to.equal(undefined);
        expect(scene.sharing.asked).to.deep.equal(["close"]);
      });
    }

    it("ends with an error when the relay refuses", () => {
      scene.sharing.events.onrefused("bad-token", "no");
      expect(scene.heard).to.deep.equal([
        'error {"code":"service","msg":"no"}',
        'sessionend {"reason":"error"}',
      ]);
    });

    it("SES-34: tells leavesession when the visitor ends it, and nothing that comes later", () => {
      const { events, asked } = scene.sharing;
      scene.session.stop();
      events.onended("visitor");
      events.onconnection("lost");
      events.onparticipants([VISITOR, ADA]);
      expect(scene.heard).to.deep.equal(["leavesession", 'sessionend {"reason":"visitor"}']);
      expect(asked).to.deep.equal(["end"]);
    });

    it("VAPI-02: warns when a session is to be ended or paused and none runs", () => {
      scene.session.stop();
      scene.heard.length = 0;
      scene.session.stop();
      scene.session.pause(true, "");
      expect(scene.warnings).to.have.length(2);
      expect(scene.heard).to.deep.equal([]);
    });

    it("passes a masking error on", () => {
      scene.sharing.events.onerror({ code: "maskingerror", msg: "m" });
      expect(scene.heard).to.deep.equal(['error {"code":"maskingerror","msg":"m"}']);
      expect(scene.session.inSession).to.equal(true);
    });
  });

  describe("a pause", () => {
    it("C-19, SES-32: hides the page with a message, which may change, and shows it again", async () => {
      await scene.run();
      scene.session.pause(true, "one minute");
      scene.session.pause(true, "two minutes");
      expect(scene.session.paused).to.equal(true);
      scene.session.pause(false, "");
      expect(scene.sharing.asked).to.deep.equal([
        "pause true one minute",
        "pause true two minutes",
        "pause false",
      ]);
      expect(scene.session.paused).to.equal(false);
    });

    it("C-19: is there from the start where the tag says so", async () => {
      scene.settings.startPaused = true;
      await scene.session.start({});
      expect(scene.sharing.options.paused).to.equal(true);
      expect(scene.heard.at(-1)).to.equal('paused {"paused":true,"message":""}');
    });

    for (const paused of [true, false]) {
      it(`is as a listener of sessionstart says, whatever the tag does: ${String(paused)}`, async () => {
        scene.settings.startPaused = !paused;
        scene.onevent = (name) => {
          if (name === "sessionstart") scene.session.pause(paused, "");
        };
        await scene.session.start({});
        expect([scene.sharing.options.paused, scene.session.paused]).to.deep.equal([paused, paused]);
      });
    }

    it("SES-31: ends with the page, unless the tag of the next one says otherwise", async () => {
      await scene.run();
      scene.session.pause(true, "");
      scene.session.leavePage();
      const next = new Scene(scene.store);
      next.answers = [RESUMED];
      await next.session.resume();
      expect(next.sharing.options.paused).to.equal(false);
      next.close();
    });

    it("stays with a page that comes back", async () => {
      await scene.run();
      scene.answers = [RESUMED];
      scene.session.pause(true, "private");
      scene.session.leavePage();
      scene.session.returnToPage();
      await until(() => scene.shared.length === 2);
      expect([scene.sharing.options.paused, scene.sharing.options.message]).to.deep.equal([true, "private"]);
    });

    it("SES-31: is over with the session: the next one starts unpaused", async () => {
      await scene.run();
      scene.session.pause(true, "");
      scene.session.stop();
      await scene.session.start({});
      expect(scene.sharing.options.paused).to.equal(false);
    });
  });
});
