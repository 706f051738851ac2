import { expect } from "chai";
import { SHADOW_CLOSED } from "../../../core/protocol/index.ts";
import { ReplicaUnderTest } from "./replica.ts";

describe("core / replay / shadow", () => {
  let replica: ReplicaUnderTest;
  beforeEach(() => (replica = new ReplicaUnderTest()));
  afterEach(() => replica.remove());

  it("builds roots, closed ones too, with slots and sheets of their own", async () => {
    await replica.page((page) => {
      page.sheet(90, "", "b { color: rgb(1, 2, 3) }");
      page.element(10, 0, "x-card", []);
      page.element(20, 0, "div", []);
      page.at(10, 0);
      page.shadow(11, SHADOW_CLOSED);
      page.element(13, 0, "i", []);
      page.at(11, 0);
      page.element(12, 0, "b", []);
      page.element(14, 0, "slot", []);
      page.adopt(11, [90]);
      page.at(20, 0);
      page.shadow(21, 0);
      page.at(21, 0);
      page.element(22, 0, "style", []);
      page.element(23, 0, "b", []);
      page.sheet(22, "", "b { color: rgb(4, 5, 6) }");
    });
    const [card, box] = [replica.find("x-card").shadowRoot, replica.find("body > div").shadowRoot];
    expect(getComputedStyle(card!.querySelector("b")!).color).to.equal("rgb(1, 2, 3)");
    expect(getComputedStyle(box!.querySelector("b")!).color).to.equal("rgb(4, 5, 6)");
    expect(card!.querySelector("slot")!.assignedElements()).to.deep.equal([replica.find("i")]);
  });

  it("changes nodes within roots, and forgets them with their host", async () => {
    await replica.page((page) => {
      page.element(10, 0, "x-card", []);
      page.at(10, 0);
      page.shadow(11, 0);
      page.at(11, 0);
      page.element(12, 0, "b", []);
    });
    const root = replica.find("x-card").shadowRoot!;
    await replica.change((page) => {
      page.attribute(12, "class", "c");
      page.at(12, 0);
      page.text(13, "inside");
    });
    expect(root.innerHTML).to.equal('<b class="c">inside</b>');
    await replica.change((page) => page.remove(10));
    await replica.change((page) => {
      page.at(4, 0);
      page.element(20, 0, "x-card", []);
    });
    expect(replica.find("x-card").shadowRoot).to.equal(null);
  });

  it("attaches a root to a host that is shown already", async () => {
    await replica.page((page) => {
      page.element(10, 0, "section", []);
      page.at(10, 0);
      page.text(11, "hidden by the root");
    });
    await replica.change((page) => {
      page.at(10, 0);
      page.shadow(12, 0);
      page.at(12, 0);
      page.text(13, "shown");
    });
    expect(replica.find("section").shadowRoot?.textContent).to.equal("shown");
  });
});
