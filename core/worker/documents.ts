// The document that a visitor has open, as agents are told of it: those who may see the page, and only while it is seen.
import { encodeDocument, type OwnerDocumentMessage } from "../protocol/index.ts";

/** Agents who may see the page: slot → generation. */
export type Admitted = ReadonlyMap<number, number>;

/** States take each other's place; what is looked at and what was found stand beside them. */
function standingKey({ type }: OwnerDocumentMessage): string | undefined {
  if (type === "view" || type === "hits") return type;
  return type === "opening" || type === "opened" || type === "locked" || type === "failed"
    ? "state"
    : undefined;
}

/** Passes on what is told of one document, and says it again to whoever comes later. */
export class Documents {
  readonly #send: (slot: number, bytes: Uint8Array<ArrayBuffer>) => void;
  readonly #admitted: () => Admitted;
  /** What whoever comes later has to hear. */
  readonly #standing = new Map<string, OwnerDocumentMessage>();
  /** Who has heard of it, in which life. */
  readonly #told = new Map<number, number>();
  readonly #reasons = new Set<string>();

  constructor(send: (slot: number, bytes: Uint8Array<ArrayBuffer>) => void, admitted: () => Admitted) {
    this.#send = send;
    this.#admitted = admitted;
  }

  /** Tells the agent in `slot`, with 0 all of them. Whoever may not see the page hears nothing. */
  tell(slot: number, head: OwnerDocumentMessage, content?: Uint8Array<ArrayBuffer>): void {
    const key = standingKey(head);
    if (key !== undefined) this.#standing.set(key, head);
    if (head.type === "closed") this.#standing.clear();
    const known = [...this.#told.keys()];
    const to = slot === 0 ? known : known.filter((each) => each === slot);
    if (to.length > 0) {
      const bytes = encodeDocument(head, content);
      for (const each of to) this.#send(each, bytes.slice());
    }
    if (head.type === "closed") this.#told.clear();
    else this.meet();
  }

  /** Somebody came or may see the page now. */
  meet(): void {
    if (this.#reasons.size > 0) return;
    const admitted = this.#admitted();
    for (const [slot, generation] of this.#told) {
      if (admitted.get(slot) === generation) continue;
      this.#told.delete(slot);
      // One that may not see the page any more. Whoever has gone, or begun anew, knows of nothing to be closed.
      this.#tellClosed(slot);
    }
    if (this.#standing.size === 0) return;
    for (const [slot, generation] of admitted) {
      if (this.#told.has(slot)) continue;
      this.#told.set(slot, generation);
      for (const head of this.#standing.values()) this.#send(slot, encodeDocument(head));
    }
  }

  /** Whether what the agent in `slot` asks for is answered. */
  isTold(slot: number): boolean {
    return this.#told.has(slot);
  }

  /** The page is not to be seen for `reason`, or no more for it: to agents the document is closed meanwhile. */
  hide(reason: "paused" | "masked", hidden: boolean): void {
    if (!hidden) {
      if (this.#reasons.delete(reason)) this.meet();
      return;
    }
    this.#reasons.add(reason);
    for (const slot of this.#told.keys()) this.#tellClosed(slot);
    this.#told.clear();
  }

  #tellClosed(slot: number): void {
    const [about] = this.#standing.values();
    if (about !== undefined) this.#send(slot, encodeDocument({ type: "closed", id: about.id }));
  }
}
