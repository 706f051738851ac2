// This page, in a frame of a page of another origin that is in a session: it tells itself to the worker there. Mirror:
// foreign-frames.ts, there.
import { type Capture, startCapture } from "../capture/index.ts";
import type { MaskRules } from "../mask/index.ts";
import type { VisitorHost } from "./api.ts";
import { agentsEvent } from "./events.ts";
import { frameMessageOf, stricterRules } from "./frame-message.ts";
import { frameMask } from "./service.ts";
import { rulesFor } from "./sharing.ts";

/** Longest wait for the port after we have said that we are here, in ms: whoever asked has lost interest, and nothing is shown. */
const JOIN_TIMEOUT_MS = 500;

/** Who was told that we are here. */
interface Expected {
  readonly origin: string;
  readonly untilMs: number;
  /** What this page masks itself. */
  readonly own: MaskRules;
}

/** Waits for calls of the page around. */
export class FramedPage {
  readonly #host: VisitorHost;
  /** Names this document among those that the frame shows. */
  readonly #name = crypto.getRandomValues(new Uint32Array(4)).join("-");
  #expected: Expected | undefined;
  #capture: Capture | undefined;
  #port: MessagePort | undefined;

  constructor(host: VisitorHost) {
    this.#host = host;
    addEventListener("message", (event) => this.#heard(event));
    addEventListener("pagehide", () => this.#leave());
    window.parent.postMessage({ glanceFrame: "hello" }, "*");
  }

  #heard({ data, origin, ports, source }: MessageEvent): void {
    const message = source === window.parent ? frameMessageOf(data) : undefined;
    if (message?.word === "call") void this.#answer(origin);
    else if (message?.word === "join") this.#join(origin, message.rules, ports[0]);
  }

  /** Says that we are here, to an origin that the service knows as one of the group's. */
  async #answer(origin: string): Promise<void> {
    try {
      const own = await rulesFor(await frameMask(this.#host.settings(), origin), agentsEvent([]));
      this.#expected = { origin, untilMs: performance.now() + JOIN_TIMEOUT_MS, own };
      window.parent.postMessage({ glanceFrame: "here", document: this.#name }, origin);
    } catch (error) {
      this.#host.warn(`this frame is not shown to agents: ${String(error)}`);
    }
  }

  #join(origin: string, around: MaskRules | undefined, port: MessagePort | undefined): void {
    const expected = this.#expected;
    this.#expected = undefined;
    if (around === undefined || port === undefined || expected?.origin !== origin) return;
    if (performance.now() > expected.untilMs) return;
    this.#leave();
    this.#port = port;
    port.onmessage = () => this.#leave();
    port.addEventListener("close", () => this.#stop(port));
    this.#capture = startCapture(document, {
      rules: stricterRules(around, expected.own),
      sink: (batch, complete) => port.postMessage({ batch, complete }, [batch.buffer]),
      // Everything is masked then.
      onmaskingerror: (message) => this.#host.warn(message),
    });
  }

  /** The port is not listened to any more. */
  #stop(port: MessagePort): void {
    if (port === this.#port) this.#leave();
  }

  #leave(): void {
    this.#capture?.stop();
    this.#port?.postMessage({ gone: true });
    this.#port?.close();
    this.#capture = this.#port = undefined;
  }
}
