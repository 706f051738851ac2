// International bank account numbers (ISO 13616): a country, two check digits, and as much as that country says.

/** Countries and how long their numbers are (SWIFT's registry of IBAN formats). */
const COUNTRIES = `AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18
  FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25
  MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24
  SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30`;
/** Those lengths, by the two letters; 0 where there are none. */
const LENGTHS = new Uint8Array(26 * 26);
for (const entry of COUNTRIES.split(/\s+/))
  LENGTHS[(valueOf(entry.charCodeAt(0)) - 10) * 26 + valueOf(entry.charCodeAt(1)) - 10] = Number(
    entry.slice(2),
  );

/** Longest stretch that one is written in, in UTF-16 units: a separator for each character is more than anybody writes. */
const MAX_UNITS = 80;
/** What takes no room between a country and its check digits. */
const UNSEEN = /[\u00ad\u200b-\u200f\u2060\ufeff]/;
/** Between groups, beyond ASCII: spaces, dashes, and what takes no room. */
const SKIPPED = /[\s\u00ad\u200b-\u2015\u2060\ufeff]/;
const WORD = /[\p{L}\p{N}]/u;

/** Adds those in `text` to `found`. They begin where no letter or digit is before, or at one of `joints`, where a node begins. */
export function findIbans(
  text: string,
  joints: ReadonlySet<number>,
  found: { readonly from: number; readonly to: number }[],
): void {
  for (let from = 0; from + 1 < text.length; from += 1) {
    const to = ibanAt(text, from);
    if (to > 0 && (!isWordBefore(text, from) || joints.has(from))) found.push({ from, to });
  }
}

/** Where the IBAN that begins at `from` ends; 0 when none does. */
function ibanAt(text: string, from: number): number {
  const length = lengthAt(text, from);
  let count = 0;
  /** Of the first four characters, which are checked last, and of the others: the rest by 97. */
  let [first, others] = [0, 0];
  const end = length === 0 ? from : Math.min(text.length, from + MAX_UNITS);
  for (let at = from; at < end; at += 1) {
    const code = text.charCodeAt(at);
    const value = valueOf(code);
    if (value < 0 && !isSkipped(code)) return 0;
    if (value < 0) continue;
    count += 1;
    if (count <= 4) first = restWith(first, value);
    else others = restWith(others, value);
    if (count === length) return restWith(others, first, 1_000_000) === 1 ? at + 1 : 0;
  }
  return 0;
}

/** ISO 7064, mod 97-10: what `number` with `value` behind it leaves. A letter is two digits. */
function restWith(number: number, value: number, shift = value > 9 ? 100 : 10): number {
  return (number * shift + value) % 97;
}

/** How long the number is that two letters and a digit begin, by its country; 0 when nothing begins at `at`. */
function lengthAt(text: string, at: number): number {
  const one = valueOf(text.charCodeAt(at));
  if (one < 10) return 0;
  const second = seenFrom(text, at + 1);
  const other = valueOf(text.charCodeAt(second));
  if (other < 10) return 0;
  const digit = valueOf(text.charCodeAt(seenFrom(text, second + 1)));
  return digit >= 0 && digit < 10 ? (LENGTHS[(one - 10) * 26 + other - 10] ?? 0) : 0;
}

/** The first place from `at` on whose character takes room. */
function seenFrom(text: string, at: number): number {
  const last = at + MAX_UNITS;
  let seen = at;
  while (seen < last && text.charCodeAt(seen) >= 0x80 && UNSEEN.test(text.charAt(seen))) seen += 1;
  return seen;
}

function isWordBefore(text: string, at: number): boolean {
  if (at === 0) return false;
  const code = text.charCodeAt(at - 1);
  if (code < 0x80) return valueOf(code) >= 0;
  const from = code >= 0xdc00 && code <= 0xdfff ? at - 2 : at - 1;
  return WORD.test(String.fromCodePoint(text.codePointAt(from) ?? 0));
}

/** 0 to 9 for digits, 10 to 35 for letters in either case, -1 for the rest. */
function valueOf(code: number): number {
  if (code < 58) return code >= 48 ? code - 48 : -1;
  const letter = (code | 32) - 97;
  return letter >= 0 && letter < 26 ? letter + 10 : -1;
}

function isSkipped(code: number): boolean {
  if (code < 0x80) return code === 32 || code === 45 || (code >= 9 && code <= 13);
  return (code >= 0x200b && code <= 0x2015) || SKIPPED.test(String.fromCharCode(code));
}
