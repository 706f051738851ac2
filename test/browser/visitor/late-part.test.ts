import { expect } from "chai";
import { LatePart, loadPart } from "../../../core/visitor/late-part.ts";
import { Scene } from "./scene.ts";

const FOLDER = "/base/test/browser/fixtures/parts/";

/** A part that a test brings, or keeps away. */
function held(): {
  readonly part: LatePart<string>;
  readonly loads: { come(content: string): void; fail(): void }[];
} {
  const loads: { come(content: string): void; fail(): void }[] = [];
  const part = new LatePart<string>(
    () =>
      new Promise((come, reject) => {
        loads.push({ come, fail: () => reject(new Error("kept away")) });
      }),
  );
  return { part, loads };
}

/** A turn of the event loop: promises have gone on by then. */
const turn = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve));

describe("core / visitor / late part", () => {
  it("is asked for once, and serves in the order in which it was asked for", async () => {
    const { part, loads } = held();
    const used: string[] = [];
    part.use((content) => used.push(`first ${content}`));
    part.use((content) => used.push(`second ${content}`));
    expect(used, "it is not here yet").to.deep.equal([]);
    expect(part.content).to.equal(undefined);
    loads[0]!.come("tools");
    await turn();
    part.use((content) => used.push(`third ${content}`));
    expect(used).to.deep.equal(["first tools", "second tools", "third tools"]);
    expect(loads).to.have.length(1);
  });

  it("says at once that it cannot be had after it did not come, and is not asked for again at once", async () => {
    const { part, loads } = held();
    const used: unknown[] = [];
    part.use((content) => used.push(content));
    loads[0]!.fail();
    await turn();
    part.use((content) => used.push(content));
    expect(used).to.deep.equal([undefined, undefined]);
    expect(loads).to.have.length(1);
  });

  it("lets no more wait than agents can send while a script comes", async () => {
    const { part, loads } = held();
    let [served, refused] = [0, 0];
    for (let i = 0; i < 600; i += 1)
      part.use((content) => {
        if (content === undefined) refused += 1;
        else served += 1;
      });
    expect([served, refused]).to.deep.equal([0, 100]);
    loads[0]!.come("tools");
    await turn();
    expect([served, refused]).to.deep.equal([500, 100]);
  });

  describe("script", () => {
    let scene: Scene;
    beforeEach(() => {
      scene = new Scene();
      scene.settings.scriptBase = FOLDER;
      scene.settings.nonce = "n0nce";
    });
    afterEach(() => scene.close());

    it("carries the tag's nonce, hands over what it has, and leaves nothing in the page", async () => {
      const before = document.querySelectorAll("script").length;
      const nonces: string[] = [];
      const watch = new MutationObserver((records) => {
        for (const { addedNodes } of records)
          for (const node of addedNodes) nonces.push((node as HTMLScriptElement).nonce);
      });
      watch.observe(document.head, { childList: true });
      const { greet } = await loadPart<{ greet(): string }>(scene.host, "Here");
      watch.disconnect();
      expect(greet()).to.equal("hello");
      expect(nonces).to.deep.equal(["n0nce"]);
      expect(document.querySelectorAll("script")).to.have.length(before);
      expect(scene.heard).to.deep.equal([]);
    });

    const absent: readonly { readonly what: string; readonly name: string; readonly url?: () => string }[] = [
      { what: "a file that is not there", name: "Missing" },
      { what: "a script that hands nothing over", name: "Silent" },
      {
        what: "an address that Trusted Types refuse",
        name: "Here",
        url: () => {
          throw new TypeError("no policy");
        },
      },
    ];
    for (const { what, name, url } of absent)
      it(`says which one it is: ${what}`, async () => {
        const host = url === undefined ? scene.host : { ...scene.host, scriptUrl: url };
        const failed = await loadPart(host, name).catch((error: unknown) => error);
        expect(failed).to.be.instanceOf(Error);
        const file = `GlanceCobrowse${name}_test.js`;
        const params = { script: file, unsupported: false };
        expect(scene.heard).to.deep.equal([
          `error ${JSON.stringify({ code: "SCRIPT_NOT_LOADED", msg: `${file} could not be loaded`, params })}`,
        ]);
      });
  });
});
