import { expect } from "chai";
import type { OpWriter } from "../../../core/protocol/index.ts";
import { ReplicaUnderTest, until } from "./replica.ts";

const ROWS = 10_000;

/** Rows with a text each, under `parent`. */
function rows(page: OpWriter, parent: number, count: number): void {
  page.at(parent, 0);
  for (let i = 0; i < count; i += 1) page.element(1_000 + i, 0, "p", []);
  for (let i = 0; i < count; i += 1) {
    page.at(1_000 + i, 0);
    page.text(100_000 + i, `${i}`);
  }
}

/** What each mutation leaves in `read`, from now until the promise resolves. */
async function during<T>(replica: ReplicaUnderTest, applied: Promise<void>, read: () => T): Promise<T[]> {
  const seen: T[] = [];
  const observer = new MutationObserver(() => seen.push(read()));
  observer.observe(replica.document, { childList: true, subtree: true });
  await applied;
  observer.disconnect();
  return seen;
}

describe("core / replay / large pages in parts", function () {
  this.timeout(60_000);
  let replica: ReplicaUnderTest;
  beforeEach(() => (replica = new ReplicaUnderTest()));
  afterEach(() => replica.remove());

  const texts = (): string[] => [...replica.document.querySelectorAll("p")].map((p) => p.textContent);
  const whole = Array.from({ length: ROWS }, (_, i) => `${i}`);

  /** Loads the frame, so that the document that is watched is the one that is filled. */
  const loaded = (): Promise<void> =>
    until(() => replica.document.readyState === "complete" && replica.document.firstChild === null);

  const holders: readonly (readonly [name: string, tell: (page: OpWriter) => number])[] = [
    ["the body", () => 4],
    [
      "an element deep in the page, with something behind it",
      (page) => {
        page.element(10, 0, "main", []);
        page.element(11, 0, "footer", []);
        page.at(10, 0);
        page.element(12, 0, "section", []);
        return 12;
      },
    ],
    [
      "a table",
      (page) => {
        page.element(10, 0, "table", []);
        page.at(10, 0);
        page.element(11, 0, "caption", []);
        return 11;
      },
    ],
  ];

  for (const [name, tell] of holders)
    it(`S39: shows a page whose rows are in ${name} from its top to its end`, async () => {
      await loaded();
      const messages = await replica.checkedPage((page) => rows(page, tell(page), ROWS));
      const seen = await during(replica, replica.replay.apply(messages), texts);
      for (const shown of seen) expect(shown).to.deep.equal(whole.slice(0, shown.length));
      expect(new Set(seen.map(({ length }) => length)).size).to.be.above(2);
      expect(texts()).to.deep.equal(whole);
    });

  it("S39: takes apart what is in shadow roots too", async () => {
    await loaded();
    const messages = await replica.checkedPage((page) => {
      page.element(10, 0, "div", []);
      page.at(10, 0);
      page.shadow(11, 0);
      page.text(12, "in the light");
      rows(page, 11, ROWS);
    });
    const root = (): ShadowRoot | null | undefined => replica.document.querySelector("div")?.shadowRoot;
    const counts = new Set<number>();
    const applied = replica.replay.apply(messages);
    await until(() => counts.add(root()?.childNodes.length ?? 0).has(ROWS), 30_000);
    await applied;
    expect(replica.find("div").textContent).to.equal("in the light");
    expect([...(root()?.children ?? [])].map((row) => row.textContent)).to.deep.equal(whole);
  });

  it("shows a small page at once", async () => {
    await loaded();
    const messages = await replica.checkedPage((page) => rows(page, 4, 1_000));
    const seen = await during(replica, replica.replay.apply(messages), () => texts().length);
    expect(new Set(seen)).to.deep.equal(new Set([1_000]));
  });

  it("has the sheets that the document adopts from the first part on", async () => {
    await loaded();
    const messages = await replica.checkedPage((page) => {
      page.sheet(9, "", "p { color: rgb(1, 2, 3) }");
      page.adopt(1, [9]);
      rows(page, 4, ROWS);
    });
    const colour = (): string => {
      const row = replica.document.querySelector("p");
      return row === null ? "" : getComputedStyle(row).color;
    };
    const seen = await during(replica, replica.replay.apply(messages), colour);
    expect([...new Set(seen)].filter((text) => text !== "")).to.deep.equal(["rgb(1, 2, 3)"]);
  });

  it("scrolls when all is there", async () => {
    await replica.replay.apply(
      await replica.checkedPage((page) => {
        rows(page, 4, ROWS);
        page.scroll(1, 0, 5_000);
      }),
    );
    expect(replica.document.scrollingElement?.scrollTop).to.equal(5_000);
  });

  it("applies what comes meanwhile after it", async () => {
    const messages = await replica.checkedPage((page) => rows(page, 4, ROWS));
    const change = await replica.checked((page) => page.remove(1_000 + ROWS - 1));
    await Promise.all([replica.replay.apply(messages), replica.replay.apply(change)]);
    expect(texts()).to.deep.equal(whole.slice(0, -1));
  });

  it("stops when it is disposed of", async () => {
    await loaded();
    const { document } = replica;
    const applied = replica.replay.apply(await replica.checkedPage((page) => rows(page, 4, ROWS)));
    await until(() => document.querySelector("p") !== null, 30_000);
    replica.replay.dispose();
    await applied;
    expect(document.querySelectorAll("p").length).to.be.below(ROWS);
  });
});
