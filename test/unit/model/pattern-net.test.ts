// Secrets that are found by their form: what leaves of them, and of what was told before they were known to be some.
import { expect } from "chai";
import { LivePage } from "../../../core/model/index.ts";
import {
  createOpWriter,
  OPERATIONS,
  type OpWriter,
  type PageOps,
  readOps,
} from "../../../core/protocol/index.ts";

/** A page that is followed, and what is told of it. */
class Followed {
  readonly #deltas: Uint8Array[] = [];
  readonly #page = new LivePage(
    { pictures: false, fetch: () => Promise.reject(new Error("no network")) },
    { ondelta: (delta) => void this.#deltas.push(delta), onpage: () => undefined, onasset: () => undefined },
  );

  constructor(begin: (writer: OpWriter) => void) {
    this.says((writer) => {
      writer.at(0, 0);
      writer.frameDocument(1, 0);
      writer.at(1, 0);
      writer.element(2, 0, "p", []);
      begin(writer);
    });
    this.#page.isFollowed = true;
  }

  says(what: (writer: OpWriter) => void, complete = true): this {
    const writer = createOpWriter();
    what(writer);
    this.#page.batch(writer.finish(), complete);
    return this;
  }

  /** What left since it was followed. */
  get told(): string {
    return this.#deltas.map(opsOf).join("\n");
  }

