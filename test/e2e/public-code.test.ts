// Pages that call the public interface as public code does (PRODUCT.md 18): what they assume holds, whatever order they do it in.
import { expect } from "chai";
import { Agent, Visitor } from "../support/people.ts";
import { surroundings } from "../support/surroundings.ts";

/** Rows 1, 2, 3: a page that makes the tag itself, and does the rest once that is loaded. */
const LATE = `<!doctype html><html lang="en"><head><title>Late</title></head><body><h1>Late</h1>
<button id="start" onclick="GLANCE.Cobrowse.Visitor.startSession({groupid: 1, sessionKey: 'GLANCE_KEYTYPE_RANDOM', video: 'small'})">Start</button>
<input id="field"><script>
  var heard = [], keys = [], touched = [];
  var tag = document.createElement("script");
  tag.id = "glance-cobrowse";
  var attributes = { groupid: "1", presence: "off", additionalgroupids: "", site: "production", visitorid: "chosen-visitor",
    ws: "", startpaused: "1", video: "large", collection: "0" };
  for (var name in attributes) tag.setAttribute("data-" + name, attributes[name]);
  tag.onload = function () {
    window.versions = [GLANCE.VERSION, GLANCE.PATCH];
    var visitor = GLANCE.Cobrowse.Visitor;
    ["sessionstarting", "sessionstart", "sessioncontinue", "sessionend", "screenshare", "agents", "rc", "rcrequested", "rcevent"]
      .forEach(function (name) { visitor.addEventListener(name, function () { heard.push(name); }); });
    visitor.addEventListener("sessionstart", function () {
      keys.push(visitor.getKey());
      if (visitor.pauseSession) visitor.pauseSession({ pause: false });
      document.querySelector("#glance-cobrowse").dataset.startpaused = "0";
    });
    visitor.addEventListener("rcrequested", function (e) {
      e.accept = function () { visitor.enableRC(true); };
      e.decline = function () { visitor.enableRC(false); };
      window.asked = e;
    });
    visitor.addEventListener("rc", function (e) { window.isControlled = e.enabled === true; });
    visitor.addEventListener("rcevent", function (e) { touched.push(document.querySelector(e.path).id); });
  };
  tag.src = "{{server}}/GlanceCobrowseLoader.js";
  document.head.append(tag);
</script></body></html>`;

/** Rows 6, 8, 9, 13, 16: a page that asks what there is, and listens in ways of its own. */
const CAREFUL = `<!doctype html><html lang="en"><head><title>Careful</title>
<script id="glance-cobrowse" src="{{server}}/cobrowse/CobrowseJS.ashx?group=1&site=production&script=" data-groupid="1" data-site="production"
  data-presence="off" data-additionalgroupids="" charset="UTF-8"></script></head><body><h1>Careful</h1><script>
  var v = GLANCE.Cobrowse.Visitor, failures = [], heard = [];
  window.before = [typeof GLANCE.Cobrowse.VisitorUI, Boolean(GLANCE.Cobrowse.VisitorUI.loaded), Boolean(v.loaded), v.inSession()];
  function attempt(what) { try { what(); } catch (error) { failures.push(String(error)); } }
  attempt(function () { v.addEventListener("sessionstart"); });
  attempt(function () { v.removeEventListener("sessionstart"); });
  v.addEventListener("sessionstart", function () {
    attempt(function () { GLANCE.Cobrowse.VisitorUI.promptCrossDomain(); });
    attempt(function () { v.continueSessionAt({ destination: "elsewhere.example", oncomplete: function () {}, iewarningsuppressed: true }); });
    window.features = [typeof v.viewPDF, typeof v.viewXLS, typeof v.pauseSession, typeof v.isSessionPaused];
  });
  for (const late of ["stopSession", "getKey", "enableRC", "pauseSession", "isSessionPaused", "setUserState", "viewPDF", "viewXLS"])
    attempt(function () { v[late]({}); });
  addEventListener("late", function () { v.addEventListener("agents", function (e) { heard.push(e.count); }); });
</script></body></html>`;

