// Takes from CSS every way to load something that is not an asset. One pass over the text, token by token as CSS Syntax 3
// has them, without regular expressions that could backtrack. It changes URLs, comments (they may name source maps) and
// media conditions that ask for scripts; the rest stays as it is.
import {
  asciiEnd,
  decodeEscapes,
  isEscapeAt,
  nameEnd,
  skipEscape,
  skipSpaces,
  startsNameAt,
  stringEnd,
} from "./css-tokens.ts";
import { isAsset, isStyleUrl } from "./urls.ts";

const set = (names: string): ReadonlySet<string> => new Set(names.split(/\s+/));

/** Functions whose string arguments are URLs. */
const URL_FUNCTIONS = set("url image-set -webkit-image-set src image cross-fade -webkit-cross-fade");
/** Functions inside a URL function whose strings are no URLs. */
const NO_URLS = set("type format tech local");
/** What else may be inside a URL function. Any other might bring in a string from elsewhere: `var()`, `attr()`, `if()`, a
 * function of the sheet's own. */
const PLAIN_FUNCTIONS = set(
  `rgb rgba hsl hsla hwb lab lch oklab oklch color color-mix light-dark calc min max clamp from to color-stop
  linear-gradient radial-gradient conic-gradient repeating-linear-gradient repeating-radial-gradient
  repeating-conic-gradient -webkit-linear-gradient -webkit-radial-gradient -webkit-gradient
  -webkit-repeating-linear-gradient -webkit-repeating-radial-gradient`,
);
/** Stands where a function may not be: the declaration is invalid. */
const NO_FUNCTION = "glance-none";
/** What stands for a URL that was taken out: valid, and nothing is fetched for it. */
const NOTHING = "data:,";
/** White space that no author leaves in the markup of a `data:` picture. */
const OTHER_SPACE = /[^\S ]/;
/** Names of namespaces: a `@namespace` rule may say them, and they are never fetched. */
const NAMESPACE_URL = /^http:\/\/www\.w3\.org\/(1999\/xhtml|1999\/xlink|2000\/svg|1998\/Math\/MathML)$/;
/** Text without any of these has nothing in it to take out. */
const SUSPECT = /[(@]|\/\*/;

/** A bracket that is open: what closes it, and whether strings in it are URLs. */
interface Open {
  readonly closer: string;
  readonly urls: boolean;
}

class Scanner {
  readonly #text: string;
  #at = 0;
  /** Where the text not copied yet begins. */
  #from = 0;
  #out = "";
  readonly #open: Open[] = [];
  /** The at-rule whose prelude this is, and how many brackets were open where it began. */
  #rule = "";
  #ruleDepth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  scan(): string {
    while (this.#at < this.#text.length) this.#token(this.#text.charAt(this.#at));
    this.#replace(this.#text.length, "");
    return this.#out;
  }

  #token(char: string): void {
    switch (char) {
      case '"':
      case "'":
        this.#string();
        return;
      case "/":
        if (this.#text[this.#at + 1] === "*") this.#comment();
        else this.#at += 1;
        return;
      case "@":
        this.#atKeyword();
        return;
      case "(":
        this.#opened(")", false);
        return;
      case "[":
        this.#opened("]", false);
        return;
      case "{":
        this.#rule = "";
        this.#opened("}", false);
        return;
      default:
        this.#other(char);
    }
  }

  #other(char: string): void {
    if (char === ")" || char === "]" || char === "}") this.#closed(char);
    else if (char === ";") this.#endRule();
    else if (this.#skipsHtmlComment(char)) return;
    else if (startsNameAt(this.#text, this.#at)) {
      this.#word();
      return;
    }
    this.#at += 1;
  }

  /** `<!--` and `-->` are tokens of their own, whatever follows. */
  #skipsHtmlComment(char: string): boolean {
    const token = char === "<" ? "<!--" : "-->";
    if ((char !== "<" && char !== "-") || !this.#text.startsWith(token, this.#at)) return false;
    this.#at += token.length;
    return true;
  }

  /** Copies what was passed since the last time, up to `until`, then writes `put` in place of the rest. */
  #replace(until: number, put: string): void {
    this.#out += this.#text.slice(this.#from, until) + put;
    this.#from = this.#at;
  }

  #opened(closer: string, urls: boolean): void {
    this.#open.push({ closer, urls: urls || this.#inUrls });
    this.#at += 1;
  }

  get #inUrls(): boolean {
    return this.#open.at(-1)?.urls === true;
  }

  #closed(char: string): void {
    // Another closer than the innermost is an error that browsers skip, and the bracket stays open.
    if (this.#open.at(-1)?.closer === char) this.#open.pop();
    if (this.#open.length < this.#ruleDepth) this.#rule = "";
  }

  #endRule(): void {
    if (this.#open.length <= this.#ruleDepth) this.#rule = "";
  }

  #comment(): void {
    const start = this.#at;
    const end = this.#text.indexOf("*/", start + 2);
    this.#at = end < 0 ? this.#text.length : end + 2;
    this.#replace(start, "/**/");
  }

  #atKeyword(): void {
    this.#at += 1;
    if (!startsNameAt(this.#text, this.#at)) return;
    this.#rule = this.#name(nameEnd(this.#text, this.#at));
    this.#ruleDepth = this.#open.length;
  }

  /** The name from here to `end`, which is passed: escapes decoded, lower case, its ASCII end alone. */
  #name(end: number): string {
    const name = decodeEscapes(this.#text.slice(this.#at, end));
    this.#at = end;
    // Which characters above ASCII belong to names is not the same in all browsers.
    return asciiEnd(name).toLowerCase();
  }

  #word(): void {
    const start = this.#at;
    const end = nameEnd(this.#text, start);
    if (this.#text[end] === "(") this.#function(start, this.#name(end));
    else if (this.#rule === "media" && this.#open.length > 0 && this.#name(end) === "scripting")
      this.#scripting(start);
    this.#at = Math.max(this.#at, end);
  }

  #function(start: number, name: string): void {
    if (name === "url" && this.#unquoted(start)) return;
    const isUrl = URL_FUNCTIONS.has(name);
    const isPlain = NO_URLS.has(name) || PLAIN_FUNCTIONS.has(name);
    if (this.#inUrls && !isUrl && !isPlain) this.#replace(start, NO_FUNCTION);
    if (NO_URLS.has(name)) {
      this.#open.push({ closer: ")", urls: false });
      this.#at += 1;
    } else this.#opened(")", isUrl);
  }

  /** Reads `url(` with an unquoted URL, if it is one. */
  #unquoted(start: number): boolean {
    const from = skipSpaces(this.#text, this.#at + 1);
    const first = this.#text.charAt(from);
    if (first === '"' || first === "'") return false;
    let end = from;
    while (end < this.#text.length && this.#text[end] !== ")")
      end = isEscapeAt(this.#text, end) ? skipEscape(this.#text, end) : end + 1;
    this.#at = Math.min(end + 1, this.#text.length);
    const url = decodeEscapes(this.#text.slice(from, end).trimEnd());
    this.#replace(start, `url(${this.#checked(url, 0)})`);
    return true;
  }

  #string(): void {
    const start = this.#at;
    const { end, valueEnd } = stringEnd(this.#text, start);
    this.#at = end;
    if (this.#rule !== "import" && !this.#inUrls) return;
    this.#replace(start, this.#checked(decodeEscapes(this.#text.slice(start + 1, valueEnd)), 1));
  }

  /** The URL as a CSS string, or what stands for one that is not allowed. */
  #checked(url: string, around: number): string {
    return quoted(this.#allows(url, around) ? url : NOTHING);
  }

  /** `around`: brackets that may be open around a namespace's URL. */
  #allows(url: string, around: number): boolean {
    if (this.#rule === "import") return isAsset(url);
    if (this.#isNamespace(around) && NAMESPACE_URL.test(url)) return true;
    return isStyleUrl(url) && !(url.startsWith("data:") ? OTHER_SPACE : /\s/).test(url);
  }

  /** Whether this is a namespace rule's own URL: only at the top is there such a rule. */
  #isNamespace(around: number): boolean {
    return this.#rule === "namespace" && this.#ruleDepth === 0 && this.#open.length <= around;
  }

  /** Scripts are off in a replica and on at the visitor: the condition is answered as there. */
  #scripting(start: number): void {
    const colon = skipSpaces(this.#text, this.#at);
    if (this.#text[colon] !== ":") {
      this.#replace(start, "min-width:0");
      return;
    }
    this.#at = skipSpaces(this.#text, colon + 1);
    const value = this.#name(nameEnd(this.#text, this.#at));
    // A bracket right behind a unit is not that of a function.
    const space = this.#text[this.#at] === "(" ? " " : "";
    this.#replace(start, (value === "enabled" ? "min-width:0" : "max-width:-1px") + space);
  }
}

/** `text` as a CSS string. A null character is what CSS takes it for. */
function quoted(text: string): string {
  return `"${text.replaceAll("\0", "\ufffd").replace(/["\\\u0001-\u001f\u007f]/g, (char) => `\\${char.charCodeAt(0).toString(16)} `)}"`;
}

/** `css` (a sheet, rules, declarations or one value) with nothing in it that loads what is not an asset, a data: URL of
 * a picture or font, or a fragment. Cost: O(length). */
export function checkCss(css: string): string {
  return SUSPECT.test(css) ? new Scanner(css).scan() : css;
}