  get keyframe(): string {
    return opsOf(this.#page.keyframe().operations);
  }
}

function opsOf(bytes: Uint8Array): string {
  const lines: string[] = [];
  const target = Object.fromEntries(
    Object.keys(OPERATIONS).map((name) => [
      name,
      (...values: unknown[]) => void lines.push(`${name} ${JSON.stringify(values)}`),
    ]),
  ) as unknown as PageOps;
  readOps(bytes, target);
  return lines.join("\n");
}

const CARD = "4111 1111 1111 1111";

describe("model / pattern net", () => {
  it("masks a number in a keyframe, and nothing else", () => {
    const page = new Followed((w) => {
      w.at(2, 0);
      w.text(3, `no ${CARD}.`);
    });
    expect(page.keyframe).to.include("no **** **** **** ****.");
  });

  it("masks a number in a delta, before it is told", () => {
    const page = new Followed(() => undefined).says((w) => {
      w.at(2, 0);
      w.text(3, CARD);
    });
    expect(page.told).to.not.include("4111");
    expect(page.told).to.include(`text [3,"**** **** **** ****"]`);
  });

  it("masks what was told before, when the rest of a number comes", () => {
    const page = new Followed((w) => {
      w.at(2, 0);
      w.text(3, "4111 1111 ");
      w.element(4, 0, "b", []);
    });
    expect(page.keyframe).to.include("4111 1111");
    page.says((w) => {
      w.at(4, 0);
      w.text(5, "1111 1111");
    });
    expect(page.told).to.include(`data [3,"**** **** "]`).and.to.not.include("1111");
    expect(page.keyframe).to.not.include("1111");
  });

  it("shows again what is no secret any more", () => {
    const page = new Followed((w) => {
      w.at(2, 0);
      w.text(3, CARD);
    }).says((w) => w.data(3, "4111 1111"));
    expect(page.told).to.include(`data [3,"4111 1111"]`);
    expect(page.keyframe).to.include(`text [3,"4111 1111"]`);
  });

  it("tells no number that was there only between two slices of one state", () => {
    const page = new Followed(() => undefined)
      .says((w) => {
        w.at(2, 0);
        w.text(3, CARD);
      }, false)
      .says((w) => w.data(3, "gone"));
    expect(page.told).to.not.include("4111");
    const removed = new Followed(() => undefined)
      .says((w) => {
        w.at(2, 0);
        w.text(3, CARD);
      }, false)
      .says((w) => w.remove(3));
    expect(removed.told).to.not.include("4111");
  });

  it("P37: finds a number over one field for each group", () => {
    const page = new Followed((w) => {
      w.at(2, 0);
      for (let i = 0; i < 4; i += 1) w.element(10 + i, 0, "input", []);
    });
    page.says((w) => ["4111", "1111", "1111", "1111"].forEach((group, i) => w.value(10 + i, group)));
    expect(page.told).to.not.include("1111");
  });

  it("P54: holds a number back while it is typed, and shows it when it is none", () => {
    const page = new Followed((w) => {
      w.at(2, 0);
      w.element(3, 0, "input", []);
    });
    page.says((w) => w.focus(3));
    for (const typed of ["03012", "030123", "0301234567"])
      page.says((w) => {
        w.value(3, typed);
        w.attribute(3, "value", typed);
      });
    expect(page.told).to.include("03012").and.to.not.include("030123");
    page.says((w) => w.focus(0));
    expect(page.told).to.include(`value [3,"0301234567"]`);
  });

  it("joins what a removed node kept apart", () => {
    const page = new Followed((w) => {
      w.at(2, 0);
      w.text(3, "4111 1111 ");
      w.element(4, 0, "div", []);
      w.text(5, "1111 1111");
      w.at(4, 0);
      w.text(6, "a long text of its own");
    });
    expect(page.keyframe).to.include("1111 1111");
    page.says((w) => w.remove(4));
    expect(page.keyframe).to.not.include("1111");
    expect(page.told).to.include(`data [3,"**** **** "]`).and.to.include(`data [5,"**** ****"]`);
  });

  it("masks attributes, title and address", () => {
    const page = new Followed(() => undefined).says((w) => {
      w.attribute(2, "title", CARD);
      w.at(2, 0);
      w.element(3, 0, "img", ["alt", CARD, "width", "4111111111111111"]);
      w.pageState("https://shop.example/?card=4111111111111111", CARD, 0);
    });
    expect(page.told).to.not.include("4111 1111").and.to.not.include("card=4111");
    expect(page.told).to.include(`"width","4111111111111111"`);
  });
});

describe("model / masked names", () => {
  const begin = (w: OpWriter): void => {
    w.at(2, 0);
    w.element(3, 0, "div", ["glance-class", "row user-8271 is-selected", "glance-id", "u8271"]);
  };

  it("P8: tells no name that no sheet has", () => {
    expect(new Followed(begin).keyframe).to.include(`element [3,0,"div",["class","","id",""]]`);
  });

  it("P8, P70: tells what sheets name, when they come, but no states", () => {
    const page = new Followed(begin).says((w) => {
      w.at(2, 0);
      w.element(4, 0, "style", []);
      w.sheet(4, "", ".row, .is-selected { color: red } #other {}");
    });
    expect(page.told).to.include(`attribute [3,"class","row"]`).and.to.not.include("8271");
    expect(page.told).to.not.include(`"is-selected`);
    page.says((w) => w.attribute(3, "glance-class", "row user-9"));
    expect(page.told).to.not.include("user-9");
  });

  it("P53, P54: tells neither how many digits are typed, nor by the caret, nor by how often something is said", () => {
    const page = new Followed((writer) => {
      writer.at(2, 0);
      writer.element(3, 0, "input", []);
      writer.focus(3);
    });
    const typed = (value: string): void =>
      void page.says((writer) => {
        writer.value(3, value);
        writer.fieldSelection(3, value.length, value.length);
      });
    typed("41111");
    typed("411111");
    const held = page.told;
    expect(held).to.include("fieldSelection [3,5,5]").and.include('value [3,"******"]');
    for (const value of ["4111111", "41111111", "411111111", "4111111111"]) typed(value);
    expect(page.told, "nothing is said of the digits after the sixth").to.equal(held);
    page.says((writer) => writer.fieldSelection(3, 2, 2));
    expect(page.told, "nor of where the caret is among them").to.equal(held);
    expect(page.keyframe).to.include("fieldSelection [3,6,6]");
    typed("12");
    expect(page.told.slice(held.length)).to.include('value [3,"12"]').and.include("fieldSelection [3,2,2]");
  });
});
