// Two who look elsewhere at the same moment end up at the same place.
import { expect } from "chai";
import { Requests } from "../../../core/documents/requests.ts";
import { SharedView } from "../../../core/documents/shared-view.ts";
import type { PeerDocumentMessage, ViewMessage } from "../../../core/protocol/index.ts";

describe("documents / shared view", () => {
  it("the owner's place is everybody's when two differ", () => {
    const told: ViewMessage[] = [];
    const owner = new SharedView(
      () => 1,
      () => undefined,
    );
    const peer = new SharedView(
      () => 1,
      (message) => told.push(message),
    );
    owner.change({ page: 5 });
    peer.change({ page: 9 });
    const [late] = told;
    expect(late === undefined || owner.hear(late, false)).to.equal(false);
    expect(peer.hear(owner.message, true)).to.equal(true);
    expect(peer.view.page).to.equal(5);
    owner.stop();
    peer.stop();
  });

  it("a newer place of another is the owner's", () => {
    const owner = new SharedView(
      () => 1,
      () => undefined,
    );
    const peer = new SharedView(
      () => 1,
      () => undefined,
    );
    peer.hear(owner.message, true);
    peer.change({ page: 3 });
    expect(owner.hear(peer.message, false)).to.equal(true);
    expect(owner.view.page).to.equal(3);
    peer.stop();
  });
});

describe("documents / requests", () => {
  const want = (page: number): PeerDocumentMessage => ({ type: "wantPage", id: 1, page, pixels: 100 });

  it("answers each of the others in turn, and drops what is too much of one", async () => {
    const answered: string[] = [];
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const done = new Promise<void>((resolve) => {
      const requests = new Requests(async (head, from) => {
        await gate;
        answered.push(`${from} ${head.type === "wantPage" ? head.page : ""}`);
        if (answered.length === 26) resolve();
      });
      requests.add(want(0), 1);
      for (let page = 1; page <= 100; page += 1) requests.add(want(page), 1);
      requests.add(want(1), 2);
    });
    release();
    await done;
    expect(answered[0]).to.equal("1 0");
    expect(answered.slice(1, 3)).to.include("2 1");
    expect(answered.at(-1)).to.equal("1 100");
    expect(answered).to.not.include("1 50");
  });
});
