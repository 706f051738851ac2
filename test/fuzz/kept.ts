// Inputs that are worth starting from: each takes a way through the code that those before it do not. In test/fuzz/kept, a line each:
// pages as their operations, so that they outlive changes of the wire; the rest in base64.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Call } from "../unit/protocol/operations.ts";

/** Longest line that is kept, in characters: the folder stays small, and what is long is found again. */
const MAX_LINE = 700;

const fileOf = (target: string): string => join("test", "fuzz", "kept", `${target}.txt`);

/** How the inputs of one target are written. */
export interface Notation {
  readonly read: (line: string) => Uint8Array;
  /** Undefined for what cannot be written. */
  readonly write: (bytes: Uint8Array) => string | undefined;
}

/** Any bytes. */
export const BYTES: Notation = {
  read: (line) => new Uint8Array(Buffer.from(line, "base64")),
  write: (bytes) => Buffer.from(bytes).toString("base64"),
};

/** Pages, by what reads and writes operations. */
export function pageNotation(
  pageOf: (calls: readonly Call[]) => Uint8Array,
  callsOf: (bytes: Uint8Array) => readonly Call[],
): Notation {
  return {
    read: (line) => pageOf(JSON.parse(line) as Call[]),
    write: (bytes) => {
      const calls = callsOf(bytes);
      return calls.length === 0 ? undefined : JSON.stringify(calls);
    },
  };
}

/** The inputs of a target that are kept. */
export function keptOf(target: string, notation: Notation): Uint8Array[] {
  const file = fileOf(target);
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8").split("\n").filter(Boolean).map(notation.read);
}

/** Keeps these inputs, and no others. */
export function keep(target: string, notation: Notation, inputs: readonly Uint8Array[]): void {
  const lines = inputs.map(notation.write).filter((line) => line !== undefined && line.length <= MAX_LINE);
  writeFileSync(fileOf(target), [...new Set(lines), ""].join("\n"));
}
