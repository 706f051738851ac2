import { expect } from "chai";
import { TestServer } from "./running-server.ts";

const MASK = {
  mode: "listed",
  selectors: [".always"],
  pages: ["/account/*"],
  maskingSelectors: { number: "#number", mail: ".mail" },
  roleBasedMasking: { Trainee: ["number", "mail"], Senior: [] },
};
const PATH = "/api/CobrowseSettings/VisitorSettings";

describe("server / mask settings", () => {
  const server = new TestServer({ environment: { GLANCE_MASK: JSON.stringify(MASK) } });
  before(() => server.start());
  after(() => server.stop());

  for (const site of ["staging", "production"])
    it(`MSK-12: tells any page of the ${site} site what which role may not see`, async () => {
      const answer = await fetch(`${server.url}${PATH}?groupid=1&site=${site}&ver=6.0.0M`);
      expect(answer.status).to.equal(200);
      expect(answer.headers.get("access-control-allow-origin")).to.equal("*");
      const { maskingSelectors, roleBasedMasking } = MASK;
      expect(await answer.json()).to.deep.equal({ maskingSelectors, roleBasedMasking });
    });

  for (const query of ["", "?groupid=2&site=production", "?groupid=1&site=testing"])
    it(`refuses ${query === "" ? "nobody's settings" : query}`, async () => {
      const answer = await fetch(`${server.url}${PATH}${query}`);
      expect(answer.status).to.equal(404);
      expect(await answer.json()).to.include({ code: "unknown-group" });
    });

  it("gives a session all that its page needs to mask, defaults written out", async () => {
    const { body } = await server.post("/api/v1/sessions", { groupid: "1", site: "production" });
    expect((body["settings"] as { mask: object }).mask).to.deep.equal({
      ...MASK,
      boxes: "exact",
      patterns: { cards: true, ibans: true, ssns: true, emails: false },
    });
  });
});
