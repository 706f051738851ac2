// Fetches what a page shows, as the page would: with its cookies for its own origin, and by the rules of CORS for others.
import { MAX_ASSET_BYTES } from "../protocol/index.ts";
import { readDataUrl } from "./data-url.ts";
import { type Fetched, joined } from "./fetched.ts";
import { FETCH_TIMEOUT_MS, MAX_FETCHES, RETRY_WAITS_MS } from "./limits.ts";

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Fetches what {@link Fetch} may not: the answer, and where it came from in the end. */
export type Rescue = (
  url: string,
  signal: AbortSignal,
) => Promise<{ readonly response: Response; readonly url: string }>;

interface Job {
  readonly url: string;
  readonly done: (fetched: Fetched | undefined) => void;
}

/** Fetches, a few at once. */
export class Fetches {
  readonly #fetch: Fetch;
  readonly #urgent: Job[] = [];
  readonly #others: Job[] = [];
  readonly #rescue: Rescue | undefined;
  #running = 0;

  constructor(fetch: Fetch, rescue?: Rescue) {
    this.#fetch = fetch;
    this.#rescue = rescue;
  }

  /** The content of `url`; undefined when it cannot be had, or is larger than an asset may be. `urgent` goes first. */
  get(url: string, urgent: boolean): Promise<Fetched | undefined> {
    return new Promise((done) => {
      (urgent ? this.#urgent : this.#others).push({ url, done });
      void this.#next();
    });
  }

  async #next(): Promise<void> {
    if (this.#running >= MAX_FETCHES) return;
    const job = this.#urgent.shift() ?? this.#others.shift();
    if (job === undefined) return;
    this.#running += 1;
    job.done(await this.#load(job.url));
    this.#running -= 1;
    void this.#next();
  }

  async #load(url: string): Promise<Fetched | undefined> {
    if (/^data:/i.test(url)) return withinLimit(readDataUrl(url));
    let outcome = await attempt(this.#fetch, url, "force-cache");
    for (const waitMs of RETRY_WAITS_MS) {
      if (outcome !== "again") break;
      const found = waitMs > 0 ? await this.#rescued(url) : undefined;
      if (found !== undefined) return found;
      if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
      outcome = await attempt(this.#fetch, url, "reload");
    }
    return outcome === "again" ? undefined : outcome;
  }

  async #rescued(url: string): Promise<Fetched | undefined> {
    return this.#rescue === undefined || !/^https?:/i.test(url) ? undefined : rescued(this.#rescue, url);
  }
}

function withinLimit(fetched: Fetched | undefined): Fetched | undefined {
  return fetched !== undefined && fetched.bytes.length <= MAX_ASSET_BYTES ? fetched : undefined;
}

/** "again": it did not work, and may when it is tried again. */
async function attempt(
  fetch: Fetch,
  url: string,
  cache: RequestCache,
): Promise<Fetched | "again" | undefined> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), FETCH_TIMEOUT_MS);
  try {
    const response = await fetch(url, { cache, credentials: "same-origin", signal: abort.signal });
    if (response.status === 429 || response.status >= 500) return "again";
    const bytes = response.ok ? await readWithin(response, MAX_ASSET_BYTES) : undefined;
    if (bytes === undefined) {
      abort.abort();
      return undefined;
    }
    return { bytes, ...contentType(response.headers), url: response.url === "" ? url : response.url };
  } catch {
    return abort.signal.aborted ? undefined : "again";
  } finally {
    clearTimeout(timer);
  }
}

/** By another way; undefined when it is none either. */
async function rescued(rescue: Rescue, address: string): Promise<Fetched | undefined> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), FETCH_TIMEOUT_MS);
  try {
    const { response, url } = await rescue(address, abort.signal);
    const bytes = response.ok ? await readWithin(response, MAX_ASSET_BYTES) : undefined;
    return bytes === undefined ? undefined : { bytes, ...contentType(response.headers), url };
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

/** The body; undefined as soon as it is known to be longer than `limitBytes`. */
async function readWithin(
  response: Response,
  limitBytes: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  if (Number(response.headers.get("content-length")) > limitBytes) return undefined;
  const reader = response.body?.getReader();
  for (;;) {
    const read = await reader?.read();
    if (read?.value === undefined) break;
    length += read.value.length;
    if (length > limitBytes) return undefined;
    chunks.push(read.value);
  }
  return joined(chunks, length);
}

function contentType(headers: Headers): { mime: string; charset: string } {
  const [mime = "", ...parameters] = (headers.get("content-type") ?? "").split(";");
  const charset = parameters.find((parameter) => /^\s*charset=/i.test(parameter)) ?? "";
  return { mime: mime.trim().toLowerCase(), charset: charset.replace(/^[^=]*=|["'\s]/g, "") };
}
