// What a mask tells by its shape, by when something is told, and by what happens in it: nothing, or what the group has chosen.
import { expect } from "chai";
import type { MaskRules } from "../../../core/mask/index.ts";
import { OPERATIONS, type PageOps, readOps } from "../../../core/protocol/index.ts";
import { Mirrored } from "../capture/mirrored.ts";

type Told = readonly [name: string, ...values: unknown[]];

/** The operations of batches, each as its name and values; but for the name of the telling, which is another each time. */
function operationsOf(batches: readonly Uint8Array[]): Told[] {
  const told: Told[] = [];
  const target = Object.fromEntries(
    Object.keys(OPERATIONS).map((name) => [
      name,
      (...values: unknown[]) => void told.push([name, ...values]),
    ]),
  ) as unknown as PageOps;
  for (const batch of batches) readOps(batch, target);
  return told.filter(([name]) => name !== "telling");
}

async function toldOf(html: string, rules: Partial<MaskRules> = {}): Promise<Told[]> {
  const mirrored = await Mirrored.open(`<body>${html}`, { mode: "listed", selectors: [], ...rules });
  const told = operationsOf(mirrored.batches);
  mirrored.close();
  return told;
}

const only = (told: readonly Told[], name: string): Told[] => told.filter(([known]) => known === name);

/** What is told of something done in a page that is told already. */
async function toldOfAct(
  html: string,
  act: (document: Document, mirrored: Mirrored) => void | Promise<void>,
  rules: Partial<MaskRules> = {},
): Promise<Told[]> {
  const mirrored = await Mirrored.open(`<body>${html}`, { mode: "listed", selectors: [], ...rules });
  const before = mirrored.batches.length;
  await act(mirrored.document, mirrored);
  await mirrored.settle();
  const told = operationsOf(mirrored.batches.slice(before));
  mirrored.close();
  return told;
}

const MASKED = "class=glance_masked";

