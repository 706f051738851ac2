// Finds secrets in text by their form: card numbers, IBANs, US social security numbers, e-mail addresses. No DOM: it runs in the worker,
// over texts put together from neighbouring nodes. Too much is on the safe side. Time is linear in the text's length.
import { cardsIn } from "./cards.ts";
import { type Digits, digitsIn } from "./digits.ts";
import { findIbans } from "./ibans.ts";

/** What to look for. */
export interface PatternRules {
  /** Payment cards: 13 to 19 digits of a known issuer with a right check digit (ISO/IEC 7812). */
  readonly cards: boolean;
  /** International bank account numbers (ISO 13616). */
  readonly ibans: boolean;
  /** US social security numbers. */
  readonly ssns: boolean;
  readonly emails: boolean;
}

/** What is looked for unless a group says otherwise. Addresses are names people give out. */
export const DEFAULT_PATTERNS: PatternRules = { cards: true, ibans: true, ssns: true, emails: false };

/** Part of a text: from `from` up to and without `to`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Fewest digits of a secret. */
const MIN_DIGITS = 9;
/** What is typed is held back from this many digits in a row on: 15 of 16 digits are nearly all of them. */
const MIN_HELD_DIGITS = 6;

const MAY_HOLD = /[\d@]|[^\0-\u024f]/;
const DIGIT = /\p{Nd}/u;

/** Whether `text` may be a part of a secret. Cheap: most texts have neither digits nor an @. */
export function mayHoldSecret(text: string): boolean {
  return MAY_HOLD.test(text) && (text.includes("@") || DIGIT.test(text));
}

/**
 * Finds secrets in `text`, in order, without overlaps. `joints`: offsets at which a new node begins; a number may begin or end there as
 * it may at a space.
 */
export function findSecrets(
  text: string,
  rules: PatternRules,
  joints: ReadonlySet<number> = NO_JOINTS,
): Span[] {
  const found: Span[] = [];
  if ((rules.cards || rules.ssns) && text.length >= MIN_DIGITS) {
    const digits = digitsIn(text, joints);
    for (const [from, to] of runsOf(digits)) {
      if (to - from < MIN_DIGITS) continue;
      if (rules.cards) cardsIn(digits, from, to, found);
      if (rules.ssns) findSsns(text, digits, from, to, found);
    }
  }
  if (rules.ibans) findIbans(text, joints, found);
  if (rules.emails) findEmails(text, found);
  return merged(found);
}

const NO_JOINTS: ReadonlySet<number> = new Set();

/** First digit and end of each run. */
function* runsOf({ runs }: Digits): Generator<readonly [from: number, to: number]> {
  for (let run = 0; run + 1 < runs.length; run += 1) yield [runs[run] ?? 0, runs[run + 1] ?? 0];
}

/** Runs of digits in `text` that may become a secret when more of them are typed. */
export function unfinishedNumbers(text: string): Span[] {
  const digits = digitsIn(text, NO_JOINTS);
  const found: Span[] = [];
  for (const [from, to] of runsOf(digits))
    if (to - from >= MIN_HELD_DIGITS)
      found.push({ from: digits.starts[from] ?? 0, to: digits.ends[to - 1] ?? 0 });
  return found;
}

/** What stands for a held number: as long whatever is typed. */
const HELD = "******";

/** `text` with the secrets in it masked: letters and digits by asterisks. What is still being typed is masked as one. */
export function maskSecrets(text: string, rules: PatternRules, isTyped = false): string {
  if (!mayHoldSecret(text)) return text;
  if (isTyped) return replaced(text, unfinishedNumbers(text), () => HELD);
  return replaced(text, findSecrets(text, rules), stars);
}

const LETTER = /[\p{L}\p{N}]/gu;

/** `part` of a secret as it is told: an e-mail address by a fixed mark, of numbers the separators stay. */
export function stars(part: string): string {
  if (part.includes("@")) return "********";
  return part.replace(LETTER, "*");
}

/** `text` with what `replace` gives for each span. */
export function replaced(text: string, spans: readonly Span[], replace: (part: string) => string): string {
  let out = "";
  let at = 0;
  for (const { from, to } of spans) {
    out += text.slice(at, from) + replace(text.slice(from, to));
    at = to;
  }
  return at === 0 ? text : out + text.slice(at);
}

const DASHES = /^\s?[-\u2010-\u2015\u2212.]\s?$/;
/** Digits of a social security number's groups, and of all. */
const SSN = { area: 3, group: 2, all: 9 } as const;

/** Three groups of 3, 2 and 4 digits: with dashes between, or alone in their run. */
function findSsns(text: string, digits: Digits, from: number, to: number, found: Span[]): void {
  const { starts, ends } = digits;
  const gapBefore = (at: number): string => text.slice(ends[at - 1], starts[at]);
  for (let area = from; area + SSN.all <= to; area += 1) {
    if (!isSsn(digits, area)) continue;
    const group = area + SSN.area;
    const isAlone = to - from === SSN.all;
    const isDashed = [group, group + SSN.group].every((at) => DASHES.test(gapBefore(at)));
    if (isAlone || isDashed) found.push({ from: starts[area] ?? 0, to: ends[area + SSN.all - 1] ?? 0 });
  }
}

/** Whether the digits from `at` on are in such groups, with numbers in them that are given out. */
function isSsn({ values, isFirst }: Digits, at: number): boolean {
  for (let i = 0; i <= SSN.all; i += 1) {
    const begins = i === 0 || i === SSN.area || i === SSN.area + SSN.group || i === SSN.all;
    if ((isFirst[at + i] === 1) !== begins) return false;
  }
  const number = (from: number, to: number): number =>
    values.subarray(at + from, at + to).reduce((sum, digit) => sum * 10 + digit, 0);
  const area = number(0, 3);
  return area > 0 && area < 900 && area !== 666 && number(3, 5) > 0 && number(5, 9) > 0;
}

const LOCAL = /[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]/u;
const DOMAIN = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62})\.){1,8}[\p{L}][\p{L}\p{N}-]{1,62}/u;
/** Longest local part and longest domain, in characters (RFC 5321, 4.5.3.1). */
const MAX_LOCAL_UNITS = 64;
const MAX_DOMAIN_UNITS = 255;

function findEmails(text: string, found: Span[]): void {
  for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", at + 1)) {
    let from = at;
    while (from > 0 && at - from < MAX_LOCAL_UNITS && LOCAL.test(text.charAt(from - 1))) from -= 1;
    if (from === at) continue;
    const [domain] = DOMAIN.exec(text.slice(at + 1, at + 1 + MAX_DOMAIN_UNITS)) ?? [];
    if (domain !== undefined) found.push({ from, to: at + 1 + domain.length });
  }
}

function merged(spans: Span[]): Span[] {
  const out: { from: number; to: number }[] = [];
  for (const { from, to } of spans.sort((one, other) => one.from - other.from)) {
    const last = out.at(-1);
    if (last === undefined || from >= last.to) out.push({ from, to });
    else last.to = Math.max(last.to, to);
  }
  return out;
}
