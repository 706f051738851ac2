// Parts of ours that most sessions do not need at once: each is a script of its own, which comes when it is asked for.
import { RELEASE } from "../protocol/index.ts";
import type { VisitorHost } from "./api.ts";

/** Event of the script element by which a part hands over what it has: nothing of it stands on the page's window. */
const HERE = "glance-part";
/** Calls that may wait for one part. Agents' messages come at a limited pace: more is a script that does not come. */
const MAX_WAITING = 500;
/** After a part did not come, what needs it is refused for so long before it is asked for again, in ms. */
const RETRY_MS = 5_000;

/** What is asked for once; `T` is what it hands over. */
export class LatePart<T> {
  readonly #load: () => Promise<T>;
  #content: T | undefined;
  #waiting: ((content: T | undefined) => void)[] = [];
  #isLoading = false;
  #failedAt = -Infinity;

  /** `load` rejects when it does not come, and may be called again then. */
  constructor(load: () => Promise<T>) {
    this.#load = load;
  }

  /** What it handed over; undefined before that. */
  get content(): T | undefined {
    return this.#content;
  }

  /**
   * Calls `use` with what it has: at once when it is here, else in the order of the calls once it is; with undefined when it cannot
   * be had.
   */
  use(use: (content: T | undefined) => void): void {
    const isRefused = performance.now() - this.#failedAt < RETRY_MS || this.#waiting.length >= MAX_WAITING;
    if (this.#content !== undefined || isRefused) use(this.#content);
    else {
      this.#waiting.push(use);
      if (!this.#isLoading) void this.#fetch();
    }
  }

  async #fetch(): Promise<void> {
    this.#isLoading = true;
    try {
      this.#content = await this.#load();
    } catch {
      this.#failedAt = performance.now();
    }
    this.#isLoading = false;
    for (const use of this.#waiting.splice(0)) use(this.#content);
  }
}

/**
 * Loads the part `name` of this release from where the tag says, by a script element as the loader does (loader/load-part.ts), and
 * resolves to what it hands over.
 *
 * @throws {Error} when a policy, a blocker or the network keeps it away. The page hears of it: `SCRIPT_NOT_LOADED`.
 */
export async function loadPart<T>(host: VisitorHost, name: string): Promise<T> {
  const file = `GlanceCobrowse${name}_${RELEASE}.js`;
  try {
    return await contentOf<T>(host, file);
  } catch (error) {
    host.emit("error", {
      code: "SCRIPT_NOT_LOADED",
      msg: `${file} could not be loaded`,
      params: { script: file, unsupported: false },
    });
    throw error;
  }
}

function contentOf<T>(host: VisitorHost, file: string): Promise<T> {
  const { scriptBase, nonce } = host.settings();
  const script = document.createElement("script");
  if (nonce !== "") script.nonce = nonce;
  script.setAttribute("charset", "utf-8");
  script.referrerPolicy = "origin";
  const here = new Promise<T>((resolve, reject) => {
    script.addEventListener(HERE, (event) => resolve((event as CustomEvent<T>).detail), { once: true });
    // It hands over as it runs, which is before it has loaded.
    for (const type of ["load", "error"]) script.addEventListener(type, () => reject(new Error(type)));
    // Throws where Trusted Types are enforced and our policy is not among those allowed.
    script.src = host.scriptUrl(scriptBase + file);
  });
  (document.querySelector("head") ?? document.documentElement).append(script);
  return here.finally(() => script.remove());
}

/** For a part's own script: hands `content` to whoever asked for it. */
export function handOver(content: object): void {
  document.currentScript?.dispatchEvent(new CustomEvent(HERE, { detail: content }));
}
