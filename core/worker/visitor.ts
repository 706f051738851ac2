// The visitor's worker: keeps the page, and sends it into a session or hands its messages over.
import { expose, type Endpoint } from "comlink";
import { LivePage, type LivePageOptions } from "../model/index.ts";
import {
  type NodeId,
  type OwnerDocumentMessage,
  type Participant,
  RELEASE,
  type VisitorControlMessage,
  type VisitorMessage,
} from "../protocol/index.ts";
import type { Batch, RecordOptions, ShareOptions, ShareReports, VisitorWorkerApi } from "./api.ts";
import { postRecorded, takeBatches, type Thread } from "./batches.ts";
import { ForeignFrames } from "./foreign-frames.ts";
import { Recorder } from "./recorder.ts";
import { Pictures } from "./pictures.ts";
import { rescueBy } from "./rescue.ts";
import { SharedSession } from "./shared-session.ts";

/** Answers the calls of {@link VisitorWorkerApi}. */
export class VisitorWorker implements VisitorWorkerApi {
  #page: LivePage | undefined;
  #session: SharedSession | undefined;
  #recorder: Recorder | undefined;
  readonly #onrecorded: (message: Uint8Array<ArrayBuffer>) => void;
  readonly #pictures = new Pictures();
  #foreign: ForeignFrames | undefined;
  #paused = false;

  /** `onrecorded` takes what is recorded. */
  constructor(onrecorded: (message: Uint8Array<ArrayBuffer>) => void = () => undefined) {
    this.#onrecorded = onrecorded;
  }

  hello(): string {
    return RELEASE;
  }

  share(options: ShareOptions, reports: ShareReports): void {
    const { patterns, fetchUrl, session, token } = options;
    const rescue = fetchUrl === undefined ? undefined : rescueBy(fetchUrl, session, token);
    const page = this.#start({ pictures: true, patterns, rescue }, (owner) => reports.onlostsheet(owner));
    this.#session = new SharedSession(options, page, reports);
  }

  record(options: RecordOptions, onlostsheet: (owner: NodeId) => void): void {
    this.#recorder = new Recorder(this.#start(options, onlostsheet), options, this.#onrecorded);
  }

  /** Takes a batch. @throws {ProtocolError} when it cannot be read. */
  batch(batch: Batch, complete: boolean): void {
    if (!this.#paused) this.#page?.batch(batch, complete);
  }

  async picture(id: NodeId, picture: ImageBitmap | Blob, width: number, height: number): Promise<boolean> {
    if (this.#paused || this.#page === undefined) return false;
    return this.#pictures.show(this.#page, id, picture, width, height);
  }

  frame(id: NodeId, port: MessagePort): void {
    if (this.#paused) port.close();
    else this.#foreign?.join(id, port);
  }

  clear(): void {
    this.#foreign?.clear();
    this.#page?.clear();
    this.#session?.audience.hide();
  }

  setPaused(paused: boolean, message: string): void {
    this.#paused = paused;
    this.clear();
    this.#session?.setPaused(paused, message);
  }

  setMasked(masked: boolean): void {
    this.#session?.setMasked(masked);
  }

  tell(message: VisitorMessage): void {
    this.#session?.tell(message);
  }

  tellControl(slot: number, message: VisitorControlMessage): void {
    this.#session?.tellControl(slot, message);
  }

  tellDocument(slot: number, head: OwnerDocumentMessage, content?: Uint8Array<ArrayBuffer>): void {
    this.#session?.documents.tell(slot, head, content);
  }

  admit(participants: readonly Participant[]): void {
    this.#session?.audience.admit(participants);
    this.#session?.documents.meet();
  }

  allowGuests(guests: ReadonlyMap<number, string>): void {
    this.#session?.allowGuests(guests);
  }

  async end(): Promise<void> {
    this.clear();
    await this.#session?.end();
  }

  close(): void {
    this.#foreign?.clear();
    this.#page?.clear();
    this.#session?.close();
  }

  async keyframe(): Promise<Uint8Array<ArrayBuffer>> {
    if (this.#recorder === undefined) throw new Error("nothing is recorded");
    return this.#recorder.keyframe();
  }

  async flush(): Promise<void> {
    await this.#recorder?.flush();
  }

  #start(
    { pictures, patterns, rescue }: Pick<LivePageOptions, "pictures" | "patterns" | "rescue">,
    onlost: (owner: NodeId) => void,
  ): LivePage {
    const outlet = (): SharedSession["audience"] | Recorder | undefined =>
      this.#session?.audience ?? this.#recorder;
    const page = new LivePage(
      { pictures, patterns, rescue, fetch: (url, init) => fetch(url, init) },
      {
        ondelta: (operations) => outlet()?.delta(operations),
        onpage: () => outlet()?.begin(),
        onasset: (asset) => outlet()?.announce(asset),
        onlost,
      },
    );
    this.#page = page;
    this.#foreign = new ForeignFrames(page);
    return page;
  }
}

/** Serves the worker's calls at `endpoint`: the worker itself, or a port of the page that runs it. Returns what ends it. */
export function serve(endpoint: Endpoint): () => void {
  // An endpoint is a worker's scope or a port: Comlink's type names less of it.
  const thread = endpoint as Thread;
  const worker = new VisitorWorker((message) => postRecorded(thread, message));
  expose(worker, endpoint);
  takeBatches(thread, (batch, complete) => worker.batch(batch, complete));
  return () => worker.close();
}
