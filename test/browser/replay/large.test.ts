import { expect } from "chai";
import type { OpWriter } from "../../../core/protocol/index.ts";
import { ReplicaUnderTest, until } from "./replica.ts";

const NODES = 100_000;

function rows(page: OpWriter, nodes: number): void {
  for (let id = 10; id < nodes; id += 2) {
    page.at(4, 0);
    page.element(id, 0, "p", ["class", "row", "title", `Row ${id}`]);
    page.at(id, 0);
    page.text(id + 1, `text ${id}`);
  }
}

/** Counts the tasks that other work gets while `replay` is busy. */
function countTasks(): { readonly stop: () => number } {
  const { port1, port2 } = new MessageChannel();
  let count = 0;
  port2.onmessage = () => {
    count += 1;
    port1.postMessage(undefined);
  };
  port1.postMessage(undefined);
  return {
    stop: () => {
      port1.close();
      return count;
    },
  };
}

describe("core / replay / large pages", function () {
  this.timeout(60_000);
  let replica: ReplicaUnderTest;
  beforeEach(() => (replica = new ReplicaUnderTest()));
  afterEach(() => replica.remove());

  it(`S39: builds ${NODES} nodes in slices, and shows them at once`, async () => {
    await replica.page((page) => page.text(10, "before"));
    const shown: number[] = [];
    const observer = new MutationObserver(() => shown.push(replica.find("body").childNodes.length));
    observer.observe(replica.document, { childList: true, subtree: true });
    const messages = await replica.checkedPage((page) => rows(page, NODES));
    const tasks = countTasks();
    const applied = replica.replay.apply(messages);
    await until(() => replica.html !== "before", 30_000);
    // A slice takes 8 ms on a machine that is not loaded, and the page some 200.
    expect(tasks.stop()).to.be.above(10);
    await applied;
    observer.disconnect();
    expect(new Set(shown)).to.deep.equal(new Set([(NODES - 10) / 2]));
  });

  it("S39: lets the viewer answer between changes that piled up", async () => {
    await replica.page((page) => page.element(10, 0, "p", []));
    const tasks = countTasks();
    const changes: Promise<void>[] = [];
    for (let i = 0; i < 10; i += 1) {
      const messages = await replica.checked((page) => {
        for (let n = 0; n < 10_000; n += 1) page.attribute(10, "title", `${i} ${n}`);
      });
      changes.push(replica.replay.apply(messages));
    }
    await Promise.all(changes);
    expect(tasks.stop()).to.be.above(5);
    expect(replica.find("p").title).to.equal("9 9999");
  });

  it("applies what comes while a page is built to that page, after it", async () => {
    const page = await replica.checkedPage((told) => rows(told, 20_000));
    const change = await replica.checked((told) => told.attribute(10, "class", "changed"));
    await Promise.all([replica.replay.apply(page), replica.replay.apply(change)]);
    expect(replica.find("p").className).to.equal("changed");
  });

  it("stops building when it is disposed of", async () => {
    const applied = replica.replay.apply(await replica.checkedPage((told) => rows(told, 20_000)));
    replica.remove();
    await applied;
  });
});
