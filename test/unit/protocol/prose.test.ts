import { expect } from "chai";
import { deflateRawSync } from "node:zlib";
import { splitColumns } from "../../../core/protocol/columns.ts";
import { createOpWriter, ProseWriter, readOps } from "../../../core/protocol/index.ts";
import { type Call, perform, recorder } from "./operations.ts";

function bytesOf(calls: readonly Call[], prose?: typeof ProseWriter): Uint8Array {
  const writer = createOpWriter(prose === undefined ? {} : { prose });
  perform(calls, writer);
  return writer.finish();
}

function callsOf(bytes: Uint8Array): Call[] {
  const { target, calls } = recorder();
  readOps(bytes, target);
  return calls;
}

/** A sheet of about 40 units a rule, whose rules differ in a few words. */
function sheetOf(rules: number): string {
  return Array.from(
    { length: rules },
    (_, i) => `.btn-${i % 60}:hover > a {\n  margin: ${(i * 7) % 50}px;\n}\n`,
  ).join("");
}

const sheet = (owner: number, css: string): Call => ["sheet", owner, "", css];
const LONG = sheetOf(400);

const cases = [
  { what: "a long sheet", sheets: [LONG], areProse: true },
  { what: "a sheet as long as it must be", sheets: ["a".repeat(10_000)], areProse: true },
  { what: "a sheet of hundreds of kilobytes", sheets: [sheetOf(8_000)], areProse: true },
  { what: "a shorter one", sheets: ["a".repeat(9_999)], areProse: false },
  { what: "a long sheet twice", sheets: [LONG, LONG], areProse: true },
  { what: "a long sheet and a short one", sheets: [LONG, sheetOf(30)], areProse: true },
  {
    what: "words without spaces, and spaces without words",
    sheets: [`${"a-b_c1".repeat(2_000)} \n\t \n`],
    areProse: true,
  },
  { what: "letters of other scripts", sheets: [`${LONG}/* \u00fcber \u65e5\u672c */`], areProse: true },
  { what: "signs of two units", sheets: [`${LONG}/* \ud83d\ude00 */`], areProse: false },
  { what: "U+0000", sheets: [`${LONG}\0`], areProse: false },
] as const;

describe("protocol / prose", () => {
  for (const { what, sheets, areProse } of cases)
    it(`tells ${what} ${areProse ? "word by word" : "as it is"}`, () => {
      const calls = sheets.map((css, i) => sheet(2 + i, css));
      const bytes = bytesOf(calls, ProseWriter);
      expect(splitColumns(bytes).prose.left > 0).to.equal(areProse);
      expect(callsOf(bytes)).to.deep.equal(calls);
    });

  it("needs fewer bytes for the same sheet, deflated", () => {
    const calls = [sheet(2, sheetOf(4_000))];
    const deflated = (bytes: Uint8Array): number => deflateRawSync(bytes).length;
    expect(deflated(bytesOf(calls, ProseWriter))).to.be.below(deflated(bytesOf(calls)) * 0.9);
  });

  it("leaves texts and attributes as they are, however long", () => {
    const calls: Call[] = [
      ["element", 2, 0, "p", ["title", LONG]],
      ["text", 3, sheetOf(401)],
    ];
    const bytes = bytesOf(calls, ProseWriter);
    expect(splitColumns(bytes).prose.left).to.equal(0);
    expect(callsOf(bytes)).to.deep.equal(calls);
  });

  it("counts strings of both forms by one row of numbers", () => {
    const calls: Call[] = [
      ["text", 2, "before"],
      sheet(3, LONG),
      ["text", 4, "after"],
      ["text", 5, LONG],
      ["text", 6, "before"],
      sheet(7, "after"),
    ];
    expect(callsOf(bytesOf(calls, ProseWriter))).to.deep.equal(calls);
  });
});
