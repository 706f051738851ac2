// Settings of the two sites: edited on staging, published to production, taken back. C-48; PRODUCT.md 2.7 and 2.11.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { GroupSettings } from "../../../server/store/groups.ts";
import { type Answer, TestServer } from "./running-server.ts";

const PASSWORD = "a password of one's own";
const GROUP = "/api/v1/groups/1";
const OLD = "5.9.0M";

type Site = "staging" | "production";

describe("server / publishing", function () {
  this.timeout(20_000);
  const server = new TestServer();
  let cookie = "";

  before(async () => {
    const releases = join(server.folder, "data", "releases");
    mkdirSync(join(releases, "text"), { recursive: true });
    writeFileSync(join(releases, `GlanceCobrowseLoader_${OLD}.js`), "/* the loader of old */");
    writeFileSync(join(releases, `GlanceCobrowseVisitor_${OLD}.js`), "/* the visitor's part of old */");
    writeFileSync(join(releases, "text", `VisitorText_en_${OLD}.json`), "{}");
    await server.start();
    cookie = await server.signIn();
  });
  after(() => server.stop());

  const get = async (path: string): Promise<{ status: number; body: Record<string, unknown> }> => {
    const answer = await server.get(GROUP + path, { cookie });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  const latest = async (site: Site): Promise<{ version: number; settings: GroupSettings }> =>
    (await get(`/settings?site=${site}`)).body as never;
  const edit = async (change: Partial<GroupSettings>, base?: number): Promise<Answer> => {
    const { version, settings } = await latest("staging");
    const body = { base: base ?? version, settings: { ...settings, ...change } };
    return server.send("PUT", `${GROUP}/settings`, body, { cookie });
  };
  const publish = (version: number): Promise<Answer> =>
    server.post(`${GROUP}/publish`, { version }, { cookie });
  const revert = (site: Site, version: number): Promise<Answer> =>
    server.post(`${GROUP}/revert`, { site, version }, { cookie });
  /** What a visitor's page of that site is told to mask. */
  const masked = async (site: Site): Promise<unknown> => {
    const { body } = await server.post("/api/v1/sessions", { groupid: "1", site });
    return (body["settings"] as { mask: { selectors: string[] } }).mask.selectors;
  };
  const masking = async (...selectors: string[]): Promise<Partial<GroupSettings>> => ({
    mask: { ...(await latest("staging")).settings.mask, selectors },
  });
  const outcome = ({ status, body }: Answer): unknown[] => [status, body["code"]];

  it("C-48, EMB-21: what is edited holds on staging, and on production once it is published", async () => {
    const edited = await edit(await masking("#iban"));
    expect([edited.status, edited.body]).to.deep.equal([201, { site: "staging", version: 2 }]);
    expect([await masked("staging"), await masked("production")]).to.deep.equal([["#iban"], []]);
    const published = await publish(2);
    expect([published.status, published.body]).to.deep.equal([201, { site: "production", version: 2 }]);
    expect(await masked("production")).to.deep.equal(["#iban"]);
  });

  it("C-48, EMB-34: is taken back to any version before, on either site", async () => {
    await edit(await masking("#iban", "#salary"));
    const { version } = await latest("staging");
    await publish(version);
    expect(await masked("production")).to.deep.equal(["#iban", "#salary"]);
    expect((await revert("production", 2)).status).to.equal(201);
    expect([await masked("staging"), await masked("production")]).to.deep.equal([
      ["#iban", "#salary"],
      ["#iban"],
    ]);
    expect((await revert("staging", 1)).status).to.equal(201);
    expect(await masked("staging")).to.deep.equal([]);
  });

  it("C-48: lists the versions with who and when, and what each is a copy of", async () => {
    const { versions } = (await get("/versions?site=production")).body as {
      versions: { version: number; at: number; by: string | null; from: object | null }[];
    };
    expect(versions.map(({ version, by, from }) => ({ version, by, from }))).to.deep.equal([
      { version: 4, by: "admin", from: { site: "production", version: 2 } },
      { version: 3, by: "admin", from: { site: "staging", version: 3 } },
      { version: 2, by: "admin", from: { site: "staging", version: 2 } },
      { version: 1, by: null, from: null },
    ]);
    expect(versions.every(({ at }) => Math.abs(Date.now() - at) < 60_000)).to.equal(true);
    const first = (await get("/settings?site=production&version=1")).body as { settings: GroupSettings };
    expect(first.settings.mask.selectors).to.deep.equal([]);
  });

  it("does not overwrite what somebody else has edited meanwhile", async () => {
    const { version } = await latest("staging");
    const both = await Promise.all([edit({}, version), edit({}, version)]);
    expect(both.map(({ status }) => status).sort()).to.deep.equal([201, 409]);
    expect(outcome(await edit({}, version))).to.deep.equal([409, "changed"]);
  });

  for (const { what, change } of [
    { what: "an origin that is none", change: { trustedOrigins: ["https://shop.example/path"] } },
    { what: "an address that is no origin", change: { trustedOrigins: ["*"] } },
    { what: "a mask of no known mode", change: { mask: { mode: "some" } } },
    { what: "a part that there is not", change: { masks: {} } },
    { what: "a release with a path in it", change: { release: "../../etc" } },
  ] as const)
    it(`takes no settings with ${what}`, async () => {
      expect(outcome(await edit(change as never))).to.deep.equal([400, "malformed"]);
    });

  it("takes no settings with a part left out: it would be as it is by default, and nothing masked", async () => {
    const { version, settings } = await latest("staging");
    for (const name of Object.keys(settings)) {
      const rest = Object.fromEntries(Object.entries(settings).filter(([each]) => each !== name));
      const answer = await server.send(
        "PUT",
        `${GROUP}/settings`,
        { base: version, settings: rest },
        { cookie },
      );
      expect(outcome(answer), name).to.deep.equal([400, "malformed"]);
    }
  });

  it("publishes and takes back nothing that there is not", async () => {
    expect(outcome(await publish(999))).to.deep.equal([404, "unknown-version"]);
    expect(outcome(await revert("production", 999))).to.deep.equal([404, "unknown-version"]);
    expect((await get("/settings?site=elsewhere")).status).to.equal(404);
    expect((await get("/settings?version=0")).status).to.equal(404);
    expect((await get("/versions?site=elsewhere")).status).to.equal(404);
  });

  it("EMB-33: gives a site's pages the loader of the release that it is set to, and takes that back", async () => {
    const loader = async (query: string): Promise<string> =>
      (await server.get(`/cobrowse/CobrowseJS.ashx?${query}`)).text();
    const edited = await edit({ release: OLD });
    expect(edited.status).to.equal(201);
    expect(await loader("group=1&site=staging")).to.equal("/* the loader of old */");
    for (const query of [
      "group=1&site=production",
      "group=9&site=staging",
      "",
      "group=1&site=staging&script=Agent",
    ])
      expect(await loader(query), query).to.not.include("of old");
    await publish(Number(edited.body["version"]));
    expect(await loader("group=1&site=production")).to.equal("/* the loader of old */");
    for (const file of [`GlanceCobrowseVisitor_${OLD}.js`, `text/VisitorText_en_${OLD}.json`])
      expect((await server.get(`/${file}`)).status, file).to.equal(200);
    await revert("production", 4);
    expect(await loader("group=1&site=production")).to.not.include("of old");
    expect(outcome(await edit({ release: "4.0.0M" }))).to.deep.equal([409, "unknown-release"]);
  });

  it("logs who published what, and nothing of what it is", () => {
    expect(server.log).to.include("settings published").and.include("settings edited");
    expect(server.log).to.not.match(/#iban|#salary/);
  });

  it("answers administrators of the group alone", async () => {
    await server.post("/api/v1/users", { username: "jane", password: PASSWORD }, { cookie });
    const { headers } = await server.post("/api/v1/sign-in", { username: "jane", password: PASSWORD });
    const agent = headers.get("set-cookie")!.split(";")[0]!;
    const { version, settings } = await latest("staging");
    for (const [group, as, status] of [
      ["1", "", 401],
      ["1", agent, 403],
      ["2", cookie, 403],
    ] as const) {
      const path = `/api/v1/groups/${group}`;
      for (const name of ["settings", "versions"])
        expect((await server.get(`${path}/${name}`, { cookie: as })).status).to.equal(status);
      const acts = [
        server.send("PUT", `${path}/settings`, { base: version, settings }, { cookie: as }),
        server.post(`${path}/publish`, { version }, { cookie: as }),
        server.post(`${path}/revert`, { site: "staging", version: 1 }, { cookie: as }),
      ];
      for (const act of await Promise.all(acts)) expect(act.status).to.equal(status);
    }
    expect((await latest("staging")).version).to.equal(version);
  });
});
