// The digits of a text, however they are written: any script's, with separators, with characters between that nobody sees. One pass, over
// plain numbers: pages may hold megabytes of them.

/** The digits of a text: `count` of them, in groups, in runs. A group ends at a separator and at a joint, a run at everything else. */
export interface Digits {
  readonly count: number;
  /** What each is, 0 to 9. */
  readonly values: Uint8Array;
  /** Where in the text each begins, and where it ends. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** 1 for each that begins a group; one more, for the end. */
  readonly isFirst: Uint8Array;
  /** The first digit of each run, and {@link Digits.count}. */
  readonly runs: readonly number[];
}

/** What a character is between digits. Those below ten are digits. */
const KIND = { space: 10, sign: 11, unseen: 12, other: 13 } as const;

/** Finds the digits of `text`. `joints`: offsets at which a new node begins. */
export function digitsIn(text: string, joints: ReadonlySet<number>): Digits {
  const { length } = text;
  const values = new Uint8Array(length);
  const starts = new Int32Array(length);
  const ends = new Int32Array(length);
  const isFirst = new Uint8Array(length + 1);
  const runs: number[] = [];
  let count = 0;
  let isInRun = false;
  let isInGroup = false;
  let signs = 0;
  for (let at = 0, to = 0; at < length; at = to) {
    const kind = kindAt(text, at);
    to = at + unitsAt(text, at);
    if (isInGroup && joints.has(at)) isInGroup = false;
    if (kind === KIND.unseen) continue;
    if (kind >= KIND.space) {
      isInGroup = false;
      signs += kind === KIND.sign ? 1 : 0;
      isInRun &&= kind !== KIND.other && signs <= 1;
      continue;
    }
    if (!isInRun) runs.push(count);
    if (!isInRun || !isInGroup) isFirst[count] = 1;
    isInRun = isInGroup = true;
    signs = 0;
    values[count] = kind;
    starts[count] = at;
    ends[count] = to;
    count += 1;
  }
  isFirst[count] = 1;
  runs.push(count);
  return { count, values, starts, ends, isFirst, runs };
}

function unitsAt(text: string, at: number): 1 | 2 {
  const code = text.charCodeAt(at);
  return code >= 0xd800 && code <= 0xdbff && (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}

/** Kinds of the characters of one unit, one above; 0 for those that nobody asked for yet. */
const known = new Uint8Array(0x10000);
/** Longer ones that are digits; all others are looked at anew. */
const longDigits = new Map<number, number>();

function kindAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code >= 0xd800 && code <= 0xdbff) return kindOfLong(text.codePointAt(at) ?? 0);
  const kind = known[code] ?? 0;
  if (kind > 0) return kind - 1;
  const found = kindOf(text.charAt(at));
  known[code] = found + 1;
  return found;
}

function kindOfLong(code: number): number {
  const digit = longDigits.get(code);
  if (digit !== undefined) return digit;
  const kind = kindOf(String.fromCodePoint(code));
  if (kind < KIND.space) longDigits.set(code, kind);
  return kind;
}

/** Characters that take no room, or stand over others: they split numbers for a search, not for a reader. Fillers are letters by name. */
const UNSEEN = /[\p{Cf}\p{Mn}\p{Me}\u115f\u1160\u3164\uffa0]/u;
/** What people write between groups. A Braille cell without dots is as good as a space. */
const SPACE = /[\s\u2800]/;
const SIGN = /[-.,/_|:'\p{Pd}\u00b7\u2022\u2019\u2027\u2212\u2219\u22c5\u30fb]/u;

function kindOf(char: string): number {
  const digit = digitOf(char.normalize("NFKC"));
  if (digit >= 0) return digit;
  if (UNSEEN.test(char)) return KIND.unseen;
  if (SPACE.test(char)) return KIND.space;
  return SIGN.test(char) ? KIND.sign : KIND.other;
}

const DIGIT = /^\p{Nd}$/u;

/** The value of a decimal digit of any script; -1 for what is none. */
function digitOf(char: string): number {
  if (!DIGIT.test(char)) return -1;
  const code = char.codePointAt(0) ?? 0;
  // Unicode has them in tens that are in order.
  let zero = code;
  while (code - zero < 9 && DIGIT.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return code - zero;
}
