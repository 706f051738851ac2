// What stands in place of a URL: a reference to an asset, or what may stay because nothing is loaded for it.
import { ASSET_SCHEME } from "../protocol/index.ts";
import { Assets, type AssetsOptions } from "./assets.ts";
import { type CssUrlKind, rewriteCss } from "./css.ts";
import { MAX_INLINE_URL_UNITS } from "./limits.ts";
import { SheetNames } from "./sheet-names.ts";
import { VisitorCss } from "./visitor-css.ts";

/** Stands for a URL that leads nowhere: valid, and nothing is fetched for it. */
const NOTHING = "data:,";
/** `data:` URLs that an agent's side takes as they are. Mirror: check/urls.ts. */
const INLINE = /^data:(image\/|font\/|application\/(x-)?font|application\/octet-stream)/i;
/** What the worker can fetch. */
const FETCHED = /^(https?|data|blob):/i;

/** Puts references in place of URLs. The same URL has the same reference for as long as the worker lives. */
export class References {
  /** What is referred to. */
  readonly assets: Assets;
  /** In what words CSS is told. */
  readonly visitor = new VisitorCss();
  /** What the CSS of all pages names. */
  readonly names = new SheetNames();

  constructor(options: Omit<AssetsOptions, "rewrite" | "words">) {
    this.assets = new Assets({
      ...options,
      rewrite: (css, base) => this.css(css, base),
      words: (css) => this.visitor.css(css),
    });
  }

  /** What an image, given as an absolute URL, is told as. "" and fragments are told as they are. */
  picture(url: string): string {
    if (url === "" || url.startsWith("#") || url.startsWith(ASSET_SCHEME)) return url;
    return this.#refer(url, "picture") ?? "";
  }

  /** CSS with references in it. `base`: what its relative URLs are relative to; "" when there are none. */
  css(css: string, base: string): string {
    this.names.see(css);
    return rewriteCss(css, (url, kind) => {
      if (url.startsWith(ASSET_SCHEME)) return url;
      if (kind === "picture" && (url === "" || url.startsWith("#"))) return url;
      return this.#refer(resolve(url, base), kind) ?? NOTHING;
    });
  }

  #refer(url: string, kind: CssUrlKind): string | undefined {
    if (!FETCHED.test(url)) return undefined;
    if (kind === "picture" && url.length <= MAX_INLINE_URL_UNITS && INLINE.test(url)) return url;
    const id = this.assets.number(url, kind);
    return id === undefined ? undefined : `${ASSET_SCHEME}${id}`;
  }
}

function resolve(url: string, base: string): string {
  if (FETCHED.test(url)) return url;
  try {
    return new URL(url, base).href;
  } catch {
    return "";
  }
}
