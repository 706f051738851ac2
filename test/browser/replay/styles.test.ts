import { expect } from "chai";
import { hashOf, pngOf, ReplicaUnderTest, until } from "./replica.ts";

describe("core / replay / styles", () => {
  let replica: ReplicaUnderTest;
  beforeEach(() => (replica = new ReplicaUnderTest()));
  afterEach(() => replica.remove());

  it("applies sheets of style and link elements in their order, and splices of rules", async () => {
    await replica.page((page) => {
      page.at(3, 0);
      page.element(30, 0, "link", ["rel", "stylesheet", "href", "https://shop.example/a.css"]);
      page.element(31, 0, "style", []);
      page.sheet(30, "", "body { color: rgb(1, 1, 1) } body { margin: 3px }");
      page.sheet(31, "", "body { color: rgb(2, 2, 2) }");
    });
    expect(replica.style("body").color).to.equal("rgb(2, 2, 2)");
    await replica.change((page) => {
      page.rules(31, "", 1, 0, ["body { color: rgb(3, 3, 3) }"]);
      page.rules(30, "", 1, 1, []);
    });
    expect(replica.style("body").color).to.equal("rgb(3, 3, 3)");
    expect(replica.style("body").marginTop).to.equal("8px");
    await replica.change((page) => page.sheetState(31, 1, ""));
    expect(replica.style("body").color).to.equal("rgb(1, 1, 1)");
  });

  it("adopts constructed sheets, and lets go of them", async () => {
    await replica.page((page) => {
      page.sheet(90, "", "body { color: rgb(4, 4, 4) }");
      page.adopt(1, [90]);
    });
    expect(replica.style("body").color).to.equal("rgb(4, 4, 4)");
    await replica.change((page) => page.sheet(90, "", "body { color: rgb(5, 5, 5) }"));
    expect(replica.style("body").color).to.equal("rgb(5, 5, 5)");
    await replica.change((page) => page.adopt(1, []));
    expect(replica.style("body").color).to.equal("rgb(0, 0, 0)");
  });

  it("applies a sheet again, splices included, when its assets arrive", async () => {
    await replica.page((page) => {
      page.at(3, 0);
      page.element(30, 0, "style", []);
      page.sheet(30, "", "body { background: url(glance-asset:1) }");
      page.rules(30, "", 1, 0, ["body { margin: 1px }"]);
    });
    expect(replica.style("body").backgroundImage).to.equal('url("data:,")');
    await replica.asset(1, hashOf(1), "image/png", await pngOf(2, 2, "red"));
    expect(replica.style("body").backgroundImage).to.match(/^url\("blob:/);
    expect(replica.style("body").marginTop).to.equal("1px");
  });

  it("imports style sheets that are assets", async () => {
    const css = new TextEncoder().encode("body { color: rgb(6, 6, 6) }");
    await replica.asset(7, hashOf(7), "text/css", css);
    await replica.page((page) => {
      page.at(3, 0);
      page.element(30, 0, "style", []);
      page.sheet(30, "", '@import "glance-asset:7";');
    });
    await until(() => replica.style("body").color === "rgb(6, 6, 6)");
  });
});
