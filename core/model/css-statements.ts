// Where statements of CSS begin and end (CSS Syntax 3, 5.4): preludes of rules, and declarations. Nothing of them is parsed.

const COMMENT = "/\\*[^]*?(?:\\*/|$)";
const STRING = `"(?:[^"\\\\\\n\\r\\f]|\\\\[^])*"?|'(?:[^'\\\\\\n\\r\\f]|\\\\[^])*'?`;
/** An unquoted URL: brackets and semicolons in it are of the URL. */
const URL_TOKEN = `\\burl\\(\\s*(?!["'\\s])(?:[^)"'\\\\]|\\\\[^])*\\)?`;

/** Comments, strings, unquoted URLs and escapes: what is in them is no punctuation. */
export const OPAQUE = `${COMMENT}|${STRING}|${URL_TOKEN}|\\\\[^]`;

const TOKENS = new RegExp(`${OPAQUE}|[{}()[\\];]`, "gi");
const CLOSERS: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };
const CUSTOM_PROPERTY = /^(?:\s|\/\*[^]*?\*\/)*--[^\s:;{}()[\]]*(?:\s|\/\*[^]*?\*\/)*:/;

/** What to put in place of a statement's text. */
export interface Statements {
  /** Up to the `{` of a rule: a selector, or `@` and what follows. */
  readonly prelude: (text: string) => string;
  /** Up to a `;` or the end of a block: a declaration, or a rule without a block. */
  readonly other: (text: string) => string;
}

/** `css` (a sheet, rules or declarations) with its statements put in other words. One pass. */
export function rewriteStatements(css: string, statements: Statements): string {
  let out = "";
  let start = 0;
  /** Brackets open within the statement: what closes them. */
  const open: string[] = [];
  const end = (at: number, put: (text: string) => string): void => {
    out += put(css.slice(start, at)) + css.charAt(at);
    start = at + 1;
  };
  for (const { 0: token, index } of css.matchAll(TOKENS)) {
    if (token.length > 1) continue;
    const closer = CLOSERS[token];
    const isBlock = token === "{" && open.length === 0 && !CUSTOM_PROPERTY.test(css.slice(start, index));
    if (isBlock) end(index, statements.prelude);
    else if (closer !== undefined) open.push(closer);
    else if (open.length === 0 && (token === ";" || token === "}")) end(index, statements.other);
    // Another closer than the innermost is an error that browsers skip.
    else if (token === open.at(-1)) open.pop();
  }
  return start < css.length ? out + statements.other(css.slice(start)) : out;
}
