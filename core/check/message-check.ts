// Opens what arrives on the page and asset channels: inflates, decodes, checks, and puts what is left into new messages.
import {
  decodeAsset,
  decodeBundle,
  decodeMessage,
  encodeAsset,
  encodeMessage,
  MAX_INFLATED_BYTES,
  type Message,
  MESSAGE,
  ProtocolError,
  readOps,
} from "../protocol/index.ts";
import { checkAsset } from "./assets.ts";
import { inflate } from "./inflate.ts";
import { MAX_DELTA_STEPS, MAX_KEYFRAME_STEPS } from "./limits.ts";
import { PageCheck } from "./page-check.ts";
import { PartWriter } from "./parts.ts";

/** Checked messages. */
type Checked = Uint8Array<ArrayBuffer>[];

/** Opens the messages about one page life. */
export class MessageCheck {
  readonly #writer = new PartWriter();
  readonly #check: PageCheck;
  /** A keyframe was read: deltas have something to stand on. */
  #started = false;
  #last: Promise<unknown> = Promise.resolve();

  /** `now` tells the time in ms. */
  constructor(now: () => number = () => performance.now()) {
    this.#check = new PageCheck(this.#writer.ops, now);
  }

  /**
   * What may be shown of `bytes`, as messages of the same form, never deflated; to be shown as one, though they are
   * several when `bytes` are long or a bundle. Calls may overlap: their results come in the order of the calls. After an
   * error the page is in doubt: only a keyframe mends it.
   *
   * @throws {ProtocolError} when the bytes are malformed, over a limit, or say what no page can be.
   */
  open(bytes: Uint8Array): Promise<Checked> {
    const before = this.#last;
    const result = this.#open(bytes, before);
    this.#last = result.catch(() => undefined);
    return result;
  }

  async #open(bytes: Uint8Array, before: Promise<unknown>): Promise<Checked> {
    // Inflating may run ahead; checking keeps the order.
    const inflated = inflateMessage(bytes, MAX_INFLATED_BYTES);
    const [message] = await Promise.all([inflated, before]);
    return message.kind === MESSAGE.bundle ? this.#bundle(message) : this.#checked(message);
  }

  async #bundle({ payload }: Message): Promise<Checked> {
    const checked: Checked = [];
    let leftBytes = MAX_INFLATED_BYTES;
    for (const part of decodeBundle(payload)) {
      const message = await inflateMessage(part, leftBytes);
      if (message.kind === MESSAGE.bundle) throw new ProtocolError("malformed", "bundle in a bundle");
      leftBytes -= message.payload.length;
      checked.push(...this.#checked(message));
    }
    return checked;
  }

  #checked(message: Message): Checked {
    switch (message.kind) {
      case MESSAGE.keyframe:
      case MESSAGE.delta:
        return this.#operations(message);
      case MESSAGE.asset:
        return [encodeMessage(MESSAGE.asset, encodeAsset(checkAsset(decodeAsset(message.payload))))];
      case MESSAGE.needs:
      case MESSAGE.bundle:
        throw new ProtocolError("unknown-kind", String(message.kind));
    }
  }

  #operations({ kind, payload }: Message): Checked {
    const isWhole = kind === MESSAGE.keyframe;
    if (!isWhole && !this.#started) throw new ProtocolError("malformed", "delta before a keyframe");
    this.#started = false;
    if (isWhole) this.#check.reset();
    this.#check.begin(isWhole ? MAX_KEYFRAME_STEPS : MAX_DELTA_STEPS);
    this.#writer.begin(kind);
    readOps(payload, this.#check);
    this.#check.end();
    if (this.#check.isEmpty) throw new ProtocolError("malformed", "keyframe without a page");
    this.#started = true;
    return this.#writer.finish();
  }
}

async function inflateMessage(bytes: Uint8Array, maxBytes: number): Promise<Message> {
  const message = decodeMessage(bytes);
  if (!message.deflated) return message;
  return { ...message, deflated: false, payload: await inflate(message.payload, maxBytes) };
}
