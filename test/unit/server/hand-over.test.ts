import { expect } from "chai";
import { HandOvers } from "../../../server/relay/hand-overs.ts";
import { type Answer, type Place, TestServer } from "./running-server.ts";

const SHOP = "https://shop.example";
const BANK = "https://bank.example";
const ELSEWHERE = "https://elsewhere.example";

describe("server / hand-over", function () {
  this.timeout(20_000);
  const server = new TestServer({ environment: { GLANCE_TRUSTED_ORIGINS: `${SHOP},${BANK}` } });
  let visitor: Place;

  before(() => server.start());
  beforeEach(async () => {
    visitor = await server.visit();
  });
  after(() => server.stop());

  const ask = (body: object, origin: string): Promise<Answer> =>
    server.post("/api/v1/sessions/hand-over", body, { origin });
  const take = (handOver: unknown, origin: string): Promise<Answer> =>
    server.post("/api/v1/sessions/take-over", { handOver }, { origin });
  const codeFor = async (target: string): Promise<unknown> => {
    const { session, token } = visitor;
    return (await ask({ session, token, target }, SHOP)).body["handOver"];
  };

  it("C-17: gives the session to a page of the domain that the code is for, once", async () => {
    const code = await codeFor(BANK);
    const state = (): Promise<Answer> => server.post("/api/v1/sessions/was-taken", { handOver: code });
    expect((await state()).body).to.deep.equal({ taken: false });
    const { status, body } = await take(code, BANK);
    expect(status).to.equal(200);
    expect(body).to.deep.equal({ session: visitor.session, token: visitor.token, generation: 0 });
    expect((await state()).body).to.deep.equal({ taken: true });
    expect((await take(code, BANK)).status, "a second time").to.equal(410);
  });

  it("SEC-07: gives nothing to a page of another domain, and nothing to anybody afterwards", async () => {
    const code = await codeFor(BANK);
    expect((await take(code, ELSEWHERE)).status).to.equal(410);
    expect((await take(code, BANK)).status).to.equal(410);
  });

  for (const [what, origin, target] of [
    ["to a domain that is not listed", SHOP, ELSEWHERE],
    ["from a domain that is not listed", ELSEWHERE, BANK],
    ["to a page's address in place of its origin", SHOP, `${BANK}/page`],
    ["from no page", "null", BANK],
  ] as const)
    it(`SES-26: refuses a code ${what}`, async () => {
      const { session, token } = visitor;
      const { status, body } = await ask({ session, token, target }, origin);
      expect([status, body["code"]]).to.deep.equal([403, "untrusted-domain"]);
    });

  it("refuses a code to whoever has not the session's token", async () => {
    const { session } = visitor;
    expect((await ask({ session, token: "another", target: BANK }, SHOP)).status).to.equal(410);
  });

  it("forgets a code after its time", () => {
    const handOver = { session: "s", token: "t", target: BANK };
    const living = new HandOvers(60_000);
    expect(living.take(living.create(handOver)!, BANK), "negative control").to.deep.include(handOver);
    const late = new HandOvers(0);
    expect(late.take(late.create(handOver)!, BANK)).to.equal(undefined);
  });
});
