// Payment card numbers: an issuer's first digits, as many digits as that issuer's have, and Luhn's check digit.
import type { Digits } from "./digits.ts";

const MIN_CARD_DIGITS = 13;
const MAX_CARD_DIGITS = 19;

/** First and last beginning of an issuer's numbers, in four digits, and how many digits they have (ISO/IEC 7812 ranges as issuers publish them). */
const ISSUERS: readonly (readonly [first: number, last: number, ...lengths: readonly number[]])[] = [
  [2200, 2204, 16, 17, 18, 19],
  [2221, 2720, 16, 17, 18, 19],
  [3000, 3059, 14, 15, 16, 17, 18, 19],
  [3090, 3099, 14, 15, 16, 17, 18, 19],
  [3400, 3499, 15],
  [3528, 3589, 16, 17, 18, 19],
  [3600, 3699, 14, 15, 16, 17, 18, 19],
  [3700, 3799, 15],
  [3800, 3999, 14, 15, 16, 17, 18, 19],
  [4000, 4999, 13, 16, 19],
  [5000, 5099, 13, 14, 15, 16, 17, 18, 19],
  [5100, 5599, 16, 17, 18, 19],
  [5600, 5999, 13, 14, 15, 16, 17, 18, 19],
  [6000, 6999, 13, 14, 15, 16, 17, 18, 19],
  [9792, 9792, 16],
];

/** How many digits the numbers have that begin with four digits: a bit for each length, from {@link MIN_CARD_DIGITS} on. */
const LENGTHS = new Uint8Array(10_000);
for (const [first, last, ...lengths] of ISSUERS)
  LENGTHS.fill(
    lengths.reduce((bits, length) => bits | (1 << (length - MIN_CARD_DIGITS)), 0),
    first,
    last + 1,
  );

/** Where in a text the groups of `digits` from `from` up to `to`, a run, are that together are a card's number. */
export function cardsIn(
  digits: Digits,
  from: number,
  to: number,
  found: { readonly from: number; readonly to: number }[],
): void {
  if (to - from < MIN_CARD_DIGITS) return;
  const { values, isFirst } = digits;
  const sums = luhnSums(values, from, to);
  for (let start = from; start + MIN_CARD_DIGITS <= to; start += 1) {
    if (isFirst[start] === 0) continue;
    const lengths = LENGTHS[beginning(values, start)] ?? 0;
    if (lengths === 0) continue;
    const last = Math.min(to, start + MAX_CARD_DIGITS);
    for (let end = start + MIN_CARD_DIGITS; end <= last; end += 1) {
      const isIssued = (lengths >> (end - start - MIN_CARD_DIGITS)) & 1;
      if (isIssued === 1 && isFirst[end] === 1 && hasCheckDigit(sums, start - from, end - from))
        found.push({ from: digits.starts[start] ?? 0, to: digits.ends[end - 1] ?? 0 });
    }
  }
}

/** The four digits from `at` on as one number. */
function beginning(values: Uint8Array, at: number): number {
  let number = 0;
  for (let i = at; i < at + 4; i += 1) number = number * 10 + (values[i] ?? 0);
  return number;
}

/** Luhn's sums of the digits before each place: with those at even places doubled, and with those at odd ones. */
type LuhnSums = readonly [even: Uint32Array, odd: Uint32Array];

function luhnSums(values: Uint8Array, from: number, to: number): LuhnSums {
  const even = new Uint32Array(to - from + 1);
  const odd = new Uint32Array(to - from + 1);
  let [sumOfEven, sumOfOdd] = [0, 0];
  for (let at = from; at < to; at += 1) {
    const digit = values[at] ?? 0;
    const twice = digit > 4 ? digit * 2 - 9 : digit * 2;
    const isEven = (at - from) % 2 === 0;
    even[at - from + 1] = sumOfEven += isEven ? twice : digit;
    odd[at - from + 1] = sumOfOdd += isEven ? digit : twice;
  }
  return [even, odd];
}

/** The last digit is not doubled, every second one before it is. */
function hasCheckDigit([even, odd]: LuhnSums, start: number, end: number): boolean {
  const of = end % 2 === 0 ? even : odd;
  return ((of[end] ?? 0) - (of[start] ?? 0)) % 10 === 0;
}
