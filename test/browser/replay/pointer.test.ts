import { expect } from "chai";
import { ReplicaUnderTest } from "./replica.ts";

describe("core / replay / pointer", () => {
  let replica: ReplicaUnderTest;
  beforeEach(async () => {
    replica = new ReplicaUnderTest();
    await replica.page((page) => {
      page.at(3, 0);
      page.element(30, 0, "style", []);
      page.sheet(
        30,
        "",
        "b[glance-hover] { color: rgb(1, 2, 3) } input[glance-focus] { color: rgb(4, 5, 6) }",
      );
      page.at(4, 0);
      page.element(10, 0, "x-card", []);
      page.element(14, 0, "input", []);
      page.at(10, 0);
      page.shadow(11, 0);
      page.at(11, 0);
      page.element(12, 0, "b", []);
      page.element(13, 0, "i", []);
    });
  });
  afterEach(() => replica.remove());

  const hovered = (): string[] => {
    const shadow = replica.find("x-card").shadowRoot!;
    return [replica.document, shadow].flatMap((root) =>
      [...root.querySelectorAll("[glance-hover]")].map(({ localName }) => localName),
    );
  };

  it("marks what is under the visitor's mouse, hosts included, and unmarks what was", async () => {
    await replica.change((page) => page.hover(12));
    expect(hovered()).to.deep.equal(["html", "body", "x-card", "b"]);
    await replica.change((page) => page.hover(13));
    expect(hovered()).to.deep.equal(["html", "body", "x-card", "i"]);
    await replica.change((page) => page.hover(0));
    expect(hovered()).to.deep.equal([]);
  });

  it("marks what has the visitor's focus, and leaves the agent's where it is", async () => {
    await replica.change((page) => page.focus(14));
    expect(replica.style("input").color).to.equal("rgb(4, 5, 6)");
    expect(replica.document.activeElement).to.equal(replica.document.body);
    await replica.change((page) => page.focus(0));
    expect(replica.style("input").color).to.equal("rgb(0, 0, 0)");
  });
});
