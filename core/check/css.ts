// Takes from CSS every way to load something that is not an asset. One pass over the text, token by token as CSS Syntax 3
// has them, without regular expressions that could backtrack. It changes URLs, comments (they may name source maps) and
// media conditions that ask for scripts; the rest stays as it is.
import { isAsset, isStyleUrl } from "./urls.ts";

/** Functions whose string arguments are URLs. */
const URL_FUNCTIONS = new Set(
  "url image-set -webkit-image-set src image cross-fade -webkit-cross-fade".split(" "),
);
/** Functions that may bring in strings from elsewhere: none inside a URL function. */
const SUBSTITUTIONS = new Set(["var", "env", "attr", "if", "inherit"]);
/** Functions inside a URL function whose strings are no URLs. */
const NO_URLS = new Set(["type", "format", "tech", "local"]);
/** What stands for a URL that was taken out: valid, and nothing is fetched for it. */
const NOTHING = "data:,";
const CLOSERS: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

const isSpace = (char: string): boolean => char === " " || (char >= "\t" && char <= "\r" && char !== "\v");
const isHex = (char: string): boolean => /^[0-9a-fA-F]$/.test(char);
const isName = (char: string): boolean =>
  (char >= "a" && char <= "z") ||
  (char >= "A" && char <= "Z") ||
  (char >= "0" && char <= "9") ||
  char === "-" ||
  char === "_" ||
  char >= "\u0080";

/** A bracket that is open: what closes it, and the function it belongs to. */
interface Open {
  readonly closer: string;
  readonly name: string;
  readonly urls: boolean;
}

class Scanner {
  readonly #text: string;
  #at = 0;
  /** Where the text not copied yet begins. */
  #from = 0;
  #out: string[] = [];
  #open: Open[] = [];
  /** The at-rule whose prelude this is. */
  #rule = "";

  constructor(text: string) {
    this.#text = text;
  }

  scan(): string {
    while (this.#at < this.#text.length) this.#token();
    this.#replace(this.#text.length, "");
    return this.#out.join("");
  }

  #token(): void {
    const char = this.#text.charAt(this.#at);
    if (char === '"' || char === "'") this.#string(char);
    else if (char === "/" && this.#text[this.#at + 1] === "*") this.#comment();
    else if (this.#skipsHtmlComment(char)) return;
    else if (char === "@") this.#atKeyword();
    else if (this.#startsName()) this.#word();
    else if (char in CLOSERS) this.#opened(char, "");
    else this.#delimiter(char);
  }

  /** `<!--` and `-->` are tokens of their own, whatever follows. */
  #skipsHtmlComment(char: string): boolean {
    const token = char === "<" ? "<!--" : "-->";
    if ((char !== "<" && char !== "-") || !this.#text.startsWith(token, this.#at)) return false;
    this.#at += token.length;
    return true;
  }

  #delimiter(char: string): void {
    if (char === ")" || char === "]" || char === "}") this.#closed(char);
    if (char === ";" && this.#open.length === 0) this.#rule = "";
    this.#at += 1;
  }

  /** Copies what was passed since the last time, up to `until`, then writes `put` in place of the rest. */
  #replace(until: number, put: string): void {
    this.#out.push(this.#text.slice(this.#from, until), put);
    this.#from = this.#at;
  }

  #opened(char: string, name: string): void {
    const within = this.#open.at(-1)?.urls ?? false;
    const urls = URL_FUNCTIONS.has(name) || (within && !NO_URLS.has(name));
    this.#open.push({ closer: CLOSERS[char] ?? "", name, urls });
    if (char === "{") this.#rule = "";
    this.#at += 1;
  }

  #closed(char: string): void {
    // Another closer than the innermost is an error that browsers skip, and the bracket stays open.
    if (this.#open.at(-1)?.closer === char) this.#open.pop();
    if (char === "}" && this.#open.length === 0) this.#rule = "";
  }

  #comment(): void {
    const start = this.#at;
    const end = this.#text.indexOf("*/", start + 2);
    this.#at = end < 0 ? this.#text.length : end + 2;
    this.#replace(start, "/**/");
  }

  #atKeyword(): void {
    this.#at += 1;
    if (this.#startsName()) this.#rule = this.#name().toLowerCase();
  }

  #startsName(): boolean {
    const char = this.#text.charAt(this.#at);
    if (char === "\\") return this.#isEscape(this.#at);
    if (char === "-") {
      const next = this.#text.charAt(this.#at + 1);
      return next === "-" || this.#isEscape(this.#at + 1) || (isName(next) && !(next >= "0" && next <= "9"));
    }
    return isName(char) && !(char >= "0" && char <= "9");
  }

