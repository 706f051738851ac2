import { expect } from "chai";
import { hashOf, pngOf, ReplicaUnderTest, until } from "./replica.ts";

describe("core / replay / images", () => {
  let replica: ReplicaUnderTest;
  beforeEach(() => (replica = new ReplicaUnderTest()));
  afterEach(() => replica.remove());

  it("shows a box of the natural size until the bytes are there, then the picture", async () => {
    await replica.page((page) => {
      page.element(10, 0, "img", []);
      page.image(10, "glance-asset:1", 40, 30);
    });
    const image = replica.find("img");
    expect([image.offsetWidth, image.offsetHeight]).to.deep.equal([40, 30]);
    expect(image.src).to.match(/^data:image\/svg/);
    await replica.asset(1, hashOf(1), "image/png", await pngOf(40, 30, "red"));
    expect(image.src).to.match(/^blob:/);
    expect(image.complete && image.naturalWidth).to.equal(40);
  });

  it("shows a picture for dense screens at the size the visitor has it", async () => {
    await replica.asset(1, hashOf(1), "image/png", await pngOf(80, 60, "red"));
    await replica.page((page) => {
      page.element(10, 0, "img", []);
      page.image(10, "glance-asset:1", 40, 30);
    });
    const image = replica.find("img");
    await until(() => image.offsetWidth === 40);
    expect(image.offsetHeight).to.equal(30);
  });

  it("shows a canvas as a picture of its size", async () => {
    await replica.page((page) => page.element(10, 0, "canvas", ["id", "c", "width", "70", "height", "20"]));
    await replica.change((page) => page.attribute(10, "width", "90"));
    const canvas = replica.find("#c");
    await until(() => canvas.offsetWidth === 90);
    expect(canvas.offsetHeight).to.equal(20);
  });
});
