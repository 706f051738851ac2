// Attributes whose value depends on the visitor's media: told anew when those change.
import { indexOfAttribute } from "./attributes.ts";
import type { MediaDependents } from "./media.ts";
import type { ModelState } from "./model-state.ts";

/** Tells attributes anew. */
export class AskingAttributes implements MediaDependents {
  readonly #state: ModelState;

  constructor(state: ModelState) {
    this.#state = state;
  }

  shown(): undefined {
    return undefined;
  }

  tellChanged(): void {
    const { nodes, references, draft, asking } = this.#state;
    for (const [id, values] of asking)
      for (const [name, value] of values) {
        const attributes = nodes.get(id)?.attributes;
        const index = indexOfAttribute(attributes ?? [], name);
        const shown = references.visitor.attribute(name, value);
        if (attributes === undefined || index < 0) values.delete(name);
        else if (attributes[index + 1] !== shown) {
          attributes[index + 1] = shown;
          draft.different.attribute(id, name, shown);
        }
      }
  }
}
