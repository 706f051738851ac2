// From a style sheet's bytes to its text (CSS Syntax 3, "The input byte stream").
import type { Fetched } from "./fetched.ts";

const DECLARED = /^@charset "([\x20-\x21\x23-\x7e]+)";/;

/** The sheet's text; undefined when the answer was a page, which servers send for what they do not find. */
export function sheetText({ bytes, mime, charset }: Fetched): string | undefined {
  if (mime === "text/html") return undefined;
  const declared = DECLARED.exec(String.fromCharCode(...bytes.subarray(0, 128)))?.[1] ?? "";
  return decoderFor(bomOf(bytes) ?? charset, declared).decode(bytes);
}

function bomOf(bytes: Uint8Array): string | undefined {
  const [one, two] = bytes;
  if (one === 0xfe && two === 0xff) return "utf-16be";
  return one === 0xff && two === 0xfe ? "utf-16le" : one === 0xef && two === 0xbb ? "utf-8" : undefined;
}

/** A decoder for the first of `labels` that a browser knows. */
function decoderFor(...labels: readonly string[]): TextDecoder {
  for (const label of labels) {
    try {
      if (label !== "") return new TextDecoder(label);
    } catch {
      // No encoding of that name.
    }
  }
  return new TextDecoder();
}
