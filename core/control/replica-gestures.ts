// Gestures over the replica: the agent's own, and those of the other agents.
import type { GestureMessage, NodeId } from "../protocol/index.ts";
import { GestureLayer } from "./layer.ts";
import { boxOf } from "./place.ts";

const STYLE = `:host { position: absolute; left: 0; top: 0; transform-origin: 0 0; pointer-events: none;
  transform: scale(var(--glance-scale, 1)); }`;

/** Finds the replica's elements. */
export interface ReplicaElements {
  readonly document: Document | undefined;
  readonly telling: number;
  elementOf(id: NodeId): Element | undefined;
}

/** Shows gestures in `glass`, which lies over the replica and has its size. */
export class ReplicaGestures {
  readonly #layer: GestureLayer;
  readonly #host = document.createElement("glance-gestures");

  constructor(glass: HTMLElement, replica: () => ReplicaElements | undefined) {
    const root = this.#host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    this.#host.setAttribute("aria-hidden", "true");
    glass.append(this.#host);
    this.#layer = new GestureLayer(root, {
      elementOf: ({ telling, node }) => {
        const shown = replica();
        return shown?.telling === telling ? shown.elementOf(node) : undefined;
      },
      boxOf: (element) => {
        const shown = replica()?.document;
        return shown === undefined ? { left: 0, top: 0, width: 0, height: 0 } : boxOf(element, shown);
      },
    });
  }

  show(slot: number, name: string, gesture: GestureMessage): void {
    this.#layer.show(slot, name, gesture);
  }

  keep(slots: readonly number[]): void {
    this.#layer.keep(slots);
  }

  close(): void {
    this.#layer.close();
    this.#host.remove();
  }
}
