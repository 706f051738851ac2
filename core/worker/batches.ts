// Bytes on their way between the page and its worker, beside the calls and in order with them: batches there, a recorder's messages
// back. They come many times a second, so that they have no answer.
import type { Batch } from "./api.ts";

/** What messages are sent to, and come from: a worker or a port. */
export interface Thread {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(type: "message", listener: (event: MessageEvent) => void): void;
}

interface BatchMessage {
  readonly batch: Batch;
  readonly complete: boolean;
}

/** Hands a batch over; it is gone here. */
export function postBatch(thread: Thread, batch: Batch, complete: boolean): void {
  thread.postMessage({ batch, complete } satisfies BatchMessage, [batch.buffer]);
}

/** Calls `work` whenever the worker could not read a batch: the page has to be told anew. */
export function onUnreadBatch(thread: Thread, work: () => void): void {
  thread.addEventListener("message", ({ data }: MessageEvent<{ readonly unread?: true } | null>) => {
    if (data?.unread === true) work();
  });
}

/** Calls `take`, in the worker, with each batch that comes. */
export function takeBatches(thread: Thread, take: (batch: Batch, complete: boolean) => void): void {
  thread.addEventListener("message", ({ data }: MessageEvent<Partial<BatchMessage> | null>) => {
    if (data?.batch === undefined) return;
    try {
      take(data.batch, data.complete === true);
    } catch {
      thread.postMessage({ unread: true }, []);
    }
  });
}

/** Hands a recorder's message to the page; it is gone here. */
export function postRecorded(thread: Thread, message: Uint8Array<ArrayBuffer>): void {
  thread.postMessage({ message }, [message.buffer]);
}

/** Calls `take` with each message of a recorder. */
export function takeRecorded(thread: Thread, take: (message: Uint8Array<ArrayBuffer>) => void): void {
  thread.addEventListener(
    "message",
    ({ data }: MessageEvent<{ readonly message?: Uint8Array<ArrayBuffer> } | null>) => {
      if (data?.message !== undefined) take(data.message);
    },
  );
}
