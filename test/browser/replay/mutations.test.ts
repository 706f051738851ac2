import { expect } from "chai";
import { ReplicaUnderTest } from "./replica.ts";

describe("core / replay / mutations", () => {
  let replica: ReplicaUnderTest;
  beforeEach(() => (replica = new ReplicaUnderTest()));
  afterEach(() => replica.remove());

  it("moves, removes and changes nodes", async () => {
    await replica.page((page) => {
      for (const id of [10, 11, 12]) page.element(id, 0, "p", ["id", `n${id}`]);
      page.at(12, 0);
      page.text(20, "old");
    });
    const moved = replica.find("#n12");
    await replica.change((page) => {
      page.move(12, 4, 10);
      page.remove(11);
      page.data(20, "new");
      page.attribute(10, "class", "c");
      page.removeAttribute(10, "id");
    });
    expect(replica.html).to.equal('<p id="n12">new</p><p class="c"></p>');
    expect(replica.find("#n12")).to.equal(moved);
  });

  it("replaces the root element", async () => {
    await replica.page((page) => page.text(10, "old"));
    await replica.change((page) => {
      page.at(1, 2);
      page.element(30, 0, "html", []);
      page.at(30, 0);
      page.element(31, 0, "body", []);
      page.remove(2);
    });
    expect(replica.document.documentElement.outerHTML).to.equal("<html><body></body></html>");
  });

  it("makes what was within the root element the root", async () => {
    await replica.page((page) => {
      page.element(10, 0, "p", []);
      page.at(10, 0);
      page.text(20, "stays");
    });
    const moved = replica.find("p");
    await replica.change((page) => {
      page.move(10, 1, 2);
      page.data(20, "changed");
    });
    expect(replica.document.documentElement).to.equal(moved);
    expect(moved.outerHTML).to.equal("<p>changed</p>");
  });

  it("is in the document before the task ends in which a change is applied", async () => {
    await replica.page((page) => {
      page.element(10, 0, "p", []);
      page.at(10, 0);
      page.text(11, "old");
    });
    const messages = await replica.checked((page) => page.data(11, "new"));
    let taskOver = false;
    const { port1, port2 } = new MessageChannel();
    port2.onmessage = () => (taskOver = true);
    const changed = new Promise((resolve) => {
      new MutationObserver(resolve).observe(replica.document, { characterData: true, subtree: true });
    });
    port1.postMessage("next task");
    const shown = replica.replay.apply(messages);
    await changed;
    expect([taskOver, replica.html]).to.deep.equal([false, "<p>new</p>"]);
    await shown;
  });
});
