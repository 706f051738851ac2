// How wide columns have to be of which a file says nothing: as wide as what is at their top.

/** Rows and columns that are looked at; px of a letter, and of the narrowest and widest column. */
const SAMPLE_ROWS = 200;
const SAMPLE_COLUMNS = 500;
const LETTER_PX = 7.5;
const MIN_PX = 64;
const MAX_PX = 320;

/** Index, width, index, width … of the columns that `isKnown` does not say of that their width is known. */
export function widthsFor(
  rows: number,
  columns: number,
  text: (row: number, column: number) => string,
  isKnown: (column: number) => boolean = () => false,
): number[] {
  const sizes: number[] = [];
  for (let column = 0; column < Math.min(columns, SAMPLE_COLUMNS); column += 1) {
    if (isKnown(column)) continue;
    let letters = 0;
    for (let row = 0; row < Math.min(rows, SAMPLE_ROWS); row += 1)
      letters = Math.max(letters, text(row, column).length);
    sizes.push(column, Math.round(Math.max(MIN_PX, Math.min(MAX_PX, 16 + letters * LETTER_PX))));
  }
  return sizes;
}
