// Finds out what a file is, and reads it.
import type { PatternRules } from "../mask/patterns.ts";
import { openPdf } from "./pdf/pdf.ts";
import { openSheets } from "./sheets/sheets.ts";
import { DocumentError } from "./problem.ts";
import type { DocumentSource } from "./source.ts";
import { kindOf } from "./sniff.ts";

export interface OpenOptions {
  /** Folder of this release's files. */
  readonly files: string;
  readonly patterns: PatternRules;
  readonly onpassword: (tell: (password: string) => void, wrong: boolean) => void;
}

/** @throws {DocumentError} */
export async function openSource(bytes: ArrayBuffer, options: OpenOptions): Promise<DocumentSource> {
  const kind = kindOf(new Uint8Array(bytes));
  if (kind === "unknown") throw new DocumentError("unsupported");
  return kind === "pdf" ? openPdf(bytes, options) : openSheets(bytes, kind, options);
}
