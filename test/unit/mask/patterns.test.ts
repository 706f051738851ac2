import { expect } from "chai";
import { findSecrets, maskSecrets, mayHoldSecret, type PatternRules } from "../../../core/mask/patterns.ts";

const ALL: PatternRules = { cards: true, ibans: true, ssns: true, emails: true };

/** A text, and what of it is found. */
const FOUND = [
  { what: "a card number", text: "4111111111111111", part: "4111111111111111" },
  {
    what: "P36: one in a sentence",
    text: "Paid with 4111 1111 1111 1111 today.",
    part: "4111 1111 1111 1111",
  },
  { what: "one with dashes", text: "5500-0000-0000-0004", part: "5500-0000-0000-0004" },
  { what: "one of 15 digits", text: "3782 822463 10005", part: "3782 822463 10005" },
  { what: "one of 14 digits", text: "3056 930902 5904", part: "3056 930902 5904" },
  { what: "one of 13 digits", text: "4222222222222", part: "4222222222222" },
  { what: "one that begins with 2", text: "2223 0031 2200 3222", part: "2223 0031 2200 3222" },
  { what: "one between other numbers", text: "no 12 4111 1111 1111 1111 12/27", part: "4111 1111 1111 1111" },
  { what: "P38: Arabic digits", text: "٤١١١ ١١١١ ١١١١ ١١١١", part: "٤١١١ ١١١١ ١١١١ ١١١١" },
  {
    what: "P38: wide digits",
    text: "４１１１１１１１１１１１１１１１",
    part: "４１１１１１１１１１１１１１１１",
  },
  { what: "P38: digits for mathematics", text: "𝟒𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏", part: "𝟒𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏" },
  {
    what: "P38: zero width spaces",
    text: "4111\u200b1111\u200b1111\u200b1111",
    part: "4111\u200b1111\u200b1111\u200b1111",
  },
  {
    what: "P38: direction marks",
    text: "\u202d4111\u200e 1111 1111 1111",
    part: "4111\u200e 1111 1111 1111",
  },
  {
    what: "thin spaces",
    text: "4111\u202f1111\u20091111\u00a01111",
    part: "4111\u202f1111\u20091111\u00a01111",
  },
  { what: "P38: digits in circles", text: "④①①① ①①①① ①①①① ①①①①", part: "④①①① ①①①① ①①①① ①①①①" },
  {
    what: "P38: digits on keys",
    text: Array.from("4111111111111111", (digit) => `${digit}\ufe0f\u20e3`).join(""),
    part: Array.from("4111111111111111", (digit) => `${digit}\ufe0f\u20e3`)
      .join("")
      .slice(0, -2),
  },
  {
    what: "P38: digits that are struck through",
    text: "4\u03361\u03361\u03361\u0336 1111 1111 1111",
    part: "4\u03361\u03361\u03361\u0336 1111 1111 1111",
  },
  {
    what: "P38: fillers",
    text: "4111\u31641111\u31641111\u31641111",
    part: "4111\u31641111\u31641111\u31641111",
  },
  { what: "an IBAN", text: "to DE89 3704 0044 0532 0130 00.", part: "DE89 3704 0044 0532 0130 00" },
  { what: "an IBAN in small letters", text: "gb82west12345698765432", part: "gb82west12345698765432" },
  { what: "a short IBAN", text: "NO93 8601 1117 947", part: "NO93 8601 1117 947" },
  {
    what: "P38: an IBAN with zero width spaces",
    text: "D\u200bE\u200b89370400440532013000",
    part: "D\u200bE\u200b89370400440532013000",
  },
  { what: "a social security number", text: "SSN: 078-05-1120", part: "078-05-1120" },
  { what: "one with spaces", text: "078 05 1120", part: "078 05 1120" },
  {
    what: "an e-mail address",
    text: "write to ann.o'hara+x@mail.example.co.uk.",
    part: "ann.o'hara+x@mail.example.co.uk",
  },
] as const;

