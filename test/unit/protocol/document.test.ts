// docs/PROTOCOL.md is for those who write another end: its tables must be what the code does.
import { readFileSync } from "node:fs";
import { expect } from "chai";
import { CHANNEL, CLOSE, KIND, MESSAGE, OPERATIONS, PROTOCOL_VERSION } from "../../../core/protocol/index.ts";
import { COLUMNS } from "../../../core/protocol/columns.ts";
import * as limits from "../../../core/protocol/limits.ts";

const text = readFileSync(new URL("../../../docs/PROTOCOL.md", import.meta.url), "utf8");

/** Rows of the table whose first heading is `heading`, without the headings. */
function table(heading: string): string[][] {
  const lines = text.split("\n");
  const start = lines.findIndex((line) => line.startsWith(`| ${heading} |`));
  expect(start, `a table headed ${heading}`).to.be.above(-1);
  const rows: string[][] = [];
  for (const line of lines.slice(start + 2)) {
    if (!line.startsWith("|")) break;
    rows.push(
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  }
  return rows;
}

/** The first column as keys, the second as numbers. */
function numbers(heading: string): Record<string, number> {
  const found: Record<string, number> = {};
  for (const [name, value] of table(heading))
    if (name !== undefined && value !== undefined) found[name] = Number(value.replaceAll(",", ""));
  return found;
}

describe("protocol / document", () => {
  it("says which version this is", () => {
    expect(text).to.include(`**${PROTOCOL_VERSION}**`);
    expect(table("wire version").at(-1)?.[0]).to.equal(String(PROTOCOL_VERSION));
  });

  it("lists kinds, channels, messages and close codes as they are", () => {
    expect(numbers("kind | code | between")).to.deep.equal(KIND);
    expect(numbers("kind | code | channel")).to.deep.equal(MESSAGE);
    expect(numbers("channel | code | carries")).to.deep.equal(CHANNEL);
    expect(numbers("name")).to.deep.equal(CLOSE);
  });

  it("lists limits as they are", () => {
    expect(numbers("limit")).to.deep.equal({ ...limits });
  });

  it("lists the columns of a message as they are", () => {
    expect(table("column | bit").map(([name]) => name)).to.deep.equal(COLUMNS);
    expect(Object.values(numbers("column | bit"))).to.deep.equal(COLUMNS.map((_, bit) => bit));
  });

  it("says how each kind of field is written", () => {
    const kinds = Object.values<readonly unknown[]>(OPERATIONS).flatMap(([, ...fields]) => fields);
    expect(new Set(table("field | takes").map(([name]) => name))).to.deep.equal(new Set(kinds));
  });

  it("lists every operation with its code and fields", () => {
    const listed = table("operation").map(([name, code, fields]) => [
      name,
      Number(code),
      ...(fields ?? "").split(", ").map((field) => field.split(" ")[0]),
    ]);
    const real = Object.entries<readonly unknown[]>(OPERATIONS).map(([name, row]) => [name, ...row]);
    real.sort((a, b) => Number(a[1]) - Number(b[1]));
    expect(listed).to.deep.equal(real);
  });
});
