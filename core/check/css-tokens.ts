// Where tokens of CSS begin and end (CSS Syntax 3, 4.3).

const SPACE = 1;
const DIGIT = 2;
const HEX = 4;
const NAME = 8;

/** What each ASCII character may be. */
const CLASSES = new Uint8Array(128);
for (const char of " \t\n\r\f") CLASSES[char.charCodeAt(0)] = SPACE;
for (const char of "0123456789") CLASSES[char.charCodeAt(0)] = DIGIT | HEX | NAME;
for (const char of "abcdefABCDEF") CLASSES[char.charCodeAt(0)] = HEX | NAME;
for (const char of "ghijklmnopqrstuvwxyzGHIJKLMNOPQRSTUVWXYZ-_") CLASSES[char.charCodeAt(0)] = NAME;

const BACKSLASH = 0x5c;
const MINUS = 0x2d;

/** Whether the character at `at` has one of the classes; above ASCII all are of names, and past the end none is anything. */
function is(text: string, at: number, classes: number): boolean {
  const code = text.charCodeAt(at);
  if (code < 128) return ((CLASSES[code] ?? 0) & classes) !== 0;
  return code >= 128 && (classes & NAME) !== 0;
}

const isNewline = (code: number): boolean => code === 0x0a || code === 0x0d || code === 0x0c;

/** Whether an escape begins at `at`. */
export function isEscapeAt(text: string, at: number): boolean {
  return text.charCodeAt(at) === BACKSLASH && at + 1 < text.length && !isNewline(text.charCodeAt(at + 1));
}

/** Where the escape that begins at `at` ends. */
export function skipEscape(text: string, at: number): number {
  let end = at + 1;
  if (!is(text, end, HEX)) return end + 1;
  while (end < at + 7 && is(text, end, HEX)) end += 1;
  if (text.startsWith("\r\n", end)) return end + 2;
  return is(text, end, SPACE) ? end + 1 : end;
}

/** Whether a name begins at `at`. */
export function startsNameAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code === BACKSLASH) return isEscapeAt(text, at);
  if (code !== MINUS) return is(text, at, NAME) && !is(text, at, DIGIT);
  const next = text.charCodeAt(at + 1);
  if (next === MINUS || isEscapeAt(text, at + 1)) return true;
  return is(text, at + 1, NAME) && !is(text, at + 1, DIGIT);
}

/** Where the name that begins at `at` ends. */
export function nameEnd(text: string, at: number): number {
  let end = at;
  for (;;) {
    if (is(text, end, NAME)) end += 1;
    else if (isEscapeAt(text, end)) end = skipEscape(text, end);
    else return end;
  }
}

/** Where white space that begins at `at` ends. */
export function skipSpaces(text: string, at: number): number {
  let end = at;
  while (is(text, end, SPACE)) end += 1;
  return end;
}

/** Where the string that begins at `at` ends, and where its value does. A line break ends a string that is not closed. */
export function stringEnd(text: string, at: number): { readonly end: number; readonly valueEnd: number } {
  const quote = text.charCodeAt(at);
  let end = at + 1;
  while (end < text.length) {
    const code = text.charCodeAt(end);
    if (code === quote) return { end: end + 1, valueEnd: end };
    if (isNewline(code)) break;
    end = code === BACKSLASH ? skipInString(text, end) : end + 1;
  }
  const valueEnd = Math.min(end, text.length);
  return { end: valueEnd, valueEnd };
}

function skipInString(text: string, at: number): number {
  if (isEscapeAt(text, at)) return skipEscape(text, at);
  return text.startsWith("\r\n", at + 1) ? at + 3 : at + 2;
}

/** `text` with its escapes decoded, and without escaped line breaks. */
export function decodeEscapes(text: string): string {
  if (!text.includes("\\")) return text;
  let decoded = "";
  for (let at = 0; at < text.length;) {
    const isEscape = isEscapeAt(text, at);
    const end = isEscape || text.charCodeAt(at) === BACKSLASH ? skipInString(text, at) : at + 1;
    decoded += isEscape ? charOf(text.slice(at + 1, end)) : end === at + 1 ? text.charAt(at) : "";
    at = end;
  }
  return decoded;
}

/** The character that an escape stands for: hexadecimal digits and a space, or itself. */
function charOf(escape: string): string {
  if (!is(escape, 0, HEX)) return escape;
  const code = Number.parseInt(escape, 16);
  return code === 0 || code > 0x10ffff ? "\ufffd" : String.fromCodePoint(code);
}

/** What follows the last character of `name` that is not ASCII. */
export function asciiEnd(name: string): string {
  let from = name.length;
  while (from > 0 && name.charCodeAt(from - 1) < 128) from -= 1;
  return from === 0 ? name : name.slice(from);
}
