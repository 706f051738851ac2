// Opens what arrives on the page and asset channels: inflates, decodes, checks, and puts what is left into new messages.
import {
  createOpWriter,
  decodeAsset,
  decodeBundle,
  decodeMessage,
  encodeAsset,
  encodeMessage,
  type Message,
  MESSAGE,
  ProtocolError,
  readOps,
} from "../protocol/index.ts";
import { checkAsset } from "./assets.ts";
import { inflate } from "./inflate.ts";
import { PageCheck } from "./page-check.ts";

/** Opens the messages about one page life. */
export class MessageCheck {
  readonly #writer = createOpWriter();
  readonly #check = new PageCheck(this.#writer);
  /** A keyframe was read: deltas have something to stand on. */
  #started = false;
  #last: Promise<unknown> = Promise.resolve();

  /**
   * What may be shown of `bytes`, as messages of the same form, never deflated, bundles taken apart. Calls may
   * overlap: their results come in the order of the calls. After an error the page is in doubt: only a keyframe
   * mends it.
   *
   * @throws {ProtocolError} when the bytes are malformed, over a limit, or say what no page can be.
   */
  open(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>[]> {
    const before = this.#last;
    const result = this.#open(bytes, before);
    this.#last = result.catch(() => undefined);
    return result;
  }

  async #open(bytes: Uint8Array, before: Promise<unknown>): Promise<Uint8Array<ArrayBuffer>[]> {
    // Inflating may run ahead; checking keeps the order.
    const inflated = inflateMessage(bytes);
    const [message] = await Promise.all([inflated, before]);
    if (message.kind !== MESSAGE.bundle) return [this.#checked(message)];
    const checked: Uint8Array<ArrayBuffer>[] = [];
    for (const part of decodeBundle(message.payload)) {
      const inner = await inflateMessage(part);
      if (inner.kind === MESSAGE.bundle) throw new ProtocolError("malformed", "bundle in a bundle");
      checked.push(this.#checked(inner));
    }
    return checked;
  }

  #checked(message: Message): Uint8Array<ArrayBuffer> {
    switch (message.kind) {
      case MESSAGE.keyframe:
        this.#check.reset();
        this.#started = true;
        return this.#operations(message);
      case MESSAGE.delta:
        if (!this.#started) throw new ProtocolError("malformed", "delta before a keyframe");
        return this.#operations(message);
      case MESSAGE.asset:
        return encodeMessage(MESSAGE.asset, encodeAsset(checkAsset(decodeAsset(message.payload))));
      case MESSAGE.needs:
      case MESSAGE.bundle:
        throw new ProtocolError("unknown-kind", String(message.kind));
    }
  }

  #operations(message: Message): Uint8Array<ArrayBuffer> {
    try {
      readOps(message.payload, this.#check);
    } catch (error) {
      this.#started = false;
      this.#writer.finish();
      throw error;
    }
    return encodeMessage(message.kind, this.#writer.finish());
  }
}

async function inflateMessage(bytes: Uint8Array): Promise<Message> {
  const message = decodeMessage(bytes);
  if (!message.deflated) return message;
  return { ...message, deflated: false, payload: await inflate(message.payload) };
}
