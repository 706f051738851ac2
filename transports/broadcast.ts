// Two tabs of one browser, no server: a BroadcastChannel that everybody hears, with a pipe to each tab drawn through it.
// One tab listens (usually with a relay of its own, tab-relay.ts), the others connect.
import { MAX_ENVELOPE_BYTES, type Transport, type TransportState } from "../core/protocol/index.ts";

const ABNORMAL = 1006;
/** How long to wait for somebody who listens, in ms. Tabs in the background may be slow. */
const ANSWER_TIMEOUT_MS = 2_000;

/** An open transport as the side sees it that did not connect. */
export type Pipe = Omit<Transport, "connect">;

type Content =
  | { readonly type: "connect" | "open" }
  | { readonly type: "envelope"; readonly bytes: Uint8Array }
  | { readonly type: "close"; readonly code: number; readonly reason: string };

/** What is posted. `toListener` says which end of `pipe` it is for: all ends hear all posts. */
type Post = { readonly pipe: string; readonly toListener: boolean } & Content;

/** Any script of the origin may post here: what does not look like a post of ours is none. */
function readPost(data: unknown): Post | undefined {
  if (typeof data !== "object" || data === null) return undefined;
  const fields = data as Record<string, unknown>;
  const { pipe, toListener } = fields;
  const content = readContent(fields);
  if (typeof pipe !== "string" || typeof toListener !== "boolean" || content === undefined) return undefined;
  return { pipe, toListener, ...content };
}

function readContent({ type, bytes, code, reason }: Record<string, unknown>): Content | undefined {
  if (type === "connect" || type === "open") return { type };
  if (type === "envelope" && bytes instanceof Uint8Array && bytes.length <= MAX_ENVELOPE_BYTES)
    return { type, bytes };
  if (type === "close" && typeof code === "number" && typeof reason === "string")
    return { type, code, reason };
  return undefined;
}

/** One end of a pipe: what both ends have in common. */
class PipeEnd implements Pipe {
  onreceive: ((envelope: Uint8Array) => void) | undefined;
  onstate: ((state: TransportState) => void) | undefined;
  /** Posting is handing over: nothing waits here. */
  readonly bufferedBytes = 0;
  protected readonly pipe: string;
  protected state: "new" | "open" | "closed" = "new";
  readonly #isListener: boolean;
  #channel: BroadcastChannel | undefined;

  constructor(pipe: string, isListener: boolean) {
    this.pipe = pipe;
    this.#isListener = isListener;
  }

  /** @throws {RangeError} when `envelope` is longer than any relay takes. */
  send(envelope: Uint8Array): void {
    if (envelope.length > MAX_ENVELOPE_BYTES) throw new RangeError(`an envelope of ${envelope.length} bytes`);
    // A copy of its own, since posting copies the whole buffer that a view looks at.
    if (this.state === "open") this.#post({ type: "envelope", bytes: envelope.slice() });
  }

  close(code = 1000, reason = ""): void {
    if (this.state === "open") this.#post({ type: "close", code, reason });
    this.closed(code, reason);
  }

  /** Begins to post and to be told. */
  protected attach(channel: BroadcastChannel, first: "connect" | "open"): void {
    this.#channel = channel;
    this.#post({ type: first });
  }

  /** Takes what came for this end. */
  take(post: Post): void {
    if (this.state === "closed") return;
    if (post.type === "close") this.closed(post.code, post.reason);
    else if (post.type === "envelope") this.onreceive?.(post.bytes);
    else if (post.type === "open" && this.state === "new") this.opened();
  }

  protected opened(): void {
    this.state = "open";
    this.onstate?.({ state: "open" });
  }

  protected closed(code: number, reason: string): void {
    if (this.state === "closed") return;
    this.state = "closed";
    this.#channel = undefined;
    this.onstate?.({ state: "closed", code, reason });
  }

  #post(content: Content): void {
    this.#channel?.postMessage({ pipe: this.pipe, toListener: !this.#isListener, ...content });
  }
}

function randomName(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}

/** Connects to the tab that listens under the same name. Closes with 1006 when none does. */
export class BroadcastTransport extends PipeEnd implements Transport {
  readonly #name: string;
  #own: BroadcastChannel | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param name - Of the BroadcastChannel; heard by every tab of the same origin. */
  constructor(name: string) {
    super(randomName(), false);
    this.#name = name;
  }

  connect(): void {
    if (this.state !== "new") return;
    const channel = new BroadcastChannel(this.#name);
    this.#own = channel;
    channel.onmessage = (event: MessageEvent) => {
      const post = readPost(event.data);
      if (post !== undefined && !post.toListener && post.pipe === this.pipe) this.take(post);
    };
    this.#timer = setTimeout(() => {
      this.closed(ABNORMAL, "nobody listens");
    }, ANSWER_TIMEOUT_MS);
    this.attach(channel, "connect");
  }

  protected override opened(): void {
    clearTimeout(this.#timer);
    super.opened();
  }

  protected override closed(code: number, reason: string): void {
    clearTimeout(this.#timer);
    this.#own?.close();
    super.closed(code, reason);
  }
}

class AcceptedPipe extends PipeEnd {
  readonly #onclosed: () => void;

  constructor(pipe: string, onclosed: () => void) {
    super(pipe, true);
    this.#onclosed = onclosed;
  }

  /** Answers the other end. */
  accept(channel: BroadcastChannel): void {
    this.state = "open";
    this.attach(channel, "open");
  }

  protected override closed(code: number, reason: string): void {
    this.#onclosed();
    super.closed(code, reason);
  }
}

/** Listens under a name until closed. */
export interface BroadcastListener {
  /** Closes every pipe, and listens no more. */
  close(): void;
}

/** Calls `onpipe` with the near end of each pipe that somebody opens; it is open already. */
export function listenBroadcast(name: string, onpipe: (pipe: Pipe) => void): BroadcastListener {
  const channel = new BroadcastChannel(name);
  const pipes = new Map<string, AcceptedPipe>();
  channel.onmessage = (event: MessageEvent) => {
    const post = readPost(event.data);
    if (post?.toListener !== true) return;
    const known = pipes.get(post.pipe);
    if (known !== undefined || post.type !== "connect") {
      known?.take(post);
      return;
    }
    const pipe = new AcceptedPipe(post.pipe, () => pipes.delete(post.pipe));
    pipes.set(post.pipe, pipe);
    pipe.accept(channel);
    onpipe(pipe);
  };
  return {
    close() {
      for (const pipe of [...pipes.values()]) pipe.close();
      channel.close();
    },
  };
}
