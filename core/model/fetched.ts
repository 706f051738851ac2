// What was fetched.

/** The content of a URL. */
export interface Fetched {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Media type without parameters, lower case; "" when it was not said. */
  readonly mime: string;
  /** The encoding of a text; "" when it was not said. */
  readonly charset: string;
  /** Where it came from in the end. */
  readonly url: string;
}

/** `chunks` one behind the other; `length` is the sum of theirs. */
export function joined(chunks: readonly Uint8Array<ArrayBuffer>[], length: number): Uint8Array<ArrayBuffer> {
  if (chunks.length === 1 && chunks[0] !== undefined) return chunks[0];
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
