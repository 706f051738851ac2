// Address and title of the page. Mirrors: protocol/page.ts, replay/page.ts.
import { MASK } from "../mask/index.ts";
import { PAGE_HIDDEN } from "../protocol/index.ts";
import type { CaptureContext } from "./context.ts";
import { listen } from "./listen.ts";

/** Follows what the address bar and the tab show. */
export class PageCapture {
  readonly #context: CaptureContext;
  #told = "";
  /** The address as it was read last, and as it is told. */
  #address: readonly [read: string, told: string] = ["", ""];

  constructor(context: CaptureContext) {
    this.#context = context;
  }

  watch(window: Window): void {
    const { document, signal } = this.#context;
    const changed = (): void => {
      this.#context.dirty.other = true;
      this.#context.request();
    };
    listen(window, ["popstate", "hashchange"], changed, signal);
    listen(document, ["visibilitychange"], changed, signal);
    // pushState has an event of its own where there is the Navigation API.
    const { navigation } = window as unknown as { readonly navigation?: EventTarget };
    if (navigation !== undefined) listen(navigation, ["currententrychange"], changed, signal);
  }

  /** Tells address, title and whether the tab is looked at, if one is another. Of a masked page, only the last. */
  read(): void {
    const { document, decider, writer } = this.#context;
    const isMasked = decider.initial !== MASK.shown;
    const url = isMasked ? "" : this.#addressOf(document);
    const title = isMasked || this.#isTitleMasked() ? "" : document.title;
    const flags = document.visibilityState === "hidden" ? PAGE_HIDDEN : 0;
    const now = `${flags} ${url} ${title}`;
    if (now === this.#told) return;
    this.#told = now;
    writer.pageState(url, title, flags);
  }

  /** The first title element is what a tab shows. */
  #isTitleMasked(): boolean {
    const { document, ids } = this.#context;
    const element = document.getElementsByTagNameNS("http://www.w3.org/1999/xhtml", "title").item(0);
    const mask = element === null ? undefined : ids.living(element)?.mask;
    return mask !== undefined && mask !== MASK.shown;
  }

  /** Taken apart once: the page is read many times at one address. */
  #addressOf({ URL }: Document): string {
    if (URL !== this.#address[0]) this.#address = [URL, withoutUser(URL)];
    return this.#address[1];
  }
}

function withoutUser(address: string): string {
  const url = new URL(address);
  if (url.username === "" && url.password === "") return address;
  url.username = url.password = "";
  return url.href;
}
