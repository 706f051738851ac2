// CSS as it is told: every URL in it is put into other words. The text is not parsed further, so that what a browser's CSSOM
// would lose or reorder stays as the author wrote it. One pass; text without URLs is passed through untouched.
// What selectors and conditions ask of a browser is put in other words in visitor-css.ts.

/** What a URL in CSS is of: an imported sheet, or anything else. */
export type CssUrlKind = "sheet" | "picture";

/** Says what is put in place of `url`, as it is spelled in the text, escapes undone. */
export type ReplaceUrl = (url: string, kind: CssUrlKind) => string;

const STRING = `"(?:[^"\\\\\n\r\f]|\\\\[^])*"?|'(?:[^'\\\\\n\r\f]|\\\\[^])*'?`;
/** The same with its closing quote: within a larger token there must be one way only to read a text. */
const WHOLE_STRING = `"(?:[^"\\\\]|\\\\[^])*"|'(?:[^'\\\\]|\\\\[^])*'`;
const COMMENT = "/\\*[^]*?(?:\\*/|$)";
/** `url(` with a quoted or an unquoted URL. */
const URL_TOKEN = `\\burl\\(\\s*(?:(${STRING})|((?:[^)"'\\\\]|\\\\[^])*))\\s*\\)?`;
const PLAIN = `${WHOLE_STRING}|[^()"']`;
/** Brackets with what may be in them, one level deep: gradients with colours. */
const BRACKETS = `\\((?:\\((?:${PLAIN})*\\)|${PLAIN})*\\)`;
const IMAGE_SET = `\\bimage-set\\((?:${BRACKETS}|${PLAIN})*\\)`;
const AT_RULE = "@(import|namespace)\\b";

const TOKENS = new RegExp(`${COMMENT}|${IMAGE_SET}|${URL_TOKEN}|${AT_RULE}|(${STRING})|[;{}]`, "gi");
/** The same within an image set, where strings are URLs but in `type()`. */
const SET_TOKENS = new RegExp(`\\btype\\([^)]*\\)|${URL_TOKEN}|(${STRING})`, "gi");
/** What a text must have for there to be a URL in it. */
const MAY_HAVE_URLS = /url\(|@import|image-set\(/i;

/** `css` (a sheet, rules, declarations or a value) with the URLs that `replace` gives in place of its own. */
export function rewriteCss(css: string, replace: ReplaceUrl): string {
  if (!MAY_HAVE_URLS.test(css)) return css;
  /** The at-rule whose URL is still to come. */
  let rule = "";
  return css.replace(
    TOKENS,
    (token: string, quoted?: string, bare?: string, atRule?: string, text?: string): string => {
      if (token.startsWith("/*")) return "/**/";
      if (atRule !== undefined) rule = atRule.toLowerCase();
      else if (token.length === 1 && ";{}".includes(token)) rule = "";
      else if (text !== undefined ? rule === "import" : rule !== "namespace") {
        const kind = rule === "import" ? "sheet" : "picture";
        rule = "";
        return rewriteToken({ token, quoted, bare, text }, (url) => replace(url, kind));
      }
      return token;
    },
  );
}

/** Something with a URL in it: `url()`, a string, or else an image set. */
interface Token {
  readonly token: string;
  readonly quoted: string | undefined;
  readonly bare: string | undefined;
  readonly text: string | undefined;
}

function rewriteToken({ token, quoted, bare, text }: Token, replace: (url: string) => string): string {
  if (text !== undefined) return quote(replace(unquote(text)));
  if (quoted !== undefined) return urlOf(token, replace(unquote(quoted)));
  if (bare !== undefined) return urlOf(token, replace(unescape(bare).trim()));
  return token.replace(SET_TOKENS, (part: string, quoted?: string, bare?: string, text?: string): string =>
    /^type/i.test(part) ? part : rewriteToken({ token: part, quoted, bare, text }, replace),
  );
}

/** `token` with another URL. It is not closed when modifiers follow the URL, or the text ends. */
function urlOf(token: string, url: string): string {
  return `url(${quote(url)}${token.endsWith(")") ? ")" : " "}`;
}

/** The value of a CSS string, which may lack its closing quote at the end of a sheet. */
function unquote(text: string): string {
  return unescape(text.endsWith(text.charAt(0)) && text.length > 1 ? text.slice(1, -1) : text.slice(1));
}

/** CSS escapes undone (CSS Syntax 3, "consume an escaped code point"). */
function unescape(text: string): string {
  if (!text.includes("\\")) return text;
  return text.replace(
    /\\(?:([0-9a-f]{1,6})(?:\r\n|\s)?|\r\n|([^]))/gi,
    (_, digits?: string, char?: string): string => {
      if (digits === undefined) return char === undefined || /[\n\r\f]/.test(char) ? "" : char;
      const code = Number.parseInt(digits, 16);
      return code === 0 || code > 0x10ffff ? "\ufffd" : String.fromCodePoint(code);
    },
  );
}

function quote(text: string): string {
  return `"${text.replace(/["\\\n\r\f]/g, (char) => `\\${char.charCodeAt(0).toString(16)} `)}"`;
}
