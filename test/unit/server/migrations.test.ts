import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { openDatabase } from "../../../server/store/database.ts";
import { GroupStore } from "../../../server/store/groups.ts";
import { MIGRATIONS } from "../../../server/store/migrations.ts";

describe("server / migrations", () => {
  const folder = mkdtempSync(join(tmpdir(), "glance-migrations-"));
  after(() => rmSync(folder, { recursive: true }));

  it("0007: settings from before there were permissions keep what they said of remote control", async () => {
    const database = await openDatabase(`sqlite:${join(folder, "glance.db")}`);
    const settings = JSON.stringify({ trustedOrigins: [], control: { enabled: false, regions: "marked" } });
    await database.insertInto("groups").values({ id: "1", created_at: 0 }).execute();
    await database
      .insertInto("published")
      .values({ group_id: "1", site: "production", version: 1, settings, published_at: 0 })
      .execute();
    const groups = new GroupStore(database);
    const refused = await groups.published("1", "production").catch((error: unknown) => error);
    expect(refused, "control: they cannot be read as they are").to.be.an("error");

    await MIGRATIONS["0007-named-control"]!.up(database);
    const now = await groups.published("1", "production");
    expect(now?.control).to.include({ remoteControl: false, regions: "marked", drawing: true });
    await database.destroy();
  });
});