describe("mask / shapes", () => {
  for (const [id, html] of [
    ["P40", (v: string) => `<input ${MASKED} value="${v}">`],
    ["P40", (v: string) => `<textarea ${MASKED}>${v}</textarea>`],
    ["P40", (v: string) => `<select ${MASKED}><option>${v}</select>`],
    ["P17", (v: string) => `<input type=checkbox ${MASKED} ${v.length > 9 ? "checked" : ""}>`],
    ["P17", (v: string) => `<input type=radio name=r ${MASKED} ${v.length > 9 ? "checked" : ""}>`],
    ["P16", (v: string) => `<select ${MASKED}><option>a<option ${v.length > 9 ? "selected" : ""}>b</select>`],
    ["P18", (v: string) => `<progress ${MASKED} max=100 value=${v.length}></progress>`],
    ["P59", (v: string) => `<div ${MASKED} data-sum="${v.length}"><input value="${v}"></div>`],
  ] as const) {
    it(`${id}: tells the same whatever is in ${html("…")}`, async () => {
      expect(await toldOf(html("a"))).to.deep.equal(await toldOf(html("a much longer secret")));
    });

    it(`${id}: would tell ${html("…")} apart without the mask`, async () => {
      const bare = (v: string): Promise<Told[]> => toldOf(html(v).replace(MASKED, "class=x"));
      expect(await bare("a")).to.not.deep.equal(await bare("a much longer secret"));
    });
  }

  it("P41: tells a masked text's width as the group has chosen", async () => {
    const boxes = async (text: string, rules: Partial<MaskRules>): Promise<unknown> =>
      only(await toldOf(`<span ${MASKED}>${text}</span>`, rules), "maskedText").map(([, , box]) => box);
    expect(await boxes("$1,000.00", {})).to.not.deep.equal(await boxes("$1,000,000.00", {}));
    const [[width]] = (await boxes("$1,000.00", { boxes: "quantised" })) as [[number]];
    expect(width % 8).to.equal(0);
    const fixed = { boxes: "fixed" } as const;
    expect(await boxes("$1.00", fixed)).to.deep.equal(await boxes("$1,000,000.00", fixed));
  });

  it("P10, P41: tells no sizes of masked elements when they are fixed", async () => {
    const bar = (width: number): string =>
      `<div ${MASKED}><i style="display:block;width:${width}px"></i></div>`;
    const fixed = { boxes: "fixed" } as const;
    expect(await toldOf(bar(10), fixed)).to.deep.equal(await toldOf(bar(300), fixed));
    expect(await toldOf(bar(10))).to.not.deep.equal(await toldOf(bar(300)));
  });

  for (const [id, what, html, act] of [
    [
      "P42",
      "a field that grows with what is typed",
      `<textarea ${MASKED} style="height:20px" rows=1></textarea>`,
      (d: Document): void => {
        const area = d.querySelector("textarea")!;
        area.value = "one\ntwo\nthree";
        area.style.height = "60px";
        area.rows = 3;
      },
    ],
    [
      "P54",
      "typing into a masked field",
      `<input ${MASKED}>`,
      async (d: Document, m: Mirrored): Promise<void> => {
        for (const typed of ["s", "se", "sec"]) {
          d.querySelector("input")!.value = typed;
          d.querySelector("input")!.dispatchEvent(new Event("input", { bubbles: true }));
          await m.settle();
        }
      },
    ],
    [
      "P54",
      "typing into a masked text",
      `<p ${MASKED} contenteditable>s</p>`,
      async (d: Document, m: Mirrored): Promise<void> => {
        for (const typed of ["se", "sec"]) {
          d.querySelector("p")!.firstChild!.nodeValue = typed;
          await m.settle();
        }
      },
    ],
    [
      "P17",
      "choosing another of masked choices",
      `<div ${MASKED}><input type=radio name=r><input type=radio name=r></div>`,
      (d: Document): void => d.querySelectorAll("input")[1]!.click(),
    ],
    [
      "P55",
      "scrolling a masked list",
      `<div ${MASKED} style="height:40px;overflow:auto"><p style="height:900px">x</p></div>`,
      async (d: Document): Promise<void> => {
        d.querySelector("div")!.scrollTop = 300;
        await new Promise((resolve) => d.addEventListener("scroll", resolve, { capture: true, once: true }));
      },
    ],
    [
      "P55",
      "pointing at and pressing keys of a masked pad",
      `<div ${MASKED}><button>1</button><button>2</button></div>`,
      (d: Document): void => {
        for (const key of d.querySelectorAll("button"))
          for (const type of ["mouseover", "mousemove", "mousedown", "mouseup"])
            key.dispatchEvent(new MouseEvent(type, { bubbles: true, clientX: 30, clientY: 10 }));
      },
    ],
    [
      "P55",
      "pointing at and pressing keys that are masked one by one",
      `<p><button ${MASKED}>1</button></p><p><button ${MASKED}>2</button></p>`,
      (d: Document): void => {
        for (const key of d.querySelectorAll("button"))
          for (const type of ["mouseover", "mousemove", "mousedown", "mouseup"])
            key.dispatchEvent(new MouseEvent(type, { bubbles: true, clientX: 30, clientY: 10 }));
      },
    ],
  ] as const) {
    it(`${id}: tells nothing of ${what}`, async () => {
      expect(await toldOfAct(html, act)).to.deep.equal([]);
    });

    it(`${id}: would tell of ${what} without the mask`, async () => {
      expect(await toldOfAct(html.replaceAll(MASKED, "class=x"), act)).to.not.deep.equal([]);
    });
  }

  it("P53, P55: tells of the focus in a masked group only that it is there", async () => {
    const html = `<div ${MASKED} tabindex=0><input><input></div>`;
    const focus = (index: number) => (d: Document) => d.querySelectorAll("input")[index]!.focus();
    const first = only(await toldOfAct(html, focus(0)), "focus");
    expect(first).to.deep.equal(only(await toldOfAct(html, focus(1)), "focus"));
  });

  for (const [what, html] of [
    [
      "choices",
      `<label><input type=radio name=r ${MASKED}></label><label><input type=radio ${MASKED}></label>`,
    ],
    ["keys", `<button ${MASKED}>1</button><button ${MASKED}>2</button>`],
  ] as const)
    it(`P55: tells the same whichever of ${what} that are masked one by one has the focus`, async () => {
      const told = (page: string, index: number): Promise<Told[]> =>
        toldOfAct(page, (d) => d.querySelectorAll<HTMLElement>("input, button")[index]!.focus());
      expect(await told(html, 0)).to.deep.equal(await told(html, 1));
      const bare = html.replaceAll(MASKED, "class=x");
      expect(await told(bare, 0)).to.not.deep.equal(await told(bare, 1));
    });

  it("5.2: keeps a mask that is taken away and put back as a framework renders", async () => {
    const mirrored = await Mirrored.open(`<body><p class=glance_masked>canary</p><b>public</b>`);
    const paragraph = mirrored.document.querySelector("p")!;
    for (let i = 0; i < 4; i += 1) {
      paragraph.className = "";
      await mirrored.settle();
      paragraph.className = "glance_masked";
      await mirrored.settle();
    }
    expect(mirrored.told).to.not.include("canary");
    paragraph.className = "";
    await mirrored.until(() => mirrored.told.includes("canary"));
    mirrored.close();
  });

  it("P21: keeps what is moved out of a masked element masked for a while", async () => {
    const mirrored = await Mirrored.open(`<body><p class=glance_masked>canary</p><div></div>`);
    mirrored.document.querySelector("div")!.append(mirrored.document.querySelector("p")!.firstChild!);
    await mirrored.settle();
    expect(mirrored.told).to.not.include("canary");
    await mirrored.until(() => mirrored.copy.querySelector("div")!.textContent === "canary");
    mirrored.close();
  });
});
