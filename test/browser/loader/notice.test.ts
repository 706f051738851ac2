import { expect } from "chai";
import { clearPage, PARTS, runLoader, until } from "./page.ts";

const UNPARSABLE = "/base/test/browser/fixtures/unparsable/";

/** What the notice's stand-in counts. */
const test = window as { noticeCalls?: number };

/** Runs the loader with parts from `folder`, asks for a session, and resolves once `count` errors were told. */
async function failing(attributes: Readonly<Record<string, string>>, count: number): Promise<unknown[]> {
  // Mocha takes what a script throws for a failure of the test.
  const { onerror } = window;
  window.onerror = () => true;
  const { Visitor } = runLoader(attributes).Cobrowse;
  const told: unknown[] = [];
  Visitor.addEventListener("error", ({ code, params }) => told.push([code, params?.["unsupported"]]));
  Visitor.startSession();
  await until(() => told.length === count);
  window.onerror = onerror;
  return told;
}

describe("loader / notice", () => {
  beforeEach(() => delete test.noticeCalls);
  afterEach(clearPage);

  it("has a visitor told whose browser is too old to parse the parts", async () => {
    const told = await failing({ "data-scriptserver": UNPARSABLE }, 2);
    expect(told).to.deep.equal([
      ["SCRIPT_NOT_LOADED", true],
      ["SCRIPT_NOT_LOADED", true],
    ]);
    await until(() => test.noticeCalls === 1);
  });

  it("tells it itself when no script of ours can be reached", async () => {
    const { alert } = window;
    const said: unknown[] = [];
    window.alert = (text: unknown) => said.push(text);
    const told = await failing({ "data-scriptserver": "/nowhere/" }, 2);
    expect(told).to.deep.include(["SCRIPT_NOT_LOADED", false]);
    await until(() => said.length === 1);
    window.alert = alert;
    expect(said[0]).to.match(/could not open.*reload/);
  });

  it("says nothing when the page asks for its button and nobody for help", async () => {
    const { Visitor } = runLoader({ "data-scriptserver": "/nowhere/" }).Cobrowse;
    let told = 0;
    Visitor.addEventListener("error", () => (told += 1));
    Visitor.showButton();
    await until(() => told === 2);
    expect(document.querySelector("script[src*=CobrowseNotice]")).to.equal(null);
  });

  it("C-46: shows nothing to visitors of a page with a UI of its own", async () => {
    await failing({ "data-scriptserver": UNPARSABLE, "data-ui": "custom" }, 1);
    expect(document.querySelector("script[src*=CobrowseNotice]")).to.equal(null);
  });

  it("shows nothing where all is well", async () => {
    const { Visitor, VisitorUI } = runLoader({ "data-scriptserver": PARTS }).Cobrowse;
    Visitor.startSession();
    await until(() => VisitorUI?.loaded === true && Visitor.loaded);
    expect(test.noticeCalls).to.equal(undefined);
  });
});
