import { expect } from "chai";
import { readPage } from "../../../core/presence/report.ts";
import { FakeNetwork } from "./network.ts";

const PLACE = {
  groupid: "1",
  site: "production",
  visitorId: "",
  presence: "on",
  serviceOrigin: location.origin,
} as const;
const here = new URL(location.href).pathname;

/** What the group, and the page, say: and whether the address is told. */
const CASES: readonly (readonly [what: string, settings: unknown, descriptor: unknown, isTold: boolean])[] = [
  ["negative control: nothing is masked", { mode: "listed", pages: ["/account/*"] }, undefined, true],
  ["the group masks this page", { mode: "listed", pages: [here] }, undefined, false],
  ["the group masks every page", { mode: "listed", pages: ["*"] }, undefined, false],
  ["the group masks all but what it lists", { mode: "except", pages: [] }, undefined, false],
  ["the group's masking is not known", undefined, undefined, false],
  ["its list is none", { mode: "listed", pages: "/account" }, undefined, false],
  ["its list has what is no text", { mode: "listed", pages: [1] }, undefined, false],
  ["the page's descriptor masks it", { mode: "listed", pages: [] }, { maskpage: true }, false],
  ["the page's descriptor does not", { mode: "listed", pages: [] }, { maskpage: false }, true],
  ["the page's descriptor is none", { mode: "listed", pages: [] }, null, false],
];

describe("core / presence / report", () => {
  let network: FakeNetwork;

  beforeEach(() => (network = new FakeNetwork()));
  afterEach(() => {
    network.stop();
    delete window.GLANCE_COBROWSE;
  });

  for (const [what, mask, descriptor, isTold] of CASES)
    it(`${isTold ? "tells" : "does not tell"} the address: ${what}`, async () => {
      network.settings = { enabled: true, mask };
      if (descriptor !== undefined)
        Object.assign((window.GLANCE_COBROWSE = {}), {
          getMaskingDescriptor: () => Promise.resolve(descriptor),
        });
      const page = await readPage(PLACE);
      expect(page.url).to.equal(isTold ? location.href : undefined);
      expect(page.browser).to.match(/^Chrome \d+$/);
    });

  it("does not tell the address when the page's descriptor fails", async () => {
    Object.assign((window.GLANCE_COBROWSE = {}), {
      getMaskingDescriptor: () => Promise.reject(new Error("no")),
    });
    expect((await readPage(PLACE)).url).to.equal(undefined);
  });

  it("says nothing at all when the group has presence switched off", async () => {
    network.settings = { enabled: false };
    const told = await readPage(PLACE).catch((error: unknown) => (error as Error).message);
    expect(told).to.equal("presence-off");
  });
});
