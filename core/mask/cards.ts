// Payment card numbers, however they are written: any script's digits, with separators, with characters between that nobody sees.

const MIN_CARD_DIGITS = 13;
const MAX_CARD_DIGITS = 19;

/** Digits in a row, as ASCII, and where they are. */
export interface DigitGroup {
  readonly digits: string;
  readonly from: number;
  readonly to: number;
}

/** Characters that take no room: they split numbers for a search, not for a reader. */
const UNSEEN =
  /[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff]/;
/** What people write between groups: space or one sign. */
const SPACE = /\s/;
const SIGN = /[\u2010-\u2015\u2212\u00b7\u2022\u2019]/;
const DIGIT = /\p{Nd}/u;

/** Groups of digits with nothing but separators between them, run by run. A group ends at a separator and at a joint. */
export function digitRuns(text: string, joints: ReadonlySet<number>): DigitGroup[][] {
  const runs: DigitGroup[][] = [];
  let run: DigitGroup[] = [];
  let signs = 0;
  for (let at = 0; at < text.length;) {
    const group = groupAt(text, at, joints);
    if (group !== undefined) {
      if (run.push(group) === 1) runs.push(run);
      signs = 0;
      at = group.to;
      continue;
    }
    const kind = kindOf(text, at);
    if (kind === "sign") signs += 1;
    if (kind === "other" || signs > 1) {
      if (run.length > 0) run = [];
      signs = 0;
    }
    at += 1;
  }
  return runs;
}

/** The digits from `from` on, up to a separator or a joint; undefined when there are none. */
function groupAt(text: string, from: number, joints: ReadonlySet<number>): DigitGroup | undefined {
  let to = from;
  for (let at = from; at < text.length;) {
    const code = text.codePointAt(at) ?? 0;
    const isDigit = digitOf(code) >= 0;
    const ends = isDigit ? to > from && joints.has(at) : to === from || !isUnseen(text, at);
    if (ends) break;
    at += code > 0xffff ? 2 : 1;
    if (isDigit) to = at;
  }
  return to === from ? undefined : { digits: asciiOf(text.slice(from, to)), from, to };
}

/** What `part`, digits with unseen characters between, is in ASCII. */
function asciiOf(part: string): string {
  if (/^\d+$/.test(part)) return part;
  return Array.from(part, (char) => digitOf(char.codePointAt(0) ?? 0))
    .filter((digit) => digit >= 0)
    .join("");
}

function isUnseen(text: string, at: number): boolean {
  return text.charCodeAt(at) >= 0x80 && UNSEEN.test(text.charAt(at));
}

/** What the character at `at` is, which is no digit. */
function kindOf(text: string, at: number): "space" | "sign" | "unseen" | "other" {
  const code = text.charCodeAt(at);
  if (code < 0x80) {
    if (code <= 32) return code === 0 ? "other" : "space";
    return ASCII_SIGNS.has(code) ? "sign" : "other";
  }
  const char = text.charAt(at);
  if (SPACE.test(char) && code !== 0xfeff) return "space";
  if (UNSEEN.test(char)) return "unseen";
  return SIGN.test(char) ? "sign" : "other";
}

const ASCII_SIGNS: ReadonlySet<number> = new Set(Array.from("-.,/_|:'", (char) => char.charCodeAt(0)));

/** The value of a decimal digit of any script; -1 for what is none. */
function digitOf(code: number): number {
  if (code < 0x80) return code >= 48 && code <= 57 ? code - 48 : -1;
  if (code < 0x660 || !DIGIT.test(String.fromCodePoint(code))) return -1;
  // Unicode has them in tens that are in order; mathematical ones stand side by side from 1D7CE on.
  if (code >= 0x1d7ce && code <= 0x1d7ff) return (code - 0x1d7ce) % 10;
  let zero = code;
  while (code - zero < 9 && DIGIT.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return code - zero;
}

/** Issuers' first digits and how long their numbers are (ISO/IEC 7812 ranges as issuers publish them). */
const ISSUERS =
  /^(?:4(?:\d{12}|\d{15}|\d{18})|(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)\d*|3[47]\d{13}|3(?:0[0-59]|[689])\d{11,16}|35(?:2[89]|[3-8])\d*|6(?:011|4[4-9]|5|2)\d*|(?:50|5[6-9]|6)\d{11,17}|220[0-4]\d*|9792\d{12})$/;
/** Those above without a length of their own. */
const LONG_ISSUER = /^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720|35|220[0-4])/;

/** Whether `digits` have a card's issuer and length. */
function isIssued(digits: string): boolean {
  return ISSUERS.test(digits) && (digits.length >= 16 || !LONG_ISSUER.test(digits));
}

/** Where in a run of digits the groups are that together are a card's number: issuer, length, and Luhn's check digit. */
export function cardsIn(run: readonly DigitGroup[]): { readonly from: number; readonly to: number }[] {
  const digits = run.map((group) => group.digits).join("");
  if (digits.length < MIN_CARD_DIGITS) return [];
  const sums = luhnSums(digits);
  const found: { from: number; to: number }[] = [];
  let start = 0;
  for (const [first, { from, digits: own }] of run.entries()) {
    let end = start;
    for (let last = first; last < run.length; last += 1) {
      const group = run[last];
      end += group?.digits.length ?? 0;
      if (group === undefined || end - start > MAX_CARD_DIGITS) break;
      if (isCard(digits, sums, start, end)) found.push({ from, to: group.to });
    }
    start += own.length;
  }
  return found;
}

function isCard(digits: string, sums: LuhnSums, start: number, end: number): boolean {
  return (
    end - start >= MIN_CARD_DIGITS && hasCheckDigit(sums, start, end) && isIssued(digits.slice(start, end))
  );
}

/** Luhn's sums of the digits before each place: with those at even places doubled, and with those at odd ones. */
type LuhnSums = readonly [even: Uint32Array, odd: Uint32Array];

function luhnSums(digits: string): LuhnSums {
  const sums = [new Uint32Array(digits.length + 1), new Uint32Array(digits.length + 1)] as const;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = digits.charCodeAt(i) - 48;
    const twice = digit > 4 ? digit * 2 - 9 : digit * 2;
    const isEven = i % 2 === 0;
    sums[0][i + 1] = (sums[0][i] ?? 0) + (isEven ? twice : digit);
    sums[1][i + 1] = (sums[1][i] ?? 0) + (isEven ? digit : twice);
  }
  return sums;
}

/** The last digit is not doubled, every second one before it is. */
function hasCheckDigit(sums: LuhnSums, start: number, end: number): boolean {
  const of = sums[end % 2 === 0 ? 0 : 1];
  return ((of[end] ?? 0) - (of[start] ?? 0)) % 10 === 0;
}
