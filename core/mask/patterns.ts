// Finds secrets in text by their form: card numbers, IBANs, US social security numbers, e-mail addresses. No DOM: it runs in the worker,
// over texts put together from neighbouring nodes. Too much is on the safe side. Time is linear in the text's length.
import { ibanAt } from "./ibans.ts";
import { cardsIn, type DigitGroup, digitRuns } from "./cards.ts";

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
  if (rules.cards || rules.ssns)
    for (const run of digitRuns(text, joints)) {
      if (rules.cards) found.push(...cardsIn(run));
      if (rules.ssns) findSsns(text, run, found);
    }
  if (rules.ibans) findIbans(text, found);
  if (rules.emails) findEmails(text, found);
  return merged(found);
}

const NO_JOINTS: ReadonlySet<number> = new Set();

/** Runs of digits in `text` that may become a secret when more of them are typed. */
export function unfinishedNumbers(text: string): Span[] {
  return digitRuns(text, NO_JOINTS)
    .filter((run) => countOf(run) >= MIN_HELD_DIGITS)
    .map((run) => ({ from: run[0]?.from ?? 0, to: run.at(-1)?.to ?? 0 }));
}

/** What stands for a held number: as long whatever is typed. */
const HELD = "******";

/** `text` with the secrets in it masked: letters and digits by asterisks. What is still being typed is masked as one. */
export function maskSecrets(text: string, rules: PatternRules, isTyped = false): string {
  if (!mayHoldSecret(text)) return text;
  if (isTyped) return replaced(text, unfinishedNumbers(text), () => HELD);
  return replaced(text, findSecrets(text, rules), stars);
}

const LETTER = /[\p{L}\p{N}]/u;

/** `part` of a secret as it is told: an e-mail address by a fixed mark, of numbers the separators stay. */
export function stars(part: string): string {
  if (part.includes("@")) return "********";
  return Array.from(part, (char) => (LETTER.test(char) ? "*" : char)).join("");
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

function countOf(groups: readonly DigitGroup[]): number {
  return groups.reduce((count, { digits }) => count + digits.length, 0);
}

const DASHES = /^\s?[-\u2010-\u2015\u2212.]\s?$/;

/** Three groups of 3, 2 and 4 digits: with dashes between, or alone. */
function findSsns(text: string, run: readonly DigitGroup[], found: Span[]): void {
  if (countOf(run) < MIN_DIGITS) return;
  for (let i = 0; i + 2 < run.length; i += 1) {
    const [area, group, serial] = [run[i], run[i + 1], run[i + 2]];
    if (area === undefined || group === undefined || serial === undefined) return;
    const isAlone = run.length === 3;
    const dashed = [text.slice(area.to, group.from), text.slice(group.to, serial.from)].every((between) =>
      DASHES.test(between),
    );
    if ((isAlone || dashed) && isSsn(area.digits, group.digits, serial.digits))
      found.push({ from: area.from, to: serial.to });
  }
}

function isSsn(area: string, group: string, serial: string): boolean {
  if (area.length !== 3 || group.length !== 2 || serial.length !== 4) return false;
  return !/^(000|666|9..)$/.test(area) && group !== "00" && serial !== "0000";
}

const IBAN_START = /(?<![\p{L}\p{N}])[A-Za-z]{2}[\u200b-\u200f\u2060\ufeff]*\d/gu;

function findIbans(text: string, found: Span[]): void {
  for (const { index } of text.matchAll(IBAN_START)) {
    const to = ibanAt(text, index);
    if (to > 0) found.push({ from: index, to });
  }
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