  #isEscape(at: number): boolean {
    const next = this.#text.charAt(at + 1);
    return this.#text[at] === "\\" && next !== "" && next !== "\n" && next !== "\r" && next !== "\f";
  }

  /** Reads a name, escapes decoded. */
  #name(): string {
    let name = "";
    for (;;) {
      const char = this.#text.charAt(this.#at);
      if (char !== "" && isName(char)) {
        name += char;
        this.#at += 1;
      } else if (this.#isEscape(this.#at)) name += this.#escape();
      else return name;
    }
  }

  /** Reads the escape that begins here. */
  #escape(): string {
    this.#at += 1;
    const first = this.#text.charAt(this.#at);
    if (!isHex(first)) {
      this.#at += 1;
      return first;
    }
    let digits = "";
    while (digits.length < 6 && isHex(this.#text.charAt(this.#at))) digits += this.#text.charAt(this.#at++);
    if (this.#text.startsWith("\r\n", this.#at)) this.#at += 2;
    else if (isSpace(this.#text.charAt(this.#at))) this.#at += 1;
    const code = Number.parseInt(digits, 16);
    return code === 0 || code > 0x10ffff ? "\ufffd" : String.fromCodePoint(code);
  }

  #word(): void {
    const start = this.#at;
    const name = this.#name().toLowerCase();
    if (this.#text[this.#at] === "(") this.#function(start, name);
    else if (name === "scripting" && this.#rule === "media" && this.#open.length > 0) this.#scripting(start);
  }

  #function(start: number, name: string): void {
    if (name === "url" && this.#unquoted(start)) return;
    const substitutes = SUBSTITUTIONS.has(name) && (this.#open.at(-1)?.urls ?? false);
    if (substitutes) this.#replace(start, "glance-none");
    this.#opened("(", name);
  }

  /** Reads `url(` with an unquoted URL, if it is one. */
  #unquoted(start: number): boolean {
    let at = this.#at + 1;
    while (isSpace(this.#text.charAt(at))) at += 1;
    const first = this.#text.charAt(at);
    if (first === '"' || first === "'") return false;
    this.#at = at;
    let url = "";
    while (this.#at < this.#text.length && this.#text[this.#at] !== ")") {
      url += this.#isEscape(this.#at) ? this.#escape() : this.#text.charAt(this.#at++);
    }
    this.#at += 1;
    this.#replace(start, `url(${this.#checked(url.trimEnd())})`);
    return true;
  }

  #string(quote: string): void {
    const start = this.#at;
    this.#at += 1;
    let value = "";
    for (;;) {
      const char = this.#text.charAt(this.#at);
      if (char === "" || char === "\n" || char === "\r" || char === "\f") break;
      if (char === quote) {
        this.#at += 1;
        break;
      }
      value += char === "\\" ? this.#stringEscape() : char;
      if (char !== "\\") this.#at += 1;
    }
    if (this.#rule === "import" || this.#open.at(-1)?.urls === true)
      this.#replace(start, this.#checked(value));
  }

  #stringEscape(): string {
    if (this.#isEscape(this.#at)) return this.#escape();
    this.#at += this.#text.startsWith("\r\n", this.#at + 1) ? 3 : 2;
    return "";
  }

  /** The URL as a CSS string, or what stands for one that is not allowed. */
  #checked(url: string): string {
    // A namespace is a name that is never fetched.
    const allowed =
      this.#rule === "namespace" ||
      (this.#rule === "import" ? isAsset(url) : isStyleUrl(url) && !/\s/.test(url));
    return quoted(allowed ? url : NOTHING);
  }

  /** Scripts are off in a replica and on at the visitor: the condition is answered as there. */
  #scripting(start: number): void {
    let at = this.#at;
    while (isSpace(this.#text.charAt(at))) at += 1;
    if (this.#text[at] !== ":") {
      this.#replace(start, "min-width:0");
      return;
    }
    at += 1;
    while (isSpace(this.#text.charAt(at))) at += 1;
    this.#at = at;
    const value = this.#name().toLowerCase();
    this.#replace(start, value === "enabled" ? "min-width:0" : "max-width:-1px");
  }
}

function quoted(text: string): string {
  return `"${text.replace(/["\\\u0000-\u001f\u007f]/g, (char) => `\\${char.charCodeAt(0).toString(16)} `)}"`;
}

/** `css` (a sheet, rules, declarations or one value) with nothing in it that loads what is not an asset, a data: URL of
 * a picture or font, or a fragment. Cost: O(length). */
export function checkCss(css: string): string {
  return new Scanner(css).scan();
}
