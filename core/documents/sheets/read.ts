// From a file's bytes to its sheets, whatever wrote it.
import type { FileKind } from "../sniff.ts";
import { DocumentError } from "../problem.ts";
import { readCsv } from "./csv.ts";
import type { Table } from "./table.ts";
import { type LoadCodepages, readPlain, readZipped } from "./workbook.ts";

/** Workbooks that are XML, as Excel 2003 wrote them. */
const XML_WORKBOOK = /^[\s\ufeff]*<\?xml[^]{0,2000}urn:schemas-microsoft-com:office:spreadsheet/;
const HEAD_BYTES = 4_096;

/** The sheets of a file that is of `kind`. @throws {DocumentError} */
export async function readTables(
  bytes: Uint8Array<ArrayBuffer>,
  kind: FileKind,
  load: LoadCodepages,
): Promise<Table[]> {
  if (kind === "zip") return readZipped(bytes);
  if (kind === "compound" || kind === "biff") return readPlain(bytes, load);
  if (kind !== "text") throw new DocumentError("unsupported");
  const head = new TextDecoder().decode(bytes.subarray(0, HEAD_BYTES));
  return XML_WORKBOOK.test(head) ? readPlain(bytes, load) : readCsv(bytes, "CSV");
}
