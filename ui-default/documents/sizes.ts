// Where rows and columns of a sheet are, in px: most have the usual size.

export class Sizes {
  readonly count: number;
  readonly #edges: Float64Array;

  /** @param sizes those that are not `usual`: index, size, index, size … */
  constructor(count: number, usual: number, sizes: readonly number[]) {
    this.count = count;
    const edges = new Float64Array(count + 1).fill(usual, 1);
    for (let at = 0; at < sizes.length; at += 2) {
      const index = sizes[at] ?? count;
      if (index < count) edges[index + 1] = sizes[at + 1] ?? usual;
    }
    for (let index = 1; index <= count; index += 1)
      edges[index] = (edges[index] ?? 0) + (edges[index - 1] ?? 0);
    this.#edges = edges;
  }

  /** Of all of them. */
  get total(): number {
    return this.#edges[this.count] ?? 0;
  }

  /** Where the one at `index` begins; that of `count` is the end. */
  start(index: number): number {
    return this.#edges[Math.max(0, Math.min(this.count, index))] ?? 0;
  }

  size(index: number): number {
    return this.start(index + 1) - this.start(index);
  }

  /** The one at a place, by halving. */
  at(px: number): number {
    let [low, high] = [0, Math.max(0, this.count - 1)];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.start(middle) <= px) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
