// Gets a document of the site, as its page may: with its cookies from its own origin, from others as far as they allow it.

/** Largest document, in bytes: all of it is in the browser's memory. */
export const MAX_DOCUMENT_BYTES = 100 * 1024 * 1024;

/** `not-a-document`: there is a page in its place, or nothing that may be read: the browser may show it all the same. */
export type FetchProblem = "not-a-document" | "too-large" | "unreachable";

export class FetchError extends Error {
  readonly problem: FetchProblem;

  constructor(problem: FetchProblem) {
    super(problem);
    this.name = "FetchError";
    this.problem = problem;
  }
}

/**
 * The bytes at `url`.
 *
 * @param onprogress hears how many of how many are here; 0 when it is not known.
 * @throws {FetchError}
 */
export async function fetchDocument(
  url: string,
  onprogress: (done: number, total: number) => void,
  signal: AbortSignal,
): Promise<ArrayBuffer> {
  const response = await fetch(url, { credentials: "same-origin", signal }).catch(() => undefined);
  if (response?.body === undefined || response.body === null) throw new FetchError("not-a-document");
  const isPage = /^text\/html|^application\/xhtml/i.test(response.headers.get("content-type") ?? "");
  if (!response.ok || isPage) throw new FetchError("not-a-document");
  const total = Number(response.headers.get("content-length")) || 0;
  if (total > MAX_DOCUMENT_BYTES) throw new FetchError("too-large");
  return gathered(response.body.getReader(), (done) => onprogress(done, total));
}

async function gathered(
  reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>,
  onprogress: (done: number) => void,
): Promise<ArrayBuffer> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let done = 0;
  for (;;) {
    const { value } = await reader.read().catch(() => {
      throw new FetchError("unreachable");
    });
    if (value === undefined) return new Blob(pieces).arrayBuffer();
    done += value.length;
    if (done > MAX_DOCUMENT_BYTES) {
      void reader.cancel();
      throw new FetchError("too-large");
    }
    pieces.push(value);
    onprogress(done);
  }
}
