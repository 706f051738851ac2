import { expect } from "chai";
import { pristine } from "../../../core/capture/pristine.ts";

describe("capture / pristine", () => {
  it("reads the tree as the browser has it where a page has replaced a getter (F23)", () => {
    const own = Object.getOwnPropertyDescriptor(Node.prototype, "firstChild")!;
    Object.defineProperty(Node.prototype, "firstChild", { ...own, get: () => null });
    try {
      const firstChild = pristine(Node.prototype, "firstChild", "get") as (this: Node) => Node | null;
      expect(document.body.firstChild).to.equal(null);
      expect(firstChild.call(document.documentElement)).to.equal(document.head);
    } finally {
      Object.defineProperty(Node.prototype, "firstChild", own);
    }
  });

  it("takes what stands there when it is the browser's own", () => {
    const own = Object.getOwnPropertyDescriptor(Node.prototype, "nextSibling")?.get;
    expect(pristine(Node.prototype, "nextSibling", "get")).to.equal(own);
  });
});
