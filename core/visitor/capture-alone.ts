// Capture without a session: a page's messages for whoever wants to keep or carry them by other ways. Mirror:
// core/agent/replay-alone.ts.
import { proxy, transfer } from "comlink";
import { type PictureSink, startCapture } from "../capture/index.ts";
import {
  type PatternRules,
  postBatch,
  type StartOptions,
  startVisitorWorker,
  takeRecorded,
} from "../worker/index.ts";

/** What {@link capture} takes. */
export interface CaptureAloneOptions {
  /** Hears each message, in order: keyframes, deltas, and assets with their content (docs/PROTOCOL.md, "Page messages"). */
  onMessage(bytes: Uint8Array<ArrayBuffer>): void;
  /** What to mask besides what always is. `listed`: what the selectors match. `except`: all but that. */
  readonly mask?: {
    readonly mode?: "listed" | "except";
    readonly selectors?: readonly string[];
    /** Addresses of pages that are withheld, with `*` for anything. */
    readonly pages?: readonly string[];
    /** How exactly a mask is as large as what it stands for; `exact` unless said otherwise. */
    readonly boxes?: "exact" | "quantised" | "fixed";
    /** Secrets that are looked for by their form: all but e-mail addresses, unless said otherwise. */
    readonly patterns?: PatternRules;
  };
  /** `none`: no pictures and fonts, only style sheets. `fetch`, the default: what the page's policy and CORS let be read. */
  readonly assets?: "none" | "fetch";
  /** Whether messages that gain by it are deflated; true unless said otherwise. */
  readonly compress?: boolean;
  /** What to do so that a worker starts on a page with a strict policy. */
  readonly worker?: StartOptions;
}

/** A page that is being captured. */
export interface RunningCapture {
  /** Resolves when the first keyframe was handed over. Rejects when no worker starts. */
  readonly ready: Promise<void>;
  /** The page as it is now, as one message that stands on nothing: a keyframe with its assets. The page's thread has no part
   * in it but for what changed just before. */
  keyframe(): Promise<Uint8Array<ArrayBuffer>>;
  /** Resolves when everything up to now was handed over; assets that take longer than some seconds come later. */
  flush(): Promise<void>;
  /** Ends it. Nothing is handed over afterwards. */
  stop(): void;
}

/** Captures `document` from now on, with its frames and shadow roots. */
export function capture(document: Document, options: CaptureAloneOptions): RunningCapture {
  const { mask = {}, assets = "fetch", compress = true } = options;
  let stopped = false;
  let markReady: () => void = () => undefined;
  const handed = new Promise<void>((resolve) => (markReady = resolve));
  const onmessage = (message: Uint8Array<ArrayBuffer>): void => {
    if (stopped) return;
    options.onMessage(message);
    markReady();
  };
  const started = startVisitorWorker(options.worker).then(async (found) => {
    takeRecorded(found.thread, onmessage);
    await found.worker.record(
      { pictures: assets === "fetch", compress, patterns: mask.patterns },
      proxy((owner: number) => running.tellSheet(owner)),
    );
    return found;
  });
  const pictures: PictureSink = async (id, picture, width, height) => {
    const { worker } = await started;
    return worker.picture(id, transfer(picture, picture instanceof Blob ? [] : [picture]), width, height);
  };
  const running = startCapture(document, {
    rules: { mode: "listed", selectors: [], ...mask },
    // The worker is asked in the order of these calls, from its start on.
    sink: (batch, complete) =>
      void started.then(
        ({ thread }) => postBatch(thread, batch, complete),
        () => undefined,
      ),
    ...(assets === "none" ? {} : { pictures }),
    // Everything is masked then: that is all there is to say to somebody who has no session.
    onmaskingerror: () => undefined,
  });
  return {
    ready: started.then(() => handed),
    async keyframe() {
      await running.flush();
      return (await started).worker.keyframe();
    },
    async flush() {
      await running.flush();
      await (await started).worker.flush();
    },
    stop() {
      stopped = true;
      running.stop();
      void started.then(
        ({ stop }) => stop(),
        () => undefined,
      );
    },
  };
}
