// Whatever a page does to its tree, its replica ends up the same: thousands of random changes, from a seed so that a failure can be
// seen again.
import { expect } from "chai";
import { Mirrored, outline } from "./mirrored.ts";

const NAMES = ["div", "span", "p", "ul", "b"] as const;

/** Numbers from a seed (mulberry32). */
function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

class Storm {
  readonly #document: Document;
  readonly #random: (below: number) => number;
  /** Taken out of the page, and put back later. */
  readonly #away: ChildNode[] = [];
  #count = 0;

  constructor(document: Document, seed: number) {
    this.#document = document;
    this.#random = randomOf(seed);
  }

  step(): void {
    const acts = [
      this.#add,
      this.#add,
      this.#move,
      this.#move,
      this.#remove,
      this.#attribute,
      this.#text,
      this.#back,
      this.#swap,
      this.#comment,
    ];
    acts[this.#random(acts.length)]!.call(this);
  }

  #any(): Element {
    const all = this.#document.body.querySelectorAll("*");
    return all[this.#random(all.length + 1)] ?? this.#document.body;
  }

  #child(parent: Element): ChildNode | null {
    return parent.childNodes[this.#random(parent.childNodes.length + 1)] ?? null;
  }

  #make(depth: number): Element {
    const element = this.#document.createElement(NAMES[this.#random(NAMES.length)]!);
    element.id = `n${(this.#count += 1)}`;
    for (let i = this.#random(3); i > 0; i -= 1)
      element.append(depth > 0 && this.#random(2) === 0 ? this.#make(depth - 1) : `text ${this.#count}`);
    return element;
  }

  #add(): void {
    const parent = this.#any();
    parent.insertBefore(this.#make(2), this.#child(parent));
  }

  #move(): void {
    const node = this.#any();
    const parent = this.#any();
    if (node === this.#document.body || node.contains(parent)) return;
    const before = this.#child(parent);
    parent.insertBefore(node, before === node ? null : before);
  }

  #remove(): void {
    const node = this.#any();
    if (node === this.#document.body) return;
    node.remove();
    if (this.#random(2) === 0) this.#away.push(node);
  }

  #back(): void {
    const node = this.#away.pop();
    if (node === undefined) return;
    // While it is away its content moves too.
    if (this.#random(2) === 0 && node.firstChild !== null) this.#any().append(node.firstChild);
    const parent = this.#any();
    if (!node.contains(parent)) parent.insertBefore(node, this.#child(parent));
  }

  #swap(): void {
    const parent = this.#any();
    for (const child of [...parent.children].reverse()) parent.append(child);
  }

  #attribute(): void {
    const element = this.#any();
    if (this.#random(4) === 0) element.removeAttribute("title");
    else element.setAttribute(["title", "class", "data-x"][this.#random(3)]!, `v${(this.#count += 1)}`);
  }

  #text(): void {
    const child = this.#child(this.#any());
    if (child?.nodeType === 3) child.nodeValue = `changed ${(this.#count += 1)}`;
  }

  #comment(): void {
    this.#any().append(this.#document.createComment("anchor"));
  }
}

describe("capture / storm", function () {
  this.timeout(30_000);
  for (let seed = 1; seed <= 6; seed += 1) {
    it(`ends with the same tree after 1,500 random changes, seed ${seed}`, async () => {
      const mirrored = await Mirrored.open(
        "<body><div id=a><p>one</p><p>two</p></div><div id=b></div></body>",
      );
      const storm = new Storm(mirrored.document, seed);
      for (let round = 0; round < 30; round += 1) {
        for (let i = 0; i < 50; i += 1) storm.step();
        await mirrored.settle();
        expect(outline(mirrored.copy), `after round ${round}`).to.equal(outline(mirrored.document));
      }
      mirrored.close();
    });
  }

  it("tells a page that changes while it is told, once and whole", async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => `<div id=r${i}><b>${i}</b></div>`).join("");
    const mirrored = await Mirrored.open(`<body>${rows}</body>`);
    const storm = new Storm(mirrored.document, 7);
    mirrored.setRules({ mode: "listed", selectors: [] });
    for (let i = 0; i < 40; i += 1) {
      for (let j = 0; j < 5; j += 1) storm.step();
      await new Promise((resolve) => setTimeout(resolve));
    }
    await mirrored.settle();
    expect(outline(mirrored.copy)).to.equal(outline(mirrored.document));
    mirrored.close();
  });
});
