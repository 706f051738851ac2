import { expect } from "chai";
import { ReplicaUnderTest } from "./replica.ts";

describe("core / replay / viewport", () => {
  let replica: ReplicaUnderTest;
  beforeEach(() => (replica = new ReplicaUnderTest()));
  afterEach(() => replica.remove());

  it("sizes the frame and tells the viewer the rest", async () => {
    const heard: unknown[] = [];
    replica.remove();
    replica = new ReplicaUnderTest({
      onviewport: (...values) => heard.push(values),
      onpointer: (...values) => heard.push(values),
      onpagestate: (...values) => heard.push(values),
    });
    await replica.page((page) => {
      page.pageState("https://shop.example/", "Shop", 1);
      page.pointer(5, 6);
    });
    await replica.change((page) => page.viewport(640, 480, 2000));
    expect(heard).to.deep.equal([
      [800, 600, 1],
      ["https://shop.example/", "Shop", true],
      [5, 6],
      [640, 480, 2],
    ]);
    expect(replica.iframe.getBoundingClientRect().width).to.equal(640);
  });
});
