import { expect } from "chai";
import { CHECKED, INDETERMINATE } from "../../../core/protocol/index.ts";
import { ReplicaUnderTest } from "./replica.ts";

describe("core / replay / input", () => {
  let replica: ReplicaUnderTest;
  beforeEach(() => (replica = new ReplicaUnderTest()));
  afterEach(() => replica.remove());

  it("sets what was typed, ticked and chosen without taking the focus", async () => {
    const mine = document.createElement("input");
    document.body.append(mine);
    mine.focus();
    await replica.page((page) => {
      page.element(10, 0, "input", []);
      page.element(11, 0, "input", ["type", "checkbox"]);
      page.element(12, 0, "select", ["multiple", ""]);
      page.element(13, 0, "textarea", []);
      page.value(10, "typed");
      page.checked(11, CHECKED | INDETERMINATE);
      page.selected(12, [1, 2]);
      page.value(13, "long");
      page.at(12, 0);
      for (const id of [20, 21, 22]) page.element(id, 0, "option", []);
      page.focus(10);
    });
    const [text, box] = replica.document.querySelectorAll("input");
    expect([text?.value, box?.checked, box?.indeterminate]).to.deep.equal(["typed", true, true]);
    const chosen = [...replica.find("select").options].map((option) => option.selected);
    expect(chosen).to.deep.equal([false, true, true]);
    expect(replica.find("textarea").value).to.equal("long");
    expect(document.activeElement).to.equal(mine);
    mine.remove();
  });

  it("lets one radio button of a group be ticked, and none of another group unticked", async () => {
    await replica.page((page) => {
      for (const [id, name] of [
        [10, "a"],
        [11, "a"],
        [12, "b"],
      ] as const)
        page.element(id, 0, "input", ["name", name, "type", "radio"]);
      page.checked(10, CHECKED);
      page.checked(12, CHECKED);
    });
    await replica.change((page) => {
      page.checked(10, 0);
      page.checked(11, CHECKED);
    });
    const radios = [...replica.document.querySelectorAll("input")];
    expect(radios.map(({ checked }) => checked)).to.deep.equal([false, true, true]);
  });

  it("chooses nothing in a select of which nothing is chosen", async () => {
    await replica.page((page) => {
      page.element(10, 0, "select", []);
      page.at(10, 0);
      page.element(11, 0, "option", []);
      page.selected(10, []);
    });
    expect(replica.find("select").selectedIndex).to.equal(-1);
  });

  it("leaves a file input alone", async () => {
    await replica.page((page) => {
      page.element(10, 0, "input", ["type", "file"]);
      page.value(10, "C:\\fakepath\\statement.pdf");
    });
    expect(replica.find("input").value).to.equal("");
  });
});
