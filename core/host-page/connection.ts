// The host page's end of the way to one viewer: asks for a port, and keeps what is said until there is one. A viewer that is
// reloaded gives another. Mirror: core/agent/host-port.ts.
import {
  type HandshakeMessage,
  type HostCall,
  MAX_WAITING_CALLS,
  readHandshake,
  readWord,
  type ViewerWord,
} from "./port.ts";

/** Where the viewer is. */
export interface ViewerPlace {
  /** Its window; null while there is none. */
  window(): Window | null;
  /** The frame that it is in; absent when it has a window of its own. */
  readonly frame?: HTMLIFrameElement;
}

export class ViewerConnection {
  readonly #place: ViewerPlace;
  readonly #origin: string;
  readonly #onword: (word: ViewerWord) => void;
  #port: MessagePort | undefined;
  #waiting: HostCall[] = [];

  /** @param origin the viewer's: to none but that is anything said, and from none but that is anything heard. */
  constructor(place: ViewerPlace, origin: string, onword: (word: ViewerWord) => void) {
    this.#place = place;
    this.#origin = origin;
    this.#onword = onword;
    addEventListener("message", this.#onmessage);
    place.frame?.addEventListener("load", this.#onload);
    if (place.frame !== undefined && hasPage(place.frame, origin)) this.#hello();
  }

  /** Says it to the viewer, now or when there is a way to it. */
  say(call: HostCall): void {
    if (this.#port !== undefined) {
      this.#port.postMessage(call);
      return;
    }
    this.#waiting.push(call);
    if (this.#waiting.length > MAX_WAITING_CALLS) this.#waiting.shift();
  }

  close(): void {
    removeEventListener("message", this.#onmessage);
    this.#place.frame?.removeEventListener("load", this.#onload);
    this.#port?.close();
    this.#port = undefined;
    this.#waiting = [];
  }

  readonly #onload = (): void => {
    this.#port?.close();
    this.#port = undefined;
    if (this.#place.frame !== undefined && hasPage(this.#place.frame, this.#origin)) this.#hello();
  };

  readonly #onmessage = (event: MessageEvent): void => {
    if (event.source === null || event.source !== this.#place.window() || event.origin !== this.#origin)
      return;
    const word = readHandshake(event.data);
    const [port] = event.ports;
    if (word === "here") this.#hello();
    else if (word === "port" && port !== undefined) this.#take(port);
  };

  /** Asks for a port. Where another page is by now, the browser gives it to nobody. */
  #hello(): void {
    const hello: HandshakeMessage = { glanceAgent: "hello" };
    this.#place.window()?.postMessage(hello, this.#origin);
  }

  #take(port: MessagePort): void {
    this.#port?.close();
    this.#port = port;
    port.onmessage = ({ data }) => {
      const word = readWord(data);
      if (word !== undefined && this.#port === port) this.#onword(word);
    };
    for (const call of this.#waiting.splice(0)) port.postMessage(call);
  }
}

/** Whether a page is there that may be the viewer's: of `origin`, or one that this page may not look into. */
function hasPage({ contentDocument }: HTMLIFrameElement, origin: string): boolean {
  return contentDocument === null || (origin === location.origin && contentDocument.URL !== "about:blank");
}
