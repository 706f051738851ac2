import { expect } from "chai";
import type { GuestInvite } from "../../../core/agent/api.ts";
import { guestStore, openEntrance, readWayIn } from "../../../core/agent/guest-service.ts";
import { VISITOR_SLOT } from "../../../core/protocol/index.ts";
import { memoryStore, Scene, until, US, visitor } from "./scene.ts";

describe("core / agent / guests", () => {
  let scene: Scene;
  let invites: GuestInvite[];
  const statuses = (): string[] => invites.map(({ status }) => status);
  const answer = (accepted: boolean, slot = 7): void =>
    scene.worker!.onmessage(VISITOR_SLOT, { type: "guestAnswer", slot, accepted });

  beforeEach(async () => {
    scene = await new Scene().live();
    scene.server.guests.set("123456", "Gil");
    invites = [];
    scene.agent.addEventListener("guest", (invite) => invites.push(invite));
  });

  it("C-45: finds the guest, asks the visitor, and says how it went", async () => {
    scene.agent.admitGuest(" 123 456 ");
    await until(() => statuses().includes("asking"));
    expect(scene.told).to.include('{"type":"guestRequest","slot":7,"name":"Gil"}');
    answer(true);
    await until(() => statuses().includes("accepted"));
    expect(invites.at(-1)).to.deep.equal({
      status: "accepted",
      name: "Gil",
      agentnum: 7,
      token: "way in of 7",
    });
    answer(true);
    expect(scene.server.answered).to.deep.equal(["7 accepted"]);
  });

  it("C-45: tells that the visitor declined", async () => {
    scene.agent.admitGuest("123456");
    await until(() => statuses().includes("asking"));
    answer(false);
    await until(() => statuses().includes("declined"));
    expect(scene.server.answered).to.deep.equal(["7 declined"]);
  });

  for (const typed of ["", "12a456", "654321", "<b>"])
    it(`C-45: "${typed}" is no guest's code`, async () => {
      scene.agent.admitGuest(typed);
      await until(() => statuses().includes("failed"));
      expect(invites.at(-1)).to.deep.equal({ status: "failed", problem: { code: "unknown-code" } });
    });

  it("SEC-07: an answer about somebody who was not asked for lets nobody in", async () => {
    answer(true, 9);
    scene.agent.admitGuest("123456");
    await until(() => statuses().includes("asking"));
    answer(true, 9);
    expect(scene.server.answered).to.deep.equal([]);
  });

  it("asks again on the visitor's next page, which may know nothing of it, and sends away whom it does not want", async () => {
    scene.agent.admitGuest("123456");
    await until(() => statuses().includes("asking"));
    answer(true);
    await until(() => statuses().includes("accepted"));
    scene.told.length = 0;
    scene.worker!.onparticipants([visitor(2), US]);
    expect(scene.told).to.include('{"type":"guestRequest","slot":7,"name":"Gil"}');
    answer(false);
    await until(() => scene.server.answered.includes("7 ejected"));
  });

  it("C-45: sends a guest away", async () => {
    scene.agent.ejectGuest(7);
    await until(() => scene.server.answered.includes("7 ejected"));
  });
});

describe("core / agent / guest service", () => {
  const around = (token: string): Parameters<typeof openEntrance>[2] => ({
    store: guestStore(memoryStore(), token),
    token,
    embedders: [],
  });
  const PLACE = { session: "s", token: "p", slot: 3, relay: "/relay", generation: 0, permissions: {} };
  const answering =
    (status: number, body: object, asked: unknown[] = []): typeof fetch =>
    (_url, init) => {
      asked.push(JSON.parse(init?.body as string));
      return Promise.resolve(new Response(JSON.stringify(body), { status }));
    };

  it("C-45: enters by the token, then by the place", async () => {
    const asked: unknown[] = [];
    const entrance = openEntrance(
      "https://x",
      answering(200, { ...PLACE, endpage: "https://a.example/bye" }, asked),
      around("t"),
    );
    const joined = await entrance.service.join({ key: "t" });
    await entrance.service.join({ session: "s", token: "p" });
    expect(asked).to.deep.equal([{ token: "t" }, { session: "s", token: "p" }]);
    expect(joined).to.deep.include({ session: "s", slot: 3, guestPage: "" });
    expect(Object.values(joined!.permissions)).to.not.include(true);
    expect(entrance.endPage).to.equal("https://a.example/bye");
  });

  it("SEC-07: goes to no page at the end that is none of the web", async () => {
    const entrance = openEntrance(
      "https://x",
      answering(200, { ...PLACE, endpage: "javascript:alert(1)" }),
      around("t"),
    );
    await entrance.service.join({ key: "t" });
    expect(entrance.endPage).to.equal(undefined);
  });

  for (const [what, status, body, code] of [
    ["a token that does not count", 410, { code: "not-admitted" }, "not-admitted"],
    ["a place that is gone", 410, { code: "ended" }, "ended"],
    ["too many attempts", 429, {}, "not-admitted"],
    ["a server that is broken", 500, {}, "service"],
  ] as const)
    it(`says what is wrong with ${what}`, async () => {
      const { service } = openEntrance("https://x", answering(status, body), around("t"));
      const error = await service.join({ key: "t" }).catch((refusal: unknown) => refusal);
      expect(error).to.have.property("code", code);
    });

  it("has no part in what agents do", async () => {
    const { service } = openEntrance("https://x", answering(200, {}), around("t"));
    const error = await service
      .findGuest({ session: "s", token: "p", code: "1" })
      .catch((refusal: unknown) => refusal);
    expect(error).to.have.property("code", "no-permission");
  });

  it("a way in leads to another session than the one that is kept, until it has led in", () => {
    const kept = memoryStore();
    kept.write({ session: "old", token: "p", generation: 1, address: "" });
    expect(guestStore(kept, "").read()?.session, "a reload").to.equal("old");
    const store = guestStore(kept, "new");
    expect(store.read()).to.equal(undefined);
    store.write({ session: "s", token: "p", generation: 1, address: "new" });
    expect(store.read()).to.deep.include({ session: "s", address: "new" });
  });

  it("reads the way in from behind the number sign", () => {
    expect([readWayIn("#token=a-b_c"), readWayIn("#x=1"), readWayIn("")]).to.deep.equal(["a-b_c", "", ""]);
  });
});