/** Rows 10, 17: a tag manager's tag by another id, with a hot key; terms as soon as the page is there. */
const MANAGED = `<!doctype html><html lang="en"><head><title>Managed</title></head><body><h1>Managed</h1><script>
  var tag = document.createElement("script");
  tag.id = "cobrowsescript";
  tag.setAttribute("data-groupid", "1");
  tag.setAttribute("data-site", "production");
  tag.setAttribute("data-inputevents", '{"ctrl-13": "startSession"}');
  tag.src = "{{server}}/GlanceCobrowseLoader.js";
  document.body.appendChild(tag);
  tag.addEventListener("load", function () {
    if (location.search === "?terms") GLANCE.Cobrowse.Visitor.showTerms({ sessionKey: "GLANCE_KEYTYPE_RANDOM", video: "off" });
  });
</script></body></html>`;

describe("e2e / public code", function () {
  this.timeout(60_000);
  const around = surroundings({ "/late": LATE, "/careful": CAREFUL, "/managed": MANAGED });
  const open = (path: string): Promise<Visitor> => Visitor.open(around.browser, around.site.url + path);

  it("rows 1, 2, 3: a tag made by a script, listeners once it is loaded, a session that starts paused and is let go on", async () => {
    const { page, context } = await open("/late");
    await page.waitForFunction("window.versions !== undefined");
    const [version, patch] = await page.evaluate<unknown[]>("window.versions");
    expect(version).to.match(/^\d+\.\d+/);
    expect(patch).to.not.equal(undefined);
    await page.locator("#start").click();
    await page.waitForFunction("keys.length > 0");
    const [key] = await page.evaluate<string[]>("keys");
    expect(key).to.match(/^\d{9}$/);
    const agent = await Agent.join(around.browser, around.relay.url, key!);
    await agent.sees("h1", "Late");
    expect(await page.evaluate("GLANCE.Cobrowse.Visitor.isSessionPaused()")).to.equal(false);
    await agent.page
      .getByRole("toolbar", { name: "Tools" })
      .getByRole("button", { name: "Request control" })
      .click();
    await page.waitForFunction("window.asked !== undefined");
    await page.evaluate("asked.accept()");
    await page.waitForFunction("window.isControlled === true");
    await page.evaluate("asked.decline()");
    await page.waitForFunction("window.isControlled === false");
    await page.evaluate("GLANCE.Cobrowse.Visitor.stopSession()");
    await page.waitForFunction(`heard.includes("sessionend")`);
    const heard = await page.evaluate<string[]>("heard");
    expect(heard.slice(0, 3)).to.deep.equal(["sessionstarting", "sessionstart", "sessioncontinue"]);
    expect(heard).to.include.members(["agents", "rcrequested", "rc"]);
    await agent.context.close();
    await context.close();
  });

  it("rows 6, 8, 9, 13, 16: what is there before the UI is, calls without handlers, arguments or a session, late listeners", async () => {
    const { page, context } = await open("/careful");
    expect(await page.evaluate("before")).to.deep.equal(["object", false, false, false]);
    await page.evaluate(`GLANCE.Cobrowse.Visitor.startSession("GLANCE_KEYTYPE_RANDOM")`);
    await page.waitForFunction("window.features !== undefined");
    expect(await page.evaluate("features")).to.deep.equal(Array(4).fill("function"));
    await page.waitForFunction("GLANCE.Cobrowse.VisitorUI.loaded && GLANCE.Cobrowse.Visitor.loaded");
    await page.evaluate(`dispatchEvent(new Event("late"))`);
    const agent = await Agent.join(
      around.browser,
      around.relay.url,
      await page.evaluate<string>("GLANCE.Cobrowse.Visitor.getKey()"),
    );
    await page.waitForFunction("heard.includes(1)");
    expect(await page.evaluate("failures")).to.deep.equal([]);
    await agent.context.close();
    await context.close();
  });

  it("row 10: showTerms as soon as the tag is loaded asks, and starts on acceptance alone", async () => {
    const { page, context } = await open("/managed?terms");
    await page.locator("#glance_accept").waitFor();
    expect(await page.evaluate("GLANCE.Cobrowse.Visitor.inSession()")).to.equal(false);
    await page.locator("#glance_accept").click();
    await page.waitForFunction("GLANCE.Cobrowse.Visitor.inSession()");
    await context.close();
  });

  it("row 17: a tag of another id that a tag manager appends, and its hot key", async () => {
    const { page, context } = await open("/managed");
    await page.waitForFunction("window.GLANCE !== undefined");
    await page.keyboard.press("Control+Enter");
    await page.waitForFunction("GLANCE.Cobrowse.Visitor.inSession()");
    await context.close();
  });
});
