// Which pages are withheld, by their addresses. Where there are several ways to read an address or a pattern, the one that matches
// more is taken: case, escapes and slashes at the end do not matter, and what a pattern does not name may be anything.

/** Most patterns of one group. */
export const MAX_PATTERNS = 200;
/** Longest pattern, in UTF-16 units. */
const MAX_PATTERN_UNITS = 1_024;
/** What of an address is compared, in UTF-16 units: matching takes up to this times a pattern's length. */
const MAX_ADDRESS_UNITS = 8_192;

/** `/path`, `*` and what follows, `https://host/path` or `*://host/path`. */
const PATTERN = /^(\/|\*|https?:\/\/[^/?#]+)[^\s\\]*$/i;

/** Whether `pattern` is one: `/account/*`, `https://*.bank.example/*`, `*#/pay`. */
export function isAddressPattern(pattern: string): boolean {
  return pattern.length <= MAX_PATTERN_UNITS && PATTERN.test(pattern);
}

interface Address {
  /** Scheme and host; "*" when any will do. */
  readonly origin: string;
  readonly path: string;
  /** With its question mark; "" when there is none. */
  readonly query: string;
  /** With its hash sign; "" when there is none. */
  readonly hash: string;
}

/** Whether one of `patterns` matches `address`. A pattern without query or fragment matches with any. */
export function matchesAddress(patterns: readonly string[], address: string): boolean {
  if (patterns.length === 0) return false;
  const page = partsOf(address.slice(0, MAX_ADDRESS_UNITS));
  return patterns.some((pattern) => fits(partsOf(pattern), page));
}

function fits(pattern: Address, page: Address): boolean {
  return (
    (pattern.origin === "*" || matchesGlob(pattern.origin, page.origin)) &&
    matchesGlob(pattern.path, page.path) &&
    (pattern.query === "" || matchesGlob(pattern.query, page.query)) &&
    (pattern.hash === "" || matchesGlob(pattern.hash, page.hash))
  );
}

const PARTS = /^(\*?[^/?#*]*:\/\/[^/?#]*)?([^?#]*)(\?[^#]*)?(#.*)?$/s;

function partsOf(text: string): Address {
  const [, origin = "*", path = "", query = "", hash = ""] = PARTS.exec(text) ?? [];
  return { origin: origin.toLowerCase(), path: pathOf(path), query: plain(query), hash: plain(hash) };
}

function pathOf(path: string): string {
  const slashes = plain(path).replace(/\/{2,}/g, "/");
  return slashes === "/" || slashes === "" ? "/" : slashes.replace(/\/$/, "");
}

/** In lower case, escapes undone as far as they can be. */
function plain(text: string): string {
  try {
    return decodeURIComponent(text).toLowerCase();
  } catch {
    return text.toLowerCase();
  }
}

/** Whether `text` is `glob` with anything in place of each `*`. A star that follows the last slash may stand for that slash too. */
function matchesGlob(glob: string, text: string): boolean {
  if (glob.endsWith("/*") && text === glob.slice(0, -2)) return true;
  let at = 0;
  let from = 0;
  /** Behind the last star, and how far it reaches. */
  let star = -1;
  let reach = 0;
  while (from < text.length) {
    if (glob[at] === "*") {
      star = at += 1;
      reach = from;
    } else if (glob[at] === text[from]) {
      at += 1;
      from += 1;
    } else if (star >= 0) {
      at = star;
      from = reach += 1;
    } else return false;
  }
  while (glob[at] === "*") at += 1;
  return at === glob.length;
}
