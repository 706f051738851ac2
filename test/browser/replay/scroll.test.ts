import { expect } from "chai";
import { ReplicaUnderTest, until } from "./replica.ts";

describe("core / replay / scroll", () => {
  let replica: ReplicaUnderTest;
  beforeEach(() => (replica = new ReplicaUnderTest()));
  afterEach(() => replica.remove());

  it("scrolls windows and elements, and again when there is room", async () => {
    await replica.page((page) => {
      page.element(10, 0, "div", ["id", "box", "style", "overflow:auto;height:50px"]);
      page.element(11, 0, "div", ["id", "tall", "style", "height:100px"]);
      page.at(10, 0);
      page.element(12, 0, "div", ["style", "height:500px"]);
      page.scroll(10, 0, 120);
      page.scroll(1, 0, 900);
    });
    expect(replica.find("#box").scrollTop).to.equal(120);
    expect(replica.document.scrollingElement?.scrollTop).to.equal(0);
    await replica.change((page) => page.attribute(11, "style", "height:5000px"));
    await until(() => replica.document.scrollingElement?.scrollTop === 900);
  });
});
