// Frames of other origins that carry the tag: their pages tell themselves, straight to our worker. Mirror: framed-page.ts, there.
//
// A page of ours and the one in its frame know each other by the origins that the group trusts: the browser says where a message comes
// from, and takes it nowhere else than where it is sent. What is captured goes neither to the one nor to the other, but by a port.
import { MASK, type Mask, type MaskRules } from "../mask/index.ts";
import type { ForeignSink } from "../capture/index.ts";
import { frameMessageOf } from "./frame-message.ts";

/** What a page's session gives its frames. */
export interface ForeignFramesOptions {
  /** Origins that the group trusts. */
  readonly trusted: readonly string[];
  /** What is masked on this page. */
  rules(): MaskRules | undefined;
  /** What comes by `port` is the content of the frame with this id. */
  share(id: number, port: MessagePort): void;
}

interface Told {
  readonly frame: WeakRef<HTMLIFrameElement>;
  readonly mask: Mask;
  /** The document that joined, as it calls itself. */
  joined?: string;
}

/** The foreign frames of one page. */
export class ForeignFrames implements ForeignSink {
  readonly #options: ForeignFramesOptions;
  readonly #abort = new AbortController();
  readonly #told = new Map<number, Told>();

  constructor(options: ForeignFramesOptions) {
    this.#options = options;
    const { signal } = this.#abort;
    addEventListener("message", (event) => this.#heard(event), { signal });
  }

  begin(): void {
    this.#told.clear();
  }

  meet(frame: HTMLIFrameElement, id: number, mask: Mask): void {
    const known = this.#told.get(id);
    if (known === undefined) this.#told.set(id, { frame: new WeakRef(frame), mask });
    // To whoever is there: it says no more than that somebody asks.
    frame.contentWindow?.postMessage({ glanceFrame: "call" }, "*");
  }

  stop(): void {
    this.#abort.abort();
    this.#told.clear();
  }

  #heard({ data, origin, source }: MessageEvent): void {
    const message = frameMessageOf(data);
    if (message === undefined || source === null || !this.#options.trusted.includes(origin)) return;
    for (const [id, told] of this.#told) {
      if (told.frame.deref()?.contentWindow !== source) continue;
      if (message.word === "hello") source.postMessage({ glanceFrame: "call" }, { targetOrigin: origin });
      else if (message.word === "here") this.#join(id, told, message.document, source, origin);
    }
  }

  #join(id: number, told: Told, document: string, window: Window, origin: string): void {
    const rules = this.#options.rules();
    if (rules === undefined || told.joined === document) return;
    told.joined = document;
    const { port1, port2 } = new MessageChannel();
    this.#options.share(id, port1);
    window.postMessage({ glanceFrame: "join", rules: rulesWithin(rules, told.mask) }, origin, [port2]);
  }
}

/** What is masked in a frame that is masked as far as `mask` says: what is in an exception is shown. */
function rulesWithin(rules: MaskRules, mask: Mask): MaskRules {
  return rules.mode === "except" && mask === MASK.shown ? { ...rules, mode: "listed", selectors: [] } : rules;
}
