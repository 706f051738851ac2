import { expect } from "chai";
import { createHash } from "node:crypto";
import { References } from "../../../core/model/references.ts";
import { type Asset, MAX_ASSET_BYTES } from "../../../core/protocol/index.ts";
import { AssetSite, body } from "./asset-site.ts";

const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]);
const hashOf = (content: string | Uint8Array): string =>
  createHash("sha256").update(content).digest("hex").slice(0, 32);

let failures = 0;
const site = new AssetSite({
  "/a.png": body("image/png; charset=x", PNG),
  "/same.png": body("image/png", PNG),
  "/a.css": body("text/css", "@import 'b.css'; a { background: url(a.png) }"),
  "/b.css": body("text/css", "@import 'a.css'; b { color: red }"),
  "/latin.css": body("text/css; charset=iso-8859-1", Buffer.from("a::after { content: '\xe9' }", "latin1")),
  "/empty.css": body("text/css", ""),
  "/page.css": body("text/html", "<h1>Not found</h1>"),
  "/large.png": body("image/png", new Uint8Array(MAX_ASSET_BYTES + 1)),
  "/flaky.png": (request, response) => {
    failures += 1;
    if (failures === 1) response.destroy();
    else body("image/png", PNG)(request, response);
  },
  "/slow/*": body("image/png", PNG),
  "*": (request, response) => {
    if (request.url?.startsWith("/many/") !== true) response.writeHead(404).end();
    else setImmediate(() => setImmediate(() => body("image/png", PNG)(request, response)));
  },
});

function open(pictures = true): { references: References; told: Asset[] } {
  const told: Asset[] = [];
  const references = new References({
    fetch: (url, init) => fetch(url, init),
    pictures,
    onasset: (asset) => told.push(asset),
  });
  return { references, told };
}

describe("core / model / assets", () => {
  before(() => site.start());
  after(() => site.stop());

  it("announces an asset by the hash of its content, and gives its content when it is asked for", async () => {
    const { references, told } = open();
    expect(references.picture(`${site.url}/a.png`)).to.equal("glance-asset:1");
    await references.assets.settled();
    const announcement = {
      id: 1,
      hash: hashOf(PNG),
      mime: "image/png",
      sizeBytes: 7,
      bytes: new Uint8Array(0),
    };
    expect(told).to.deep.equal([announcement]);
    expect(await references.assets.withContent(hashOf(PNG))).to.deep.equal({ ...announcement, bytes: PNG });
    expect(await references.assets.withContent("0".repeat(32))).to.equal(undefined);
  });

  it("fetches what is referred to often once, and tells equal contents by one hash", async () => {
    const { references, told } = open();
    const before = site.count("/a.png");
    for (let i = 0; i < 5; i += 1) references.picture(`${site.url}/a.png#${i}`);
    references.picture(`${site.url}/same.png`);
    await references.assets.settled();
    expect(site.count("/a.png") - before).to.equal(1);
    expect(told.map(({ id, hash }) => [id, hash])).to.deep.equal([
      [1, hashOf(PNG)],
      [2, hashOf(PNG)],
    ]);
  });

  it("takes imported sheets in as assets, in circles too, and knows what refers to what", async () => {
    const { references } = open();
    expect(references.css(`@import "/a.css";`, site.url)).to.equal('@import "glance-asset:1";');
    await references.assets.settled();
    const all = references.assets.announcements([1]);
    expect(all.map(({ id, mime }) => [id, mime])).to.have.deep.members([
      [1, "text/css"],
      [2, "text/css"],
      [3, "image/png"],
    ]);
    const first = await references.assets.withContent(all.find(({ id }) => id === 1)?.hash ?? "");
    expect(new TextDecoder().decode(first?.bytes)).to.equal(
      '@import "glance-asset:2"; a { background: url("glance-asset:3") }',
    );
    const second = await references.assets.withContent(all.find(({ id }) => id === 2)?.hash ?? "");
    expect(new TextDecoder().decode(second?.bytes)).to.equal('@import "glance-asset:1"; b { color: red }');
  });

  it("reads a sheet in the encoding that its answer says", async () => {
    const { references } = open();
    expect(await references.assets.sheet(`${site.url}/latin.css`)).to.equal("a::after { content: 'é' }");
  });

  const MISSING = ["/none.png", "/large.png"];
  for (const path of MISSING)
    it(`says of ${path} that it cannot be had, and asks once`, async () => {
      const { references, told } = open();
      references.picture(`${site.url}${path}`);
      await references.assets.settled();
      expect(told).to.deep.equal([{ id: 1, hash: "", mime: "", sizeBytes: 0, bytes: new Uint8Array(0) }]);
      expect(site.count(path)).to.equal(1);
    });

  for (const path of ["/none.css", "/page.css", "/empty.css"])
    it(`has no imported sheet of ${path}`, async () => {
      const { references, told } = open();
      references.css(`@import "${site.url}${path}";`, "");
      await references.assets.settled();
      expect(told.map(({ hash }) => hash)).to.deep.equal([""]);
    });

  it("tries again when a connection breaks", async () => {
    const { references, told } = open();
    references.picture(`${site.url}/flaky.png`);
    await references.assets.settled();
    expect(told.map(({ hash }) => hash)).to.deep.equal([hashOf(PNG)]);
    expect(site.count("/flaky.png")).to.equal(2);
  });

  it("fetches at most six at once", async () => {
    const { references, told } = open();
    site.mostOpen = 0;
    for (let i = 0; i < 40; i += 1) references.picture(`${site.url}/many/${i}.png`);
    await references.assets.settled();
    expect(told).to.have.length(40);
    expect(site.mostOpen).to.be.within(2, 6);
  });

  it("fetches style sheets alone when pictures are not wanted", async () => {
    const { references, told } = open(false);
    const before = site.asked.length;
    expect(references.picture(`${site.url}/a.png`)).to.equal("");
    const css = references.css(`@import "/b.css"; a { background: url(/a.png) }`, site.url);
    expect(css).to.equal('@import "glance-asset:1"; a { background: url("data:,") }');
    await references.assets.settled();
    expect(site.asked.slice(before).sort()).to.deep.equal(["/a.css", "/b.css"]);
    expect(told.map(({ mime }) => mime)).to.deep.equal(["text/css", "text/css"]);
  });

  it("makes an asset of a long data: URL, without a request", async () => {
    const { references, told } = open();
    const content = Buffer.alloc(9_000, 7);
    const url = `data:image/png;base64,${content.toString("base64")}`;
    const before = site.asked.length;
    expect(references.picture(url)).to.equal("glance-asset:1");
    expect(references.picture(url)).to.equal("glance-asset:1");
    await references.assets.settled();
    expect(told.map(({ hash, mime }) => [hash, mime])).to.deep.equal([[hashOf(content), "image/png"]]);
    expect(site.asked.length).to.equal(before);
  });
});
