import { expect } from "chai";
import { hashOf, pngOf, ReplicaUnderTest, until } from "./replica.ts";

describe("core / replay / assets", () => {
  let replica: ReplicaUnderTest;
  const asked: string[] = [];
  beforeEach(() => {
    asked.length = 0;
    replica = new ReplicaUnderTest({ onneeds: (hashes) => asked.push(...hashes) });
  });
  afterEach(() => replica.remove());

  const picture = (id: number) => {
    return replica.page((page) => {
      page.element(10, 0, "img", []);
      page.image(10, `glance-asset:${id}`, 40, 30);
    });
  };

  it("asks once for a hash it lacks, and never for one it has", async () => {
    await replica.announce(1, hashOf(1), "image/png", 100);
    await replica.announce(1, hashOf(1), "image/png", 100);
    await replica.asset(2, hashOf(2), "image/png", await pngOf(1, 1, "red"));
    await replica.announce(3, hashOf(2), "image/png", 100);
    expect(asked).to.deep.equal([hashOf(1)]);
  });

  it("shows at once what came with an earlier page", async () => {
    await replica.asset(1, hashOf(1), "image/png", await pngOf(40, 30, "red"));
    await picture(1);
    const { src } = replica.find("img");
    replica.replay.renumberAssets();
    await replica.announce(7, hashOf(1), "image/png", 100);
    await picture(7);
    expect(replica.find("img").src)
      .to.equal(src)
      .and.to.match(/^blob:/);
  });

  it("takes a number for another picture in another page life", async () => {
    await replica.asset(1, hashOf(1), "image/png", await pngOf(40, 30, "red"));
    replica.replay.renumberAssets();
    await picture(1);
    expect(replica.find("img").src).to.match(/^data:image\/svg/);
    await replica.asset(1, hashOf(2), "image/png", await pngOf(20, 10, "blue"));
    expect(replica.find("img").naturalWidth).to.equal(20);
  });

  it("puts assets into attributes and style attributes, when they come", async () => {
    await replica.page((page) => {
      page.element(10, 0, "video", ["poster", "glance-asset:1"]);
      page.element(11, 0, "div", ["style", "background-image:url(glance-asset:1)"]);
      page.element(12, 1, "svg", []);
      page.at(12, 0);
      page.element(13, 1, "image", ["xlink:href", "glance-asset:1"]);
    });
    await replica.asset(1, hashOf(1), "image/png", await pngOf(4, 4, "red"));
    expect(replica.find("video").getAttribute("poster")).to.match(/^blob:/);
    expect(replica.style("div").backgroundImage).to.match(/^url\("blob:/);
    expect(replica.find("image").getAttributeNS("http://www.w3.org/1999/xlink", "href")).to.match(/^blob:/);
  });

  it("writes an asset into no attribute that was given another value since", async () => {
    await replica.page((page) => page.element(10, 0, "video", ["poster", "glance-asset:1"]));
    await replica.change((page) => page.removeAttribute(10, "poster"));
    await replica.asset(1, hashOf(1), "image/png", await pngOf(4, 4, "red"));
    expect(replica.find("video").hasAttribute("poster")).to.equal(false);
  });

  it("shows a box for what could not be had", async () => {
    await picture(1);
    await replica.announce(1, "", "", 0);
    expect(decodeURIComponent(replica.find("img").src)).to.include("<rect");
    expect(asked).to.deep.equal([]);
  });

  it("loads an SVG picture by an address that is no page of this origin", async () => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="8"><rect width="9" height="8"/></svg>`;
    await replica.asset(1, hashOf(1), "image/svg+xml", new TextEncoder().encode(svg));
    await picture(1);
    const image = replica.find("img");
    expect(image.src).to.match(/^data:image\/svg\+xml,/);
    expect(image.naturalWidth).to.equal(9);
  });

  /** Three sheets that import themselves and each other, each `times`. */
  const importEachOther = async (times: number): Promise<void> => {
    const imports = [1, 2, 3].map((digit) => `@import "glance-asset:${digit}";`).join("");
    for (const digit of [1, 2, 3]) {
      const css = `${imports.repeat(times)} p { margin: ${digit}px }`;
      await replica.asset(digit, hashOf(digit), "text/css", new TextEncoder().encode(css));
    }
    await replica.page((page) => {
      page.element(10, 0, "style", []);
      page.element(11, 0, "p", []);
      page.sheet(10, "", '@import "glance-asset:1";');
    });
  };

  it("imports sheets that import each other", async () => {
    await importEachOther(3);
    await until(() => replica.style("p").marginTop === "1px");
  });

  it("S39: imports no sheet that would make the browser load thousands", async () => {
    await importEachOther(200);
    expect(replica.find("style").textContent).to.equal('@import "data:,";');
  });

  it("writes a large sheet once for pictures that arrive together", async () => {
    await replica.page((page) => {
      page.at(3, 0);
      page.element(30, 0, "style", []);
      const rules = [1, 2, 3].map((digit) => `#n${digit} { background: url(glance-asset:${digit}) }`);
      page.sheet(30, "", `${rules.join(" ")} ${"p { margin: 0 }".repeat(2_000)}`);
    });
    let written = 0;
    new MutationObserver(() => (written += 1)).observe(replica.find("style"), { childList: true });
    const picture = await pngOf(1, 1, "red");
    await Promise.all([1, 2, 3].map((digit) => replica.asset(digit, hashOf(digit), "image/png", picture)));
    expect(written).to.equal(1);
    expect(replica.find("style").textContent.match(/blob:/g)).to.have.length(3);
  });

  it("S18: puts no picture of the visitor's into CSS that could end a string there", async () => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg">');a('*!</svg>`;
    await replica.asset(1, hashOf(1), "image/svg+xml", new TextEncoder().encode(svg));
    await replica.page((page) => {
      page.element(10, 0, "style", []);
      page.element(11, 0, "p", []);
      page.sheet(10, "", "p::after { content: 'glance-asset:1'; } p { color: rgb(1, 2, 3) }");
    });
    expect(replica.find("style").textContent).to.match(/content: 'data:image[^'()]*'; }/);
    expect(replica.style("p").color).to.equal("rgb(1, 2, 3)");
  });
});
