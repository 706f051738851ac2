// What `use` elements of SVG make browsers copy: ten that copy ten that copy ten … are a page that never comes to an end.

/** What lies under an id: how many nodes, and which ids are copied within. */
export interface Part {
  readonly nodes: number;
  readonly targets: readonly string[];
}

/** Levels of copies within copies: with more it counts as without end. */
const MAX_LEVELS = 64;

/**
 * Nodes that browsers make for `uses`, the ids that the `use` elements of a document copy. Of several parts with one id the largest
 * counts. Infinity past a depth that no page has.
 */
export function copiedNodes(
  uses: readonly string[],
  partsOf: (id: string) => readonly Part[] | undefined,
): number {
  const known = new Map<string, number>();
  const sizeOf = (id: string, level: number): number => {
    if (level > MAX_LEVELS) return Infinity;
    const before = known.get(id);
    if (before !== undefined) return before;
    // What copies itself is left out by browsers.
    known.set(id, 0);
    let size = 0;
    for (const { nodes, targets } of partsOf(id) ?? []) {
      const copies = targets.reduce((sum, target) => sum + 1 + sizeOf(target, level + 1), 0);
      size = Math.max(size, nodes + copies);
    }
    known.set(id, size);
    return size;
  };
  return uses.reduce((sum, id) => sum + 1 + sizeOf(id, 0), 0);
}
