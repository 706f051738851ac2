import { expect } from "chai";
import type { GuestRequest } from "../../../core/visitor/api.ts";
import { Session } from "../../../core/visitor/session.ts";
import { UiPort } from "../../../core/visitor/ui-port.ts";
import { RESUMED, Scene, STARTED } from "./scene.ts";

const nothing = (): void => undefined;
const AGENT = { slot: 1, role: "agent", name: "Ada", generation: 1, connected: true } as const;
const REQUEST = { type: "guestRequest", slot: 5, name: "Gil" } as const;

/** `STARTED` with other settings of the group. */
function started(settings: object): typeof STARTED {
  if (typeof STARTED === "string") throw new Error("no answer");
  const body = STARTED.body as { readonly settings: object };
  return { status: 200, body: { ...body, settings: { ...body.settings, ...settings } } };
}

describe("core / visitor / guests", () => {
  let scene: Scene;
  let session: Session;
  let requests: GuestRequest[];
  const begin = async (): Promise<void> => {
    requests = [];
    const port = new UiPort(nothing);
    const rest = { showButton: nothing, toggleButton: nothing, showTerms: nothing };
    port.attach({ ...rest, askGuest: (request) => void requests.push(request) });
    session = new Session(scene.host, scene.share, port);
    await session.start({});
    scene.sharing.events.onparticipants([AGENT]);
  };
  const ask = (message: { readonly slot: number; readonly name: string } = REQUEST, from = 1): void =>
    scene.sharing.events.onmessage({ ...REQUEST, ...message }, from);
  const told = (): readonly string[] =>
    scene.sharing.asked.filter((what) => /^guests|guestAnswer/.test(what));
  const said = (accepted: boolean, slot = 5): string =>
    `tell ${JSON.stringify({ type: "guestAnswer", slot, accepted })}`;

  beforeEach(() => {
    scene = new Scene();
    sessionStorage.clear();
  });
  afterEach(() => scene.close());

  it("C-45: asks, and lets the guest watch when the visitor accepts: before the agent hears of it", async () => {
    await begin();
    ask();
    expect(requests.map(({ name }) => name)).to.deep.equal(["Gil"]);
    expect(scene.heard).to.include('guestrequested {"name":"Gil"}');
    expect(told()).to.deep.equal([]);
    requests[0]!.accept();
    requests[0]!.decline();
    expect(told()).to.deep.equal(['guests [[5,"Gil"]]', said(true)]);
  });

  it("C-45: shows nothing to a guest who is declined", async () => {
    await begin();
    ask();
    requests[0]!.decline();
    requests[0]!.accept();
    expect(told()).to.deep.equal([said(false)]);
  });

  it("asks once however often an agent asks, and not again about one who is in", async () => {
    await begin();
    ask();
    ask();
    requests[0]!.accept();
    ask();
    expect(requests).to.have.length(1);
    expect(told().filter((what) => what === said(true))).to.have.length(2);
  });

  it("asks about another name in the same slot: what was said is said of a person", async () => {
    await begin();
    ask();
    requests[0]!.accept();
    ask({ slot: 5, name: "Mallory" });
    expect(requests.map(({ name }) => name)).to.deep.equal(["Gil", "Mallory"]);
    requests[1]!.decline();
    expect(told().slice(-2)).to.deep.equal(["guests []", said(false)]);
  });

  it("SES-13: whom the visitor let in watches on the next page too, without being asked about again", async () => {
    await begin();
    ask();
    requests[0]!.accept();
    session.leavePage();
    scene.answers = [RESUMED];
    await session.resume();
    expect(told()).to.deep.equal(['guests [[5,"Gil"]]']);
  });

  it("C-45: does not ask where the group says so", async () => {
    scene.answers = [started({ guests: { ask: false } })];
    await begin();
    ask();
    expect(requests).to.deep.equal([]);
    expect(told()).to.deep.equal(['guests [[5,"Gil"]]', said(true)]);
  });

  for (const [what, settings] of [
    ["says nothing of guests", { guests: undefined }],
    ["says something else", { guests: { ask: "no" } }],
    ["says nothing that can be read", { guests: null }],
  ] as const)
    it(`asks where the group ${what}`, async () => {
      scene.answers = [started(settings)];
      await begin();
      ask();
      expect(requests).to.have.length(1);
    });

  const NOBODY = { remoteControl: true, navigation: true, drawing: true, pointing: true, regions: "page" };
  for (const [what, control, from, name] of [
    ["an agent whose group does not allow it", { ...NOBODY, guests: false, roles: {} }, 1, "Gil"],
    ["an agent whose group says nothing of it", { ...NOBODY, roles: {} }, 1, "Gil"],
    ["somebody who is not there", { ...NOBODY, guests: true, roles: {} }, 9, "Gil"],
    ["an agent who gives no name", { ...NOBODY, guests: true, roles: {} }, 1, ""],
    ["an agent who gives a name without end", { ...NOBODY, guests: true, roles: {} }, 1, "x".repeat(127)],
  ] as const)
    it(`SEC-07: ${what} is refused, and the visitor is not asked`, async () => {
      scene.answers = [started({ control })];
      await begin();
      ask({ slot: 5, name }, from);
      expect(requests).to.deep.equal([]);
      expect(told()).to.deep.equal([said(false)]);
    });

  it("C-38: a guest is in the list by name alone, an agent with its title", async () => {
    await begin();
    scene.heard.length = 0;
    scene.sharing.events.onparticipants([
      { ...AGENT, title: "Adviser", agentrole: "Senior", username: "ada" },
      { slot: 5, role: "guest", name: "Gil", generation: 1, connected: true },
    ]);
    const agentlist = [
      { username: "ada", agentrole: "Senior", title: "Adviser", name: "Ada", role: "Senior" },
      { name: "Gil", username: "", guest: true },
    ];
    expect(scene.heard).to.include(`agents ${JSON.stringify({ count: 2, agentlist })}`);
  });

  it("what another script has left in the store does no harm", async () => {
    await begin();
    sessionStorage.setItem(
      "glance_facts",
      JSON.stringify({ session: "s1", states: 7, guests: [7, null, "x"] }),
    );
    session.leavePage();
    scene.answers = [RESUMED];
    await session.resume();
    expect(session.status).to.equal("running");
  });
});
