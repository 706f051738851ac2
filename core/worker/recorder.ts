// The page's messages for whoever takes them, without a session.
import { deflates, type LivePage, packed, withinTime } from "../model/index.ts";
import { type Asset, encodeAsset, encodeBundle, MESSAGE } from "../protocol/index.ts";
import type { RecordOptions } from "./api.ts";
import { InOrder } from "./in-order.ts";
import { ASSETS_WAIT_MS } from "./limits.ts";

/** Hands over keyframes, deltas, and assets with their content. */
export class Recorder {
  readonly #page: LivePage;
  readonly #compress: boolean;
  readonly #messages: InOrder;
  /** Assets whose content is being put into a message. */
  readonly #assets = new Set<Promise<void>>();

  constructor(page: LivePage, options: RecordOptions, hand: (message: Uint8Array<ArrayBuffer>) => void) {
    this.#page = page;
    this.#compress = options.compress;
    this.#messages = new InOrder(hand);
  }

  /** A page began. */
  begin(): void {
    const { operations } = this.#page.keyframe();
    this.#page.isFollowed = true;
    this.#messages.add(packed(MESSAGE.keyframe, operations, this.#compress));
  }

  /** The page changed. */
  delta(operations: Uint8Array<ArrayBuffer>): void {
    this.#messages.add(packed(MESSAGE.delta, operations, this.#compress));
  }

  /** It is known what became of an asset. */
  announce(asset: Asset): void {
    const handed = this.#withContent(asset).then(async (whole) => {
      this.#messages.add(await this.#message(whole));
      this.#assets.delete(handed);
    });
    this.#assets.add(handed);
  }

  /** The page as one message. @throws {Error} when there is none yet. */
  async keyframe(): Promise<Uint8Array<ArrayBuffer>> {
    if (!this.#page.isWhole) throw new Error("no page was told yet");
    const { operations, assets } = this.#page.keyframe();
    const announced = this.#page.assets.announcements(assets);
    const messages = await Promise.all([
      packed(MESSAGE.keyframe, operations, this.#compress),
      ...announced.map(async (asset) => this.#message(await this.#withContent(asset))),
    ]);
    return encodeBundle(messages);
  }

  /** Resolves when everything up to now was handed over; assets are not waited for longer than they may take. */
  async flush(): Promise<void> {
    await withinTime(
      this.#page.settled().then(() => Promise.all(this.#assets)),
      ASSETS_WAIT_MS,
    );
    await this.#messages.settled();
  }

  async #withContent(asset: Asset): Promise<Asset> {
    if (asset.hash === "" || asset.bytes.length > 0) return asset;
    const whole = await this.#page.assets.withContent(asset.hash);
    // Contents may be equal; what they are called differs.
    return whole === undefined ? asset : { ...whole, id: asset.id };
  }

  async #message(asset: Asset): Promise<Uint8Array<ArrayBuffer>> {
    return packed(MESSAGE.asset, encodeAsset(asset), this.#compress && deflates(asset.mime));
  }
}
