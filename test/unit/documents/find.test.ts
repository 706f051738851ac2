import { expect } from "chai";
import { placesOf } from "../../../core/documents/find.ts";
import { redacted } from "../../../core/documents/pdf/words.ts";
import { DEFAULT_PATTERNS } from "../../../core/mask/patterns.ts";

describe("documents / find", () => {
  const cases = [
    ["capitals make no difference", "Plant, PLANT", { query: "plant" }, [0, 7]],
    ["unless they are asked for", "Plant, plant", { query: "plant", matchCase: true }, [7]],
    ["accents make none", "Café crème", { query: "creme" }, [5]],
    ["a line ends as a space does", "first\nline", { query: "first line" }, [0]],
    ["whole words", "plants plant", { query: "plant", wholeWords: true }, [7]],
    ["letters that grow when they are small", "İstanbul x", { query: "x" }, [9]],
    ["nothing is not looked for", "text", { query: "  " }, []],
  ] as const;
  for (const [what, text, query, places] of cases)
    it(what, () => {
      expect(placesOf(text, { matchCase: false, wholeWords: false, ...query })).to.deep.equal(places);
    });
});

describe("documents / secrets in words", () => {
  const words = (...texts: string[]): Parameters<typeof redacted>[0] => ({
    texts,
    boxes: texts.flatMap((_, at) => [1_000 * at, 500, 1_000, 100, 0]),
    links: [],
    linkBoxes: [],
  });

  it("are stars in what is told, and covered where they are", () => {
    const { words: told, covered } = redacted(
      words("Card ", "4111 1111 ", "1111 1111", " thanks"),
      DEFAULT_PATTERNS,
    );
    expect(told.texts.join("")).to.equal("Card **** **** **** **** thanks");
    expect(covered).to.have.length(2);
    expect(covered[0]?.[0]).to.equal(1_000);
  });

  it("leaves what is none, as it is", () => {
    const given = words("Order 4111 2222 3333 4444");
    expect(redacted(given, DEFAULT_PATTERNS)).to.deep.equal({ words: given, covered: [] });
  });
});
