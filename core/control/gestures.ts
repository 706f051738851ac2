// The visitor's half of gestures: agents' pointers, frames and drawings over the page. Mirrors: protocol/gestures.ts, request.ts.
import type { Anchor, GestureMessage, NodeId } from "../protocol/index.ts";
import { GestureLayer } from "./layer.ts";
import { accessibleName } from "./names.ts";
import { Overlay } from "./overlay.ts";
import { boxOf, elementAt } from "./place.ts";

/** What is known of the page (core/capture). */
export interface KnownPage {
  /** Which telling of it agents' ids have to be of. */
  readonly telling: number;
  /** The element that agents call `id`, looked for around `near` first. */
  elementOf(id: NodeId, near?: Element): Element | undefined;
  /** Whether agents have `element` as it is. */
  shows(element: Element): boolean;
}

/** The element that an agent means, if it is there. In another telling of the page, its id was another's. */
export function elementMeant(page: KnownPage | undefined, at: Anchor): Element | undefined {
  return page?.telling === at.telling ? page.elementOf(at.node, elementAt(document, at)) : undefined;
}

/** Shows what agents point at. */
export class Gestures {
  readonly #page: () => KnownPage | undefined;
  readonly #overlay = new Overlay();
  readonly #layer: GestureLayer;
  #readsAloud = false;

  /** @param page what is known of the page now; undefined while nothing of it is shared. */
  constructor(page: () => KnownPage | undefined) {
    this.#page = page;
    this.#layer = new GestureLayer(this.#overlay.root, {
      elementOf: (at) => elementMeant(this.#page(), at),
      boxOf: (element) => boxOf(element, document),
    });
  }

  /** Shows a gesture of the agent in `slot`. */
  show(slot: number, name: string, gesture: GestureMessage): void {
    this.#overlay.open();
    const element = this.#layer.show(slot, name, gesture);
    if (this.#readsAloud && element !== undefined) this.#overlay.say(`${name}: ${accessibleName(element)}`);
  }

  /** Whether the visitor's screen reader reads what agents point out. */
  readAloud(enabled: boolean): void {
    this.#readsAloud = enabled;
    if (!enabled) this.#overlay.say("");
  }

  /** Only gestures of these agents stay. */
  keep(slots: readonly number[]): void {
    this.#layer.keep(slots);
  }

  close(): void {
    this.#layer.close();
    this.#overlay.close();
  }
}
