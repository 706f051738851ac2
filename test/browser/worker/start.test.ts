import { expect } from "chai";
import { startAgentWorker, type StartOptions, startVisitorWorker } from "../../../core/worker/index.ts";
import { openPage, withWorkersOf } from "./policies.ts";

const FILE = "/base/test/browser/fixtures/worker-file.js";
const TRUSTED = "require-trusted-types-for 'script'; trusted-types glance-cobrowse";

interface Row {
  readonly page: string;
  readonly policy: string;
  readonly rung: "blob" | "file" | "page";
  readonly options?: StartOptions;
}

const ROWS: readonly Row[] = [
  { page: "without a policy", policy: "", rung: "blob" },
  { page: "that allows blobs", policy: "default-src 'self'; worker-src blob:", rung: "blob" },
  { page: "that allows no worker", policy: "worker-src 'none'", rung: "page" },
  { page: "that allows its own files, and has none", policy: "worker-src 'self'", rung: "page" },
  {
    page: "that allows its own files",
    policy: "worker-src 'self'",
    rung: "file",
    options: { fileUrl: FILE },
  },
  {
    page: "that allows no worker, its own files included",
    policy: "worker-src 'none'",
    rung: "page",
    options: { fileUrl: FILE },
  },
  {
    page: "whose worker's file is missing",
    policy: "worker-src 'self'",
    rung: "page",
    options: { fileUrl: "/none.js" },
  },
  {
    page: "that enforces Trusted Types, without our policy",
    policy: TRUSTED,
    rung: "page",
    options: { scriptUrl: (url) => url },
  },
];

describe("core / worker / start", () => {
  for (const { page, policy, rung, options } of ROWS)
    it(`C-50: starts by rung "${rung}" on a page ${page}`, async () => {
      const opened = await openPage(policy);
      const { worker, rung: used, stop } = await withWorkersOf(opened, () => startVisitorWorker(options));
      expect(used).to.equal(rung);
      expect(await worker.hello()).to.be.a("string");
      stop();
    });

  it('C-50: starts by rung "blob" on a page that enforces Trusted Types, with our policy', async () => {
    const opened = await openPage(TRUSTED);
    const ours = opened.trustedTypes.createPolicy("glance-cobrowse", { createScriptURL: (url) => url });
    const start = (): ReturnType<typeof startVisitorWorker> =>
      startVisitorWorker({ scriptUrl: (url) => ours.createScriptURL(url) });
    const { rung, stop } = await withWorkersOf(opened, start);
    expect(rung).to.equal("blob");
    stop();
  });

  it("starts the agent's worker by the same rungs", async () => {
    for (const [policy, rung] of [
      ["", "blob"],
      ["worker-src 'none'", "page"],
    ] as const) {
      const opened = await openPage(policy);
      const started = await withWorkersOf(opened, () => startAgentWorker());
      expect(started.rung).to.equal(rung);
      started.stop();
    }
  });

  it("has the worker's code once in the page's script: what runs on the page is what the blob holds", async () => {
    const { default: source, run } = await import("worker:visitor");
    expect(source).to.equal(`(${String(run)})(self)`);
    expect(source.length).to.be.greaterThan(10_000);
  });
});
