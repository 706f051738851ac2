// Which node comes next to get children. Pages are told a parent at a time and from top to bottom, so that it is nearly always one
// of the next that were told and have had no turn yet: saying how many are passed over takes less than saying which it is.
import type { NodeId } from "./op-table.ts";

/** Nodes that a writer looks at before it names the parent instead: it is not to search long for what is not there. 1,000 made no saved page
 * shorter. */
const MAX_STEPS = 256;

/** The nodes of a message that may get children, in the order in which their turn would come. Writer and reader keep the same. */
export class Places {
  /** Their turn is still to come; the next one last. */
  readonly #waiting: NodeId[] = [];
  /** Told since a parent was last said, in order: their turn comes before that of all others. */
  readonly #told: NodeId[] = [];

  /** A node was told. */
  add(id: NodeId): void {
    this.#told.push(id);
  }

  /** How many steps it is to `id`, 1 for the next one, and goes there; 0 when it is not near, and stays. Mirror: {@link Places.go}. */
  stepsTo(id: NodeId): number {
    this.#queue();
    const { length } = this.#waiting;
    const most = Math.min(MAX_STEPS, length);
    for (let steps = 1; steps <= most; steps += 1) {
      if (this.#waiting[length - steps] !== id) continue;
      this.go(steps);
      return steps;
    }
    return 0;
  }

  /** Goes `steps` steps and returns the node there: undefined for 0, or when there are fewer. The turn of those before it is over. */
  go(steps: number): NodeId | undefined {
    this.#queue();
    const at = this.#waiting.length - steps;
    const id = this.#waiting[at];
    if (id !== undefined) while (this.#waiting.length > at) this.#waiting.pop();
    return id;
  }

  #queue(): void {
    for (let id = this.#told.pop(); id !== undefined; id = this.#told.pop()) this.#waiting.push(id);
  }
}
