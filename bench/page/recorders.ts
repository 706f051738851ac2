// In the visitor's page: our capture and the peer's behind one interface. Both end with bytes that could be sent: ours as they
// come, the peer's events as JSON text.
import { record } from "@rrweb/record";
import type { Handed } from "./handed.ts";

/** One recorder at work on this page. */
export interface Recorder {
  /** Resolves when the whole page has been handed over once. */
  readonly ready: Promise<void>;
  /** Resolves when everything up to now has been handed over. */
  flush(): Promise<void>;
  /** The whole page as it is now, for an agent who arrives late. */
  whole(): Promise<Handed[]>;
  stop(): void;
}

/** Starts a recorder that calls `hand` with all it would send. */
export type StartRecorder = (hand: (piece: Handed) => void) => Promise<Recorder>;

/** The public interface of dist/esm/capture.js, as DESIGN.md and its types give it. */
interface CaptureModule {
  capture(
    document: Document,
    options: {
      onMessage(bytes: Uint8Array<ArrayBuffer>): void;
      assets: "none" | "fetch";
      compress: boolean;
    },
  ): {
    ready: Promise<void>;
    keyframe(): Promise<Uint8Array<ArrayBuffer>>;
    flush(): Promise<void>;
    stop(): void;
  };
}

const CAPTURE = "/__glance/capture.js";

function ours(assets: "none" | "fetch"): StartRecorder {
  return async (hand) => {
    const { capture } = (await import(CAPTURE)) as CaptureModule;
    const running = capture(document, { onMessage: hand, assets, compress: true });
    return {
      ready: running.ready,
      flush: () => running.flush(),
      whole: async () => [await running.keyframe()],
      stop: () => running.stop(),
    };
  };
}

/** rrweb hands over inside its observer's callback, so a task later everything is there. */
function later(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

const rrweb: StartRecorder = (hand) => {
  let sink = hand;
  const stop = record({ emit: (event) => sink(JSON.stringify(event)) });
  return Promise.resolve({
    ready: Promise.resolve(),
    flush: later,
    whole: async () => {
      const pieces: Handed[] = [];
      sink = (piece) => pieces.push(piece);
      record.takeFullSnapshot();
      await later();
      sink = hand;
      return pieces;
    },
    stop: () => stop?.(),
  });
};

const nothing: StartRecorder = () =>
  Promise.resolve({
    ready: Promise.resolve(),
    flush: later,
    whole: () => Promise.resolve([]),
    stop: () => undefined,
  });

/** Observes all that a recorder has to, and does nothing with it: what no recorder can cost less than. */
const observer: StartRecorder = (hand) => {
  const watching = new MutationObserver(() => undefined);
  watching.observe(document, { childList: true, attributes: true, characterData: true, subtree: true });
  return nothing(hand);
};

/** Recorders by name; `none` is the page alone, `glance-pictures` ours with pictures and fonts. The peer sends their addresses. */
export const RECORDERS = {
  none: nothing,
  observer,
  rrweb,
  glance: ours("none"),
  "glance-pictures": ours("fetch"),
} as const satisfies Record<string, StartRecorder>;

/** Name of a recorder. */
export type RecorderName = keyof typeof RECORDERS;

/** Loads what a recorder needs ahead of time, so that no measurement holds a script's loading. */
export async function preload(): Promise<void> {
  await import(CAPTURE);
}

/** Bytes of what was handed over: as it is, and as it would travel (text through gzip; ours is deflated already). */
export async function sizeOf(pieces: readonly Handed[]): Promise<{ raw: number; sent: number }> {
  const encoder = new TextEncoder();
  let raw = 0;
  let sent = 0;
  let text = "";
  for (const piece of pieces) {
    if (typeof piece === "string") text += `${piece}\n`;
    else {
      raw += piece.byteLength;
      sent += piece.byteLength;
    }
  }
  if (text === "") return { raw, sent };
  const bytes = encoder.encode(text);
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return { raw: raw + bytes.byteLength, sent: sent + (await new Response(packed).arrayBuffer()).byteLength };
}
