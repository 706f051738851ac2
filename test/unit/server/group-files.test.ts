import { expect } from "chai";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { TestServer } from "./running-server.ts";

describe("server / group files", () => {
  const server = new TestServer();
  const put = (path: string, content: string): void => {
    const file = join(server.folder, path);
    mkdirSync(join(file, ".."), { recursive: true });
    writeFileSync(file, content);
  };
  const text = async (path: string): Promise<string> => (await server.get(path)).text();

  before(async () => {
    await server.start();
    put("data/customstyles/CustomSkin_1_P.css", "#glance_msg { color: red }");
    put("data/customstyles/CustomSkin_1_S.css", "b { color: blue }");
    put("data/text/1/VisitorText_1_es-mx_P.json", `{"button":"Ayuda"}`);
    put("dist/customstyles/CustomSkin_2_P.css", "i { color: green }");
    put("data/customstyles/CustomSkin_3_P.css", `/*${"x".repeat(300_000)}*/`);
    put("data/customstyles/secret.css", "never");
    put("data/text/2/VisitorText_1_en_P.json", `{"of":"another group"}`);
  });
  after(() => server.stop());

  for (const { path, content, type } of [
    { path: "/customstyles/CustomSkin_1_P.css", content: "#glance_msg { color: red }", type: "text/css" },
    { path: "/customstyles/CustomSkin_1_S.css?3", content: "b { color: blue }", type: "text/css" },
    { path: "/customstyles/CustomSkin_2_P.css", content: "i { color: green }", type: "text/css" },
    { path: "/text/1/VisitorText_1_es-mx_P.json", content: `{"button":"Ayuda"}`, type: "application/json" },
  ]) {
    it(`EMB-24, UI-05: serves ${path} to pages of any origin, to be kept for a week`, async () => {
      const answer = await server.get(path);
      expect(await answer.text()).to.equal(content);
      expect(answer.headers.get("content-type")).to.include(type);
      expect(answer.headers.get("cache-control")).to.equal("public, max-age=604800");
      expect(answer.headers.get("access-control-allow-origin")).to.equal("*");
    });
  }

  for (const { path, content, why } of [
    { path: "/customstyles/CustomSkin_9_P.css", content: "", why: "there is none" },
    { path: "/customstyles/CustomSkin_3_P.css", content: "", why: "it is too large" },
    { path: "/text/9/VisitorText_9_en_P.json", content: "{}", why: "there is none" },
  ]) {
    it(`serves nothing at ${path}, for minutes and without an error, when ${why}`, async () => {
      const answer = await server.get(path);
      expect([answer.status, await answer.text()]).to.deep.equal([200, content]);
      expect(answer.headers.get("cache-control")).to.equal("public, max-age=300");
    });
  }

  it("serves what an operator has changed, without a restart", async () => {
    put("data/customstyles/CustomSkin_4_P.css", "u {}");
    expect(await text("/customstyles/CustomSkin_4_P.css")).to.equal("u {}");
    put("data/customstyles/CustomSkin_4_P.css", "s {}");
    expect(await text("/customstyles/CustomSkin_4_P.css")).to.equal("s {}");
  });

  for (const path of [
    "/customstyles/secret.css",
    "/customstyles/CustomSkin_1_X.css",
    "/customstyles/CustomSkin_..%2f..%2fsecret_P.css",
    "/customstyles/%2e%2e/glance.db",
    "/text/2/VisitorText_1_en_P.json",
    "/text/../glance.db",
    "/glance.db",
  ]) {
    it(`does not serve ${path}`, async () => {
      expect((await server.get(path)).status).to.equal(404);
    });
  }
});