/** What is none. */
const NOT_FOUND = [
  "4111 1111 1111 1112",
  "9999 9999 9999 9995",
  "4111 1111 1111",
  "DE89 3704 0044 0532 0130 01",
  "XX89 3704 0044 0532 0130 00",
  "000-12-3456",
  "666-12-3456",
  "900-12-3456",
  "123-00-4567",
  "123-45-0000",
  "tel. 030 1234567",
  "2026-11-25 08:42:13",
  "a@b",
  "@someone",
  "3.141592653589793238",
] as const;

describe("mask / patterns", () => {
  for (const { what, text, part } of FOUND) {
    it(`finds ${what}`, () => {
      expect(findSecrets(text, ALL).map(({ from, to }) => text.slice(from, to))).to.deep.equal([part]);
    });
  }

  for (const text of NOT_FOUND) {
    it(`lets ${text} pass`, () => {
      expect(maskSecrets(text, ALL)).to.equal(text);
    });
  }

  it("P37: finds a number that is split at joints only", () => {
    const text = "Card4111111111111111123";
    expect(findSecrets(text, ALL)).to.deep.equal([]);
    expect(findSecrets(text, ALL, new Set([4, 20]))).to.deep.equal([{ from: 4, to: 20 }]);
  });

  it("P37, P38: finds what begins at a joint, behind whatever stands before it", () => {
    for (const [before, secret] of [
      ["12", "\u200b4111111111111111"],
      ["Account", "DE89370400440532013000"],
    ] as const) {
      const text = before + secret;
      expect(findSecrets(text, ALL), "without the joint").to.deep.equal([]);
      const [span] = findSecrets(text, ALL, new Set([before.length]));
      expect(text.slice(span?.from, span?.to)).to.equal(secret.replace("\u200b", ""));
    }
  });

  it("looks only for what the group wants", () => {
    const none: PatternRules = { cards: false, ibans: false, ssns: false, emails: false };
    for (const { text } of FOUND) expect(maskSecrets(text, none)).to.equal(text);
  });

  it("masks letters and digits, and of an address tells no length", () => {
    expect(maskSecrets("4111 1111-1111 1111!", ALL)).to.equal("**** ****-**** ****!");
    expect(maskSecrets("ann@example.org", ALL)).to.equal("********");
  });

  it("P54: holds back what is still typed, by a mark that does not grow", () => {
    for (const typed of ["411111", "4111 11", "411111111111111", "4111 1111 1111 1111"])
      expect(maskSecrets(`no ${typed}`, ALL, true)).to.equal("no ******");
    expect(maskSecrets("41111", ALL, true)).to.equal("41111");
  });

  it("asks no text further that has neither digits nor an @", () => {
    for (const text of ["Hello", "Grüße", "こんにちは", "مرحبا"]) expect(mayHoldSecret(text)).to.equal(false);
    for (const text of ["4", "a@b", "٤"]) expect(mayHoldSecret(text)).to.equal(true);
  });

  /** 65,536 characters each, made to be read many times over. */
  const HARD = {
    digits: "4",
    "digits with spaces": "4 ",
    "digits and joints": "41",
    "IBAN beginnings": "DE89 ",
    "IBAN beginnings with unseen characters": "MT\u200b8 ",
    "digits in circles": "④",
    "digits for mathematics": "𝟒",
    "social security numbers": "123-45-6789 ",
    "at signs": "a@",
    "local parts": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@",
    domains: "@a.a.a.a.a.a.a.a.",
    "card-like groups": "4111 1111 1111 1112 ",
  };
  for (const [what, unit] of Object.entries(HARD)) {
    it(`takes linear time for ${what}`, () => {
      const text = unit.repeat(Math.ceil(65_536 / unit.length)).slice(0, 65_536);
      const joints = what.includes("joints") ? new Set(Array.from(text, (_, i) => i)) : undefined;
      const timeOf = (of: string): number => {
        let best = Infinity;
        for (let i = 0; i < 5; i += 1) {
          const start = performance.now();
          findSecrets(of, ALL, joints);
          best = Math.min(best, performance.now() - start);
        }
        return best;
      };
      const whole = timeOf(text);
      // 1 to 6 ms, also on a machine that does much else.
      expect(whole).to.be.below(60);
      // Sixteen times the length takes sixteen times the time, and not 256 times; small times say nothing.
      expect(whole).to.be.below(64 * Math.max(1, timeOf(text.slice(0, 4_096))));
    });
  }
});
