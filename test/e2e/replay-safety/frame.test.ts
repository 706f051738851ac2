// What the replica's frame is, whatever is built in it.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { Attack } from "./attacks/attack.ts";
import { Lab } from "./lab.ts";

const cover: Attack = {
  id: "S19",
  what: "a page that covers all",
  effect: "ran",
  tell: (page) => {
    page.at(4, 0);
    page.element(10, 0, "div", ["style", "position:fixed;inset:-9999px;z-index:2147483647;background:red"]);
  },
};

describe("e2e / replay safety / frame", function () {
  this.timeout(60_000);
  let lab: Lab;
  before(async () => (lab = await Lab.open()));
  after(() => lab.close());

  for (const way of ["shipped", "bare-frame"] as const) {
    it(`S11: is sandboxed without scripts, exactly (${way})`, async () => {
      await lab.try(cover, 0, way);
      const sandbox = await lab.inViewer((frame) => frame.getAttribute("sandbox"));
      expect(sandbox).to.equal("allow-same-origin");
    });

    it(`S15: throws at every way to parse markup or to run text (${way})`, async () => {
      await lab.try(cover, 0, way);
      expect(await lab.sinks()).to.deep.equal([]);
    });

    it(`S19: stays within its box (${way})`, async () => {
      await lab.try(cover, 0, way);
      const around = await lab.inViewer((frame) => {
        const { left, right, top, bottom } = frame.getBoundingClientRect();
        const points = [
          [left - 2, top + 5],
          [right + 2, top + 5],
          [left + 5, bottom + 2],
        ] as const;
        return points.map(([x, y]) => document.elementFromPoint(x, y) === frame);
      });
      expect(around).to.deep.equal([false, false, false]);
      const within = await lab.inViewer((frame) => {
        const { left, top } = frame.getBoundingClientRect();
        return document.elementFromPoint(left + 50, top + 50) === frame;
      });
      expect(within).to.equal(true);
    });
  }

  it("S15: throws at none without the frame (control)", async () => {
    await lab.try(cover, 0, "check");
    expect(await lab.sinks()).to.have.length(8);
  });

  it("S30: may load nothing but blobs, data and inline styles", async () => {
    await lab.try(cover, 0, "shipped");
    const refused = await lab.inViewer(async (frame) => {
      const inner = frame.contentDocument!;
      const refusals: string[] = [];
      inner.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => {
        refusals.push(effectiveDirective);
      });
      const image = inner.createElement("img");
      image.src = "/stage.js";
      inner.body.append(image);
      await new Promise((resolve) => (image.onerror = resolve));
      return refusals;
    });
    expect(refused).to.include("img-src");
  });

  it("S15: is built without any of the ways to parse markup", () => {
    const sinks =
      /innerHTML|outerHTML|insertAdjacentHTML|setHTML|DOMParser|createContextualFragment|\.write\(|srcdoc|eval\(|new Function/;
    const folder = "core/replay";
    // Empty documents are the only texts that a frame is given to parse.
    const harmless =
      /iframe\.srcdoc = "<!doctype html>"|document\.write\(LIMITED_QUIRKS_DOCTYPE\)|removeAttribute\("srcdoc"\)|`srcdoc`/g;
    const textOf = (file: string): string => readFileSync(join(folder, file), "utf8").replace(harmless, "");
    const found = readdirSync(folder).filter((file) => sinks.test(textOf(file)));
    expect(found).to.deep.equal([]);
    expect("node.innerHTML = text").to.match(sinks);
  });
});
