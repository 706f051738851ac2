// Finds words as people do: capitals and accents make no difference unless they are asked for.

/** What is looked for, and how. */
export interface Finding {
  readonly query: string;
  readonly matchCase: boolean;
  readonly wholeWords: boolean;
}

/** `text` in a form in which what people take for the same is the same; of the same length. */
export function folded(text: string, matchCase: boolean): string {
  const same = text.replaceAll(/\s/g, " ");
  if (matchCase) return same;
  const lower = same.toLowerCase();
  if (/^[\0-\u007f]*$/.test(lower) && lower.length === same.length) return lower;
  let out = "";
  for (let i = 0; i < same.length; i += 1) {
    const unit = same.charAt(i);
    out += unit.normalize("NFD").charAt(0).toLowerCase().charAt(0);
  }
  return out;
}

const LETTER = /[\p{L}\p{N}_]/u;

function isWhole(text: string, from: number, to: number): boolean {
  return !LETTER.test(text.charAt(from - 1)) && !LETTER.test(text.charAt(to));
}

/** Where `query` is in `text`, in order, without overlaps. */
export function placesOf(text: string, { query, matchCase, wholeWords }: Finding): number[] {
  const wanted = folded(query, matchCase).trim();
  if (wanted === "") return [];
  const inside = folded(text, matchCase);
  const found: number[] = [];
  for (let at = inside.indexOf(wanted); at >= 0; at = inside.indexOf(wanted, at + wanted.length))
    if (!wholeWords || isWhole(inside, at, at + wanted.length)) found.push(at);
  return found;
}
