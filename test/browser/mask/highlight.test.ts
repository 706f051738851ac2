import { expect } from "chai";
import { maskedParts } from "../../../core/mask/index.ts";
import { MaskHighlight } from "../../../core/visitor/highlight.ts";

const OURS = "[glance_cobrowse_suppress]";
const RULES = { mode: "listed", selectors: [".secret"] } as const;

describe("visitor / highlight", () => {
  let stage: HTMLElement;
  let highlight: MaskHighlight;
  beforeEach(() => {
    stage = document.createElement("div");
    stage.innerHTML = `<p class="secret" style="width:200px">x</p><p>open</p>`;
    document.body.append(stage);
    highlight = new MaskHighlight();
  });
  afterEach(() => {
    highlight.hide();
    stage.remove();
  });

  it("finds what is masked, and why", () => {
    const found = maskedParts(document, RULES).filter(({ element }) => stage.contains(element));
    expect(found.map(({ rule, width }) => [rule, width])).to.deep.equal([[".secret", 200]]);
  });

  it("is shown only while something is shared, in an element of ours that is never told", () => {
    highlight.show("Stop");
    expect(document.querySelector(OURS)).to.equal(null);
    highlight.follow(RULES);
    highlight.show("Stop");
    expect(document.querySelectorAll(OURS)).to.have.length(1);
    highlight.follow(undefined);
    expect(document.querySelector(OURS)).to.equal(null);
  });

  it("ends by the Escape key", () => {
    highlight.follow(RULES);
    highlight.show("Stop");
    dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
    expect(document.querySelector(OURS)).to.equal(null);
  });
});
