// A page that changes at random, as batches of operations: most fit, some do not, as after a fault of whoever tells it.
import { createOpWriter, type PageOps } from "../../../core/protocol/index.ts";

/** Numbers below 1 that look random, the same for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface RandomBatch {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly complete: boolean;
}

const NAMES = ["div", "p", "style", "link", "iframe", "img", "input", "x-card", "select"];
const ATTRIBUTES = ["class", "id", "style", "poster", "href", "data-a"];
const VALUES = [
  "a b",
  "",
  "url(https://shop.example/a.png)",
  "https://shop.example/b.png",
  "color: red",
  "#c",
];
const CSS = [
  "",
  "p { color: red }",
  "p { background: url(a.png) }",
  '@import "b.css"; a { color: blue }',
  "@font-face { src: url(f.woff2) }",
];

type Step = (page: RandomPage, ops: PageOps) => void;

/** Tells one page, batch by batch. */
export class RandomPage {
  readonly random: () => number;
  readonly #writer = createOpWriter();
  #nextId = 2;
  #tellings = 0;
  /** Ids that were given to nodes, gone ones included. */
  readonly nodes: number[] = [1];
  readonly sheets: number[] = [];

  constructor(seed: number) {
    this.random = randomOf(seed);
  }

  /** A batch of some steps; the first one, and now and then another, begins the page anew. */
  batch(steps: number, begin: boolean): RandomBatch {
    if (begin) this.#begin();
    for (let i = 0; i < steps; i += 1) this.pick(STEPS)(this, this.#writer);
    return { bytes: this.#writer.finish(), complete: this.random() < 0.8 };
  }

  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.random() * list.length)]!;
  }

  /** An id that was never given. */
  fresh(): number {
    this.#nextId += 1;
    return this.#nextId;
  }

  /** The id of some node, more often of an old one, which is more likely to be there; now and then of none. */
  some(): number {
    if (this.random() < 0.03) return 4_000_000_000;
    return this.nodes[Math.floor(this.random() ** 2 * this.nodes.length)]!;
  }

  integer(limit: number): number {
    return Math.floor(this.random() * limit);
  }

  #begin(): void {
    this.nodes.length = 1;
    this.sheets.length = 0;
    this.#writer.at(0, 0);
    this.#writer.frameDocument(1, 0);
    this.#writer.telling((this.#tellings += 1));
    this.#writer.at(1, 0);
    this.nodes.push(this.fresh());
    this.#writer.element(this.nodes[1]!, 0, "html", []);
  }
}

function add(page: RandomPage, how: (id: number) => void): void {
  // Now and then an id that was used.
  const id = page.random() < 0.02 ? page.some() : page.fresh();
  page.nodes.push(id);
  how(id);
}

const attributes = (page: RandomPage): string[] =>
  Array.from({ length: page.integer(3) }, () => [page.pick(ATTRIBUTES), page.pick(VALUES)]).flat();

const ELEMENT: Step = (page, ops) => {
  ops.at(page.some(), page.random() < 0.3 ? page.some() : 0);
  for (let i = page.integer(4); i >= 0; i -= 1)
    add(page, (id) => ops.element(id, page.random() < 0.1 ? 1 : 0, page.pick(NAMES), attributes(page)));
};

const STEPS: readonly Step[] = [
  ELEMENT,
  ELEMENT,
  ELEMENT,
  (page, ops) => {
    ops.at(page.some(), 0);
    add(page, (id) => ops.text(id, `text ${id}`));
  },
  // Where the one before said.
  (page, ops) => add(page, (id) => ops.text(id, `more ${id}`)),
  (page, ops) => add(page, (id) => ops.maskedText(id, [page.integer(100), 20])),
  (page, ops) => {
    ops.at(page.some(), 0);
    add(page, (id) => ops.shadow(id, page.integer(8)));
  },
  (page, ops) => {
    ops.at(page.some(), 0);
    add(page, (id) => ops.frameDocument(id, page.integer(2)));
  },
  (page, ops) => ops.move(page.some(), page.some(), page.random() < 0.5 ? page.some() : 0),
  // What is new has little under it: else little would be left of the page.
  (page, ops) => ops.remove(page.nodes.at(-1 - page.integer(3)) ?? 0),
  (page, ops) => ops.attribute(page.some(), page.pick(ATTRIBUTES), page.pick(VALUES)),
  (page, ops) => ops.removeAttribute(page.some(), page.pick(ATTRIBUTES)),
  (page, ops) => ops.data(page.some(), `data ${page.integer(1_000)}`),
  (page, ops) => ops.maskedData(page.some(), [page.integer(50), 10]),
  (page, ops) => ops.value(page.some(), `value ${page.integer(100)}`),
  (page, ops) => ops.checked(page.some(), page.integer(4)),
  (page, ops) => ops.selected(page.some(), [page.integer(5)]),
  (page, ops) => ops.scroll(page.some(), page.integer(50), page.integer(2)),
  (page, ops) => ops.viewport(page.integer(2_000), 900, 1_000),
  (page, ops) => ops.pageState("https://shop.example/", `title ${page.integer(9)}`, page.integer(2)),
  (page, ops) => ops.pointer(page.integer(900), page.integer(900)),
  (page, ops) => ops.hover(page.some()),
  (page, ops) => ops.focus(page.some()),
  (page, ops) => ops.frameBlocked(page.some(), 1 + page.integer(2)),
  (page, ops) => ops.image(page.some(), page.pick(["", "https://shop.example/a.png"]), page.integer(90), 5),
  (page, ops) => {
    const owner = page.random() < 0.5 ? page.some() : page.fresh();
    page.sheets.push(owner);
    ops.sheet(owner, "https://shop.example/css/", page.pick(CSS.slice(1)));
  },
  (page, ops) => ops.sheet(page.some(), "", ""),
  (page, ops) => ops.sheet(page.some(), "https://shop.example/linked.css", ""),
  (page, ops) => {
    if (page.sheets.length === 0) return;
    const css = Array.from({ length: page.integer(3) }, () => page.pick(CSS));
    ops.rules(page.pick(page.sheets), "https://shop.example/", page.integer(3), page.integer(2), css);
  },
  (page, ops) => {
    if (page.sheets.length > 0)
      ops.sheetState(page.pick(page.sheets), page.integer(2), page.pick(["", "print"]));
  },
  (page, ops) => {
    if (page.sheets.length > 0) ops.adopt(page.some(), [page.pick(page.sheets)]);
  },
];
