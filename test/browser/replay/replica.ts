// A replica under test: operations written by hand go through the check, as they do in a session, into a real iframe.
import { MessageCheck } from "../../../core/check/index.ts";
import {
  type Asset,
  createOpWriter,
  encodeAsset,
  encodeMessage,
  MESSAGE,
  type OpWriter,
} from "../../../core/protocol/index.ts";
import { Replay, type ReplayEvents } from "../../../core/replay/index.ts";

/** Says operations. */
export type Told = (page: OpWriter) => void;

export class ReplicaUnderTest {
  readonly iframe: HTMLIFrameElement;
  readonly replay: Replay;
  readonly #check = new MessageCheck();

  constructor(events: ReplayEvents = {}) {
    this.iframe = document.createElement("iframe");
    this.iframe.style.cssText = "border:0;width:800px;height:600px";
    document.body.append(this.iframe);
    this.replay = new Replay(this.iframe, events);
  }

  get document(): Document {
    const inner = this.iframe.contentDocument;
    if (inner === null) throw new Error("no document");
    return inner;
  }

  /** A keyframe: `<html>` 2 with `<head>` 3 and `<body>` 4, and what `told` adds. */
  page(told: Told, quirks = 0): Promise<void> {
    return this.#apply(pageOf(told, quirks));
  }

  /** A delta. */
  change(told: Told): Promise<void> {
    return this.#apply(messageOf(MESSAGE.delta, told));
  }

  /** A delta as the check lets it pass, not applied yet. */
  checked(told: Told): Promise<Uint8Array[]> {
    return this.#check.open(messageOf(MESSAGE.delta, told));
  }

  /** A keyframe as the check lets it pass, not applied yet. */
  checkedPage(told: Told): Promise<Uint8Array[]> {
    return this.#check.open(pageOf(told, 0));
  }

  async asset(id: number, hash: string, mime: string, bytes: Uint8Array): Promise<void> {
    const asset: Asset = { id, hash, mime, sizeBytes: bytes.length, bytes };
    await this.#apply(encodeMessage(MESSAGE.asset, encodeAsset(asset)));
  }

  async announce(id: number, hash: string, mime: string, sizeBytes: number): Promise<void> {
    await this.#apply(
      encodeMessage(MESSAGE.asset, encodeAsset({ id, hash, mime, sizeBytes, bytes: new Uint8Array() })),
    );
  }

  find<K extends keyof HTMLElementTagNameMap>(name: K): HTMLElementTagNameMap[K];
  find(selector: string): HTMLElement;
  find(selector: string): HTMLElement {
    const element = this.document.querySelector<HTMLElement>(selector);
    if (element === null) throw new Error(`no ${selector} in ${this.document.documentElement.outerHTML}`);
    return element;
  }

  get html(): string {
    return this.find("body").innerHTML;
  }

  style(selector: string): CSSStyleDeclaration {
    return getComputedStyle(this.find(selector));
  }

  remove(): void {
    this.replay.dispose();
    this.iframe.remove();
  }

  async #apply(message: Uint8Array): Promise<void> {
    await this.replay.apply(await this.#check.open(message));
  }
}

function messageOf(kind: typeof MESSAGE.keyframe | typeof MESSAGE.delta, told: Told): Uint8Array {
  const writer = createOpWriter();
  told(writer);
  return encodeMessage(kind, writer.finish());
}

function pageOf(told: Told, quirks: number): Uint8Array {
  return messageOf(MESSAGE.keyframe, (page) => {
    page.at(0, 0);
    page.frameDocument(1, quirks);
    page.viewport(800, 600, 1000);
    page.at(1, 0);
    page.element(2, 0, "html", []);
    page.at(2, 0);
    page.element(3, 0, "head", []);
    page.element(4, 0, "body", []);
    page.at(4, 0);
    told(page);
  });
}

/** The bytes of a PNG of one colour. */
export async function pngOf(width: number, height: number, colour: string): Promise<Uint8Array> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("no canvas");
  context.fillStyle = colour;
  context.fillRect(0, 0, width, height);
  return new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
}

/** The hash of asset number `digit`, 1 to 9. */
export const hashOf = (digit: number): string => String(digit).repeat(32);

/** Resolves at the first frame in which `condition` holds; rejects after some time. */
export async function until(condition: () => boolean, timeoutMs = 2_000): Promise<void> {
  const end = performance.now() + timeoutMs;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`never: ${condition.toString()}`);
    await new Promise(requestAnimationFrame);
  }
}
