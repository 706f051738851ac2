// International bank account numbers (ISO 13616): a country, two check digits, and as much as that country says.

/** Country and length (SWIFT's registry of IBAN formats). */
const LENGTHS = new Map(
  `AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18
  FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25
  MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24
  SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30`
    .split(/\s+/)
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

/** Between groups, one space or dash; and what takes no room. */
const SKIPPED = /[\s\-\u00ad\u2010-\u2015\u200b-\u200f\u2060\ufeff]/;
/** Longest stretch that one is written in, in UTF-16 units: a separator for each character is more than anybody writes. */
const MAX_UNITS = 80;

/** Where the IBAN that begins at `from` ends; 0 when none does. */
export function ibanAt(text: string, from: number): number {
  const length = LENGTHS.get(text.slice(from, from + 2).toUpperCase());
  if (length === undefined) return 0;
  let count = 0;
  const end = Math.min(text.length, from + MAX_UNITS);
  for (let at = from; at < end; at += 1) {
    if (isAlphanumeric(text.charCodeAt(at))) count += 1;
    else if (!SKIPPED.test(text.charAt(at))) return 0;
    if (count === length) return hasCheckDigits(text.slice(from, at + 1)) ? at + 1 : 0;
  }
  return 0;
}

function isAlphanumeric(code: number): boolean {
  if (code < 58) return code >= 48;
  const lower = code | 32;
  return lower >= 97 && lower <= 122;
}

/** ISO 7064, mod 97-10: letters as two digits, the first four characters last. */
function hasCheckDigits(written: string): boolean {
  const number = written.replace(/[^A-Za-z0-9]/g, "");
  if (!/^[A-Za-z]{2}\d{2}/.test(number)) return false;
  const turned = number.slice(4) + number.slice(0, 4);
  let rest = 0;
  for (let i = 0; i < turned.length; i += 1) {
    const code = turned.charCodeAt(i);
    const value = code < 58 ? code - 48 : (code | 32) - 87;
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}
