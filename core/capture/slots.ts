// Slots whose nodes are chosen by scripts. Mirrors: protocol/slots.ts, model/slots.ts, replay/slots.ts.
import type { CaptureContext } from "./context.ts";
import type { NodeInfo } from "./node-ids.ts";

/** Follows slots of shadow roots with manual assignment. That one shows other nodes, its event tells (wide-masks.ts). */
export class SlotsCapture {
  readonly #context: CaptureContext;
  readonly #slots = new Set<WeakRef<HTMLSlotElement>>();
  readonly #told = new WeakMap<NodeInfo, string>();

  constructor(context: CaptureContext) {
    this.#context = context;
  }

  /** A new slot was told. */
  tell(slot: HTMLSlotElement): void {
    const root = slot.getRootNode() as Partial<ShadowRoot>;
    if (root.slotAssignment === "manual") this.#slots.add(new WeakRef(slot));
  }

  /** Tells what is in slots, where it is another than before. Pages have few of these. */
  read(): void {
    const { ids, writer } = this.#context;
    for (const reference of this.#slots) {
      const slot = reference.deref();
      const info = slot === undefined ? undefined : ids.living(slot);
      if (slot === undefined || info === undefined) {
        this.#slots.delete(reference);
        continue;
      }
      const nodes = slot.assignedNodes().flatMap((node) => ids.living(node)?.id ?? []);
      const now = nodes.join(" ");
      if (now === (this.#told.get(info) ?? "")) continue;
      this.#told.set(info, now);
      writer.assigned(info.id, nodes);
    }
  }
}
