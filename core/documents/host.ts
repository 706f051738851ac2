// The page's end of a viewer's frame: what a visitor's and an agent's page have of documents. The rest comes with the frame.
import { type FromFrame, GREETING, type ToFrame } from "./frame-link.ts";

export type { FromFrame, ToFrame } from "./frame-link.ts";

/** Path of the frame's page on our server. */
export const FRAME_PATH = "/documents.html";
/** What the frame may do: run, in an origin of its own. */
export const FRAME_SANDBOX = "allow-scripts";

/** Talks with one frame, from the moment it is there. */
export class DocumentFrame {
  readonly #frame: HTMLIFrameElement;
  readonly #onmessage: (message: FromFrame) => void;
  /** Said before the frame was there. */
  #waiting: [ToFrame, Transferable[]][] = [];
  #port: MessagePort | undefined;

  constructor(frame: HTMLIFrameElement, onmessage: (message: FromFrame) => void) {
    this.#frame = frame;
    this.#onmessage = onmessage;
    addEventListener("message", this.#meet);
  }

  /** Whether the frame has answered. */
  get isThere(): boolean {
    return this.#port !== undefined;
  }

  send(message: ToFrame, transfer: Transferable[] = []): void {
    if (this.#port === undefined) this.#waiting.push([message, transfer]);
    else this.#port.postMessage(message, transfer);
  }

  close(): void {
    removeEventListener("message", this.#meet);
    this.#port?.close();
    this.#waiting = [];
  }

  readonly #meet = ({ source, data }: MessageEvent): void => {
    const window = this.#frame.contentWindow;
    if (window === null || source !== window || data !== GREETING || this.#port !== undefined) return;
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    port1.onmessage = ({ data: message }: MessageEvent<FromFrame>) => this.#onmessage(message);
    window.postMessage(GREETING, "*", [port2]);
    for (const said of this.#waiting.splice(0)) this.send(...said);
  };
}

/** Whether a page may open `url` for somebody who has clicked a link in a document. */
export function isOpenable(url: string): boolean {
  return /^(https?:\/\/|mailto:)/i.test(url);
}
