import { expect } from "chai";
import { MAX_DEPTH, MAX_NODES } from "../../../core/check/limits.ts";
import {
  type ProtocolErrorCode,
  ProtocolError,
  SHEET_DISABLED,
  SHEET_GONE,
} from "../../../core/protocol/index.ts";
import { CheckUnderTest, passed, type Told } from "./checked.ts";

/** The code of the error that `act` throws; undefined when it returns. */
function codeOf(act: () => unknown): ProtocolErrorCode | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    if (error instanceof ProtocolError) return error.code;
    throw error;
  }
}

function inDocument(told: Told): Told {
  return (page) => {
    page.at(1, 0);
    told(page);
  };
}

describe("check / page", () => {
  const refused: readonly { id: string; what: string; told: Told; code?: ProtocolErrorCode }[] = [
    { id: "S38", what: "a node of id 0", told: (page) => page.element(0, 0, "p", []) },
    { id: "S38", what: "an id that is taken", told: (page) => page.element(4, 0, "p", []) },
    {
      id: "S38",
      what: "an id that a sheet has",
      told: (page) => {
        page.sheet(90, "", "");
        page.text(90, "x");
      },
    },
    { id: "S38", what: "an unknown parent", told: (page) => page.at(99, 0) },
    { id: "S38", what: "an unknown sibling", told: (page) => page.at(4, 99) },
    { id: "S38", what: "a sibling that is no child", told: (page) => page.at(4, 2) },
    {
      id: "S38",
      what: "children of a text",
      told: (page) => {
        page.text(10, "x");
        page.at(10, 0);
      },
    },
    {
      id: "S38",
      what: "children of a parent that is gone",
      told: (page) => {
        page.element(10, 0, "p", []);
        page.at(10, 0);
        page.remove(10);
        page.text(11, "x");
      },
    },
    {
      id: "S38",
      what: "a node before any document",
      told: (page) => {
        page.at(0, 0);
        page.element(10, 0, "p", []);
      },
    },
    { id: "S38", what: "a move of an unknown node", told: (page) => page.move(99, 4, 0) },
    { id: "S38", what: "a move to an unknown node", told: (page) => page.move(4, 99, 0) },
    { id: "S38", what: "a node moved into itself", told: (page) => page.move(4, 4, 0) },
    {
      id: "S38",
      what: "a node moved under its grandchild",
      told: (page) => {
        page.element(10, 0, "p", []);
        page.at(10, 0);
        page.element(11, 0, "b", []);
        page.move(4, 11, 0);
      },
    },
    {
      id: "S38",
      what: "a host moved into its shadow root",
      told: (page) => {
        page.element(10, 0, "x-card", []);
        page.at(10, 0);
        page.shadow(11, 0);
        page.move(10, 11, 0);
      },
    },
    { id: "S38", what: "a move of the document", told: (page) => page.move(1, 4, 0) },
    { id: "S38", what: "a removal of the document", told: (page) => page.remove(1) },
    { id: "S38", what: "a shadow root of a document", told: inDocument((page) => page.shadow(10, 0)) },
    {
      id: "S38",
      what: "a document in a document",
      told: inDocument((page) => page.frameDocument(10, 0)),
    },
    { id: "S38", what: "data of an element", told: (page) => page.data(4, "x") },
    { id: "S38", what: "attributes of the document", told: (page) => page.attribute(1, "class", "x") },
    { id: "S38", what: "a sheet of an element that has none", told: (page) => page.sheet(4, "", "a{}") },
    { id: "S38", what: "a sheet without an owner", told: (page) => page.sheet(0, "", "a{}") },
    { id: "S38", what: "an unknown sheet adopted", told: (page) => page.adopt(1, [99]) },
    {
      id: "S38",
      what: "a sheet adopted that is gone",
      told: (page) => {
        page.sheet(10, "", "a{}");
        page.sheetState(10, SHEET_GONE, "");
        page.adopt(1, [10]);
      },
    },
    { id: "S38", what: "sheets adopted by an element", told: (page) => page.adopt(4, []) },
    { id: "S37", what: "a namespace that is none", told: (page) => page.element(10, 3, "p", []) },
    { id: "S37", what: "a namespace of 2^32", told: (page) => page.element(10, 2 ** 32, "p", []) },
    { id: "S37", what: "an attribute without a value", told: (page) => page.element(10, 0, "p", ["a"]) },
    {
      id: "S39",
      what: "more nodes than a page has",
      told: (page) => {
        for (let id = 10; id < MAX_NODES + 20; id += 1) page.text(id, "");
      },
      code: "too-many",
    },
    {
      id: "S39",
      what: "more boxes of masked texts than a page has nodes",
      told: (page) => {
        const boxes = Array.from({ length: 8_192 }, () => 1);
        for (let id = 10; id < 100; id += 1) page.maskedText(id, boxes);
      },
      code: "too-many",
    },
    {
      id: "S39",
      what: "more sheets than a page has",
      told: (page) => {
        for (let id = 10; id < 30_000; id += 1) page.sheet(id, "", "");
      },
      code: "too-many",
    },
    {
      id: "S39",
      what: "a sheet of 17 MB",
      told: (page) => page.sheet(90, "", "x".repeat(17e6)),
      code: "too-large",
    },
    {
      id: "S39",
      what: "a text of 1 MB told a hundred times",
      told: (page) => {
        const text = "x".repeat(1e6);
        for (let id = 10; id < 110; id += 1) page.text(id, text);
      },
      code: "too-large",
    },
    {
      id: "S39",
      what: "an attribute of 1 MB set a hundred times",
      told: (page) => {
        const text = "x".repeat(1e6);
        for (let i = 0; i < 100; i += 1) page.attribute(4, "title", text);
      },
      code: "too-large",
    },
    {
      id: "S39",
      what: "a large subtree moved over and over",
      told: (page) => {
        page.element(10, 0, "p", []);
        page.at(10, 0);
        for (let id = 11; id < 100_000; id += 1) page.text(id, "");
        for (let i = 0; i < 1_000; i += 1) page.move(10, 4, 0);
      },
      code: "too-many",
    },
    {
      id: "S39",
      what: "options chosen over and over",
      told: (page) => {
        const indexes = Array.from({ length: 100_000 }, (_, i) => i);
        for (let i = 0; i < 100; i += 1) page.selected(4, indexes);
      },
      code: "too-many",
    },
  ];
  for (const { id, what, told, code = "malformed" } of refused)
    it(`${id}: refuses ${what}`, () => {
      expect(codeOf(() => passed(told))).to.equal(code);
    });

  it("passes over what is said of ids that are not known", () => {
    const calls = passed((page) => {
      page.remove(99);
      page.attribute(99, "class", "x");
      page.removeAttribute(99, "class");
      page.data(99, "x");
      page.maskedData(99, [1, 2]);
      page.value(99, "x");
      page.checked(99, 1);
      page.selected(99, [1]);
      page.scroll(99, 1, 2);
      page.adopt(99, []);
      page.frameBlocked(99, 1);
      page.image(99, "glance-asset:1", 1, 1);
    });
    expect(calls).to.deep.equal([]);
    expect(passed((page) => page.hover(99))).to.deep.equal([["hover", 0]]);
    expect(passed((page) => page.focus(99))).to.deep.equal([["focus", 0]]);
  });

  it("F116: counts no sheets that are gone, and takes none for gone that an element has", () => {
    const calls = passed((page) => {
      for (let id = 10; id < 30_000; id += 1) {
        page.sheet(id, "", "");
        page.sheetState(id, SHEET_GONE | SHEET_DISABLED, "");
      }
      page.element(30_000, 0, "style", []);
      page.sheet(30_000, "", "a{}");
      page.sheetState(30_000, SHEET_GONE | SHEET_DISABLED, "");
    });
    expect(calls[1]).to.deep.equal(["sheetState", 10, SHEET_GONE, ""]);
    expect(calls.at(-1)).to.deep.equal(["sheetState", 30_000, SHEET_DISABLED, ""]);
  });

  it("S1: passes no text into what reads it as CSS, by whatever way", () => {
    const calls = passed((page) => {
      page.element(10, 0, "style", []);
      page.element(11, 1, "style", []);
      page.text(12, "x");
      for (const style of [10, 11]) {
        page.at(style, 0);
        page.text(style + 10, "@import 'https://evil.example/'");
        page.maskedText(style + 20, [1, 1]);
        page.data(style + 10, "x");
      }
      page.move(12, 10, 0);
    });
    expect(calls.filter(([name]) => name !== "at" && name !== "element")).to.deep.equal([
      ["text", 12, "x"],
      ["remove", 12],
    ]);
  });

  it("leaves out what lies deeper than browsers nest, and keeps what comes beside it", () => {
    const calls = passed((page) => {
      for (let id = 10; id < 10 + MAX_DEPTH + 50; id += 1) {
        page.element(id, 0, "p", []);
        page.at(id, 0);
      }
      page.at(4, 0);
      page.text(9_000, "beside");
    });
    // The document, its root and the body are above.
    expect(calls.filter(([name]) => name === "element")).to.have.length(MAX_DEPTH - 2);
    expect(calls.at(-1)).to.deep.equal(["text", 9_000, "beside"]);
  });

  it("S38: lets no chain of moves go deeper", () => {
    const check = new CheckUnderTest();
    const chain = (first: number, length: number): void => {
      check.page.at(4, 0);
      for (let id = first; id < first + length; id += 1) {
        check.page.element(id, 0, "p", []);
        check.page.at(id, 0);
      }
    };
    chain(1_000, 300);
    chain(2_000, 300);
    expect(check.pass((page) => page.move(2_000, 1_299, 0)).at(-1)).to.deep.equal(["remove", 2_000]);
    chain(3_000, 100);
    expect(check.pass((page) => page.move(3_000, 1_299, 0)).at(-1)).to.deep.equal(["move", 3_000, 1_299, 0]);
    chain(4_000, 200);
    expect(check.pass((page) => page.move(4_000, 3_099, 0)).at(-1)).to.deep.equal(["remove", 4_000]);
  });

  it("lets what was within the root become the root: it is moved before the old one goes", () => {
    const calls = passed((page) => {
      page.element(10, 0, "div", []);
      page.move(10, 1, 2);
      page.attribute(10, "class", "still there");
    });
    expect(calls.slice(-3)).to.deep.equal([
      ["move", 10, 1, 0],
      ["remove", 2],
      ["attribute", 10, "class", "still there"],
    ]);
  });

  it("keeps one root in a document, one shadow root in a host and one document in a frame", () => {
    const calls = passed((page) => {
      page.element(10, 0, "section", []);
      page.element(11, 0, "iframe", []);
      page.at(10, 0);
      page.shadow(12, 0);
      page.shadow(13, 0);
      page.at(11, 0);
      page.frameDocument(14, 0);
      page.frameDocument(15, 0);
      page.at(15, 0);
      page.element(16, 0, "html", []);
      page.element(17, 0, "html", []);
    });
    expect(calls.map(([name, id]) => [name, id])).to.deep.equal([
      ["element", 10],
      ["element", 11],
      ["at", 10],
      ["shadow", 12],
      ["at", 11],
      ["frameDocument", 14],
      ["frameDocument", 15],
      ["at", 15],
      ["element", 16],
      ["remove", 16],
      ["element", 17],
    ]);
  });

  it("gives no shadow root to what may not have one", () => {
    for (const name of ["img", "input", "iframe", "script", "font-face", "table"]) {
      const calls = passed((page) => {
        page.element(10, 0, name, []);
        page.at(10, 0);
        page.shadow(11, 0);
        page.at(11, 0);
        page.text(12, "x");
      });
      expect(
        calls.map(([call]) => call),
        name,
      ).to.deep.equal(["element", "at"]);
    }
  });

  it("S10: lets 500 frames have documents", () => {
    const calls = passed((page) => {
      for (let id = 10; id < 1_210; id += 2) {
        page.at(4, 0);
        page.element(id, 0, "iframe", []);
        page.at(id, 0);
        page.frameDocument(id + 1, 0);
      }
    });
    expect(calls.filter(([name]) => name === "frameDocument")).to.have.length(500);
  });

  it("S39: cuts numbers, lists and texts to what a browser lays out", () => {
    const calls = passed((page) => {
      page.viewport(4e9, 4e9, 4e9);
      page.scroll(4, -4e9, 4e9);
      page.pageState("u".repeat(9_000), "t".repeat(9_000), 255);
      page.element(10, 0, "img", []);
      page.image(10, "https://evil.example/", 4e9, 1);
      page.maskedText(11, [-5, 4e9]);
    });
    expect(calls).to.deep.equal([
      ["viewport", 16_384, 16_384, 100_000],
      ["scroll", 4, -1_000_000, 1_000_000],
      ["pageState", "u".repeat(4_096), "t".repeat(4_096), 1],
      ["element", 10, 0, "img", []],
      ["image", 10, "", 1_000_000, 1],
      ["maskedText", 11, [0, 1_000_000]],
    ]);
  });

  it("S39: takes a burst, and not one after the other without a pause", () => {
    let now = 0;
    const check = new CheckUnderTest(() => now);
    const indexes = new Array<number>(1_400_000).fill(0);
    const burst = (): ProtocolErrorCode | undefined =>
      codeOf(() => {
        check.page.begin(3_000_000);
        check.page.selected(99, indexes);
      });
    let taken = 0;
    while (burst() === undefined) taken += 1;
    expect(taken).to.equal(8);
    now += 3_000;
    expect(burst()).to.equal(undefined);
  });

  it("S38: forgets a page for the next, and nothing less", () => {
    const check = new CheckUnderTest();
    check.pass((page) => page.element(10, 0, "p", []));
    check.page.reset();
    expect(check.page.isEmpty).to.equal(true);
    expect(codeOf(() => check.page.at(4, 0))).to.equal("malformed");
    check.pass((page) => {
      page.at(0, 0);
      page.frameDocument(1, 0);
      page.at(1, 0);
      page.element(10, 0, "html", []);
    });
    expect(check.page.isEmpty).to.equal(false);
  });
});
