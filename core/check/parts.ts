// Operations written as messages of bounded size, so that whoever reads them may rest in between.
import {
  createOpWriter,
  encodeMessage,
  type MessageKind,
  MESSAGE,
  OPERATIONS,
  type OpWriter,
  type PageOps,
} from "../protocol/index.ts";

/** Operations of one message: about 4 ms of building. */
const PART_OPS = 1_000;
/** UTF-16 units of one message, unless one operation has more. */
const PART_UNITS = 262_144;

/** Takes operations. Those after a full message go into the next. */
class PartedOps {
  readonly writer: OpWriter = createOpWriter();
  kind: MessageKind = MESSAGE.delta;
  parts: Uint8Array<ArrayBuffer>[] = [];

  /** Ends the message. The ones after it are about the page it leaves. */
  cut(): void {
    this.parts.push(encodeMessage(this.kind, this.writer.finish()));
    this.kind = MESSAGE.delta;
  }
}

type Operation = (...values: unknown[]) => void;

for (const name of Object.keys(OPERATIONS) as (keyof PageOps)[])
  Object.defineProperty(PartedOps.prototype, name, {
    value(this: PartedOps, ...values: unknown[]) {
      (this.writer[name] as Operation)(...values);
      if (this.writer.count >= PART_OPS || this.writer.units >= PART_UNITS) this.cut();
    },
  });

/** Writes the operations of a message at a time. */
export class PartWriter {
  readonly #parted = new PartedOps();
  /** Where operations go. */
  readonly ops = this.#parted as unknown as PageOps;

  /** A message of this kind follows; what was not finished is dropped. */
  begin(kind: MessageKind): void {
    this.#parted.writer.finish();
    this.#parted.parts = [];
    this.#parted.kind = kind;
  }

  /** The messages that say what was written since, one at least: the first of the kind that was named, then deltas. */
  finish(): Uint8Array<ArrayBuffer>[] {
    const { parts, writer } = this.#parted;
    if (writer.count > 0 || parts.length === 0) this.#parted.cut();
    this.#parted.parts = [];
    return parts;
  }
}
