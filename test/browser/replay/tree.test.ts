import { expect } from "chai";
import { ReplicaUnderTest } from "./replica.ts";

describe("core / replay / tree", () => {
  let replica: ReplicaUnderTest;
  beforeEach(() => (replica = new ReplicaUnderTest()));
  afterEach(() => replica.remove());

  it("builds elements, text and attributes in order", async () => {
    await replica.page((page) => {
      page.element(10, 0, "p", ["class", "a b", "title", "T"]);
      page.text(11, "after");
      page.at(10, 0);
      page.text(12, "one");
      page.at(10, 12);
      page.element(13, 0, "b", []);
    });
    expect(replica.html).to.equal('<p class="a b" title="T"><b></b>one</p>after');
  });

  it("builds SVG and MathML in their namespaces", async () => {
    await replica.page((page) => {
      page.element(10, 1, "svg", ["viewBox", "0 0 10 10"]);
      page.element(20, 2, "math", []);
      page.at(10, 0);
      page.element(11, 1, "linearGradient", ["id", "g"]);
      page.element(12, 1, "use", ["xlink:href", "#g"]);
    });
    expect(replica.find("svg").getAttribute("viewBox")).to.equal("0 0 10 10");
    expect(replica.find("linearGradient").namespaceURI).to.equal("http://www.w3.org/2000/svg");
    expect(replica.find("use").getAttributeNS("http://www.w3.org/1999/xlink", "href")).to.equal("#g");
    expect(replica.find("math").namespaceURI).to.equal("http://www.w3.org/1998/Math/MathML");
  });

  it("makes custom elements that do nothing, and marks those that nobody has defined", async () => {
    await replica.page((page) => {
      page.customName("x-new", 1);
      page.customName("font-face", 2);
      for (const [i, name] of ["x-card", "x-new", "font-face"].entries()) page.element(10 + i, 0, name, []);
    });
    const isMarked = (): boolean[] =>
      ["x-card", "x-new"].map((name) => replica.find(name).matches("[glance-undefined]"));
    expect(isMarked()).to.deep.equal([false, true]);
    await replica.change((page) => page.customName("x-new", 0));
    expect(isMarked()).to.deep.equal([false, false]);
    expect(replica.find("font-face").childNodes).to.have.length(0);
  });

  it("keeps the place and size of masked text", async () => {
    await replica.page((page) => {
      page.element(10, 0, "span", ["id", "s"]);
      page.at(10, 0);
      page.maskedText(11, [100, 18, 40, 18]);
    });
    const { width } = replica.find("#s").getBoundingClientRect();
    expect(width).to.equal(100);
    expect(replica.find("#s").textContent).to.equal("");
    await replica.change((page) => page.maskedData(11, [30, 18]));
    expect(replica.find("#s").getBoundingClientRect().width).to.equal(30);
  });
});
