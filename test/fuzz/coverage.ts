// Which ways through the code under test were ever taken: pairs of places, one run after the other. Instrumented code
// (instrument.ts) tells of each place here, at the cost of a look at a byte.

/** Room for pairs: a few times as many as there are. Two of them may meet, and then the second is missed. */
const ROOM = 1 << 18;
/** Places there may be, so that pairs are spread over the room. */
export const MAX_PLACES = 1 << 12;

const seen = new Uint8Array(ROOM);
let pairs = 0;
let before = 0;

/** The code at `place` runs. */
export function reach(place: number): void {
  const pair = (Math.imul(before, 61) + place) & (ROOM - 1);
  before = place;
  if (seen[pair] === 1) return;
  seen[pair] = 1;
  pairs += 1;
}

/** Begins a run: what ran before does not count as a way into it. */
export function beginRun(): void {
  before = 0;
}

/** How many pairs were ever seen. */
export function pairsSeen(): number {
  return pairs;
}
