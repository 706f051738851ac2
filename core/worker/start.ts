// Starts a worker wherever a page's policy lets one run. Three ways, in this order: from a blob of the embedded source; from a
// file of the page's own origin; and the same code on the page's own thread, behind the same interface.
import { type Endpoint, type Remote, wrap } from "comlink";
import type { WorkerApi } from "./api.ts";
import type { Thread } from "./batches.ts";
import { READY_TIMEOUT_MS } from "./limits.ts";

/** How a worker came to run. */
export type Rung = "blob" | "file" | "page";

/** What a page knows of its policy. */
export interface StartOptions {
  /** Gives an address of ours in the form that a page with Trusted Types takes. */
  readonly scriptUrl?: (url: string) => string;
  /** The worker's file on the page's own origin, for policies that allow no blob. */
  readonly fileUrl?: string;
}

/** A worker that answers. */
export interface Started<Api> {
  readonly worker: Remote<Api>;
  /** What its calls go through; batches do too (batches.ts). */
  readonly thread: Thread;
  readonly rung: Rung;
  /** Ends it at once. */
  readonly stop: () => void;
}

/** One worker's code: as text, and as a function that serves it at an endpoint of this thread. */
export interface WorkerCode {
  readonly source: string;
  /** Returns what ends it. */
  readonly run: (endpoint: Endpoint) => () => void;
}

/**
 * Starts the worker of `code`.
 *
 * @throws {Error} when not even this thread can run it.
 */
export async function startWorker<Api extends WorkerApi>(
  { source, run }: WorkerCode,
  options: StartOptions = {},
): Promise<Started<Api>> {
  const { scriptUrl = withPolicy, fileUrl } = options;
  return (
    (await startFromBlob<Api>(source, scriptUrl)) ??
    (fileUrl === undefined ? undefined : await startFrom<Api>(fileUrl, scriptUrl, "file")) ??
    (await startOnPage<Api>(run))
  );
}

async function startFromBlob<Api extends WorkerApi>(
  source: string,
  scriptUrl: (url: string) => string,
): Promise<Started<Api> | undefined> {
  // Bytes: of a long string the browser makes a blob in ten times as long, on this thread.
  const bytes = new TextEncoder().encode(source);
  const url = URL.createObjectURL(new Blob([bytes], { type: "text/javascript" }));
  try {
    return await startFrom<Api>(url, scriptUrl, "blob");
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** The worker at `url`; undefined when it does not start. A policy that forbids it makes an error event without a message, and
 * Trusted Types make the constructor throw. */
async function startFrom<Api extends WorkerApi>(
  url: string,
  scriptUrl: (url: string) => string,
  rung: Rung,
): Promise<Started<Api> | undefined> {
  let thread: Worker;
  try {
    thread = new Worker(scriptUrl(url));
  } catch {
    return undefined;
  }
  const worker = wrap<Api>(thread);
  const failed = new Promise<false>((resolve) => (thread.onerror = () => resolve(false)));
  if (await answers(worker, failed)) {
    thread.onerror = null;
    return { worker, thread, rung, stop: () => thread.terminate() };
  }
  thread.terminate();
  return undefined;
}

async function startOnPage<Api extends WorkerApi>(run: WorkerCode["run"]): Promise<Started<Api>> {
  const { port1, port2 } = new MessageChannel();
  const close = run(port2);
  const worker = wrap<Api>(port1);
  if (!(await answers(worker))) throw new Error("no worker runs, not even on this thread");
  const stop = (): void => {
    close();
    port1.close();
    port2.close();
  };
  return { worker, thread: port1, rung: "page", stop };
}

/** Whether the worker answers a greeting in time, and before `failed`. */
async function answers(worker: Remote<WorkerApi>, failed?: Promise<false>): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), READY_TIMEOUT_MS)));
  const greeted = worker.hello().then(
    () => true,
    () => false,
  );
  const outcome = await Promise.race([greeted, late, ...(failed === undefined ? [] : [failed])]);
  clearTimeout(timer);
  return outcome;
}

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): unknown };
}

/** For pages without our loader, which has the policy of this name: a page may create it once. */
let policy: ReturnType<TrustedTypes["createPolicy"]> | undefined;

function withPolicy(url: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  const rules = { createScriptURL: (text: string): string => text };
  policy ??= trustedTypes?.createPolicy("glance-cobrowse", rules);
  return (policy ?? rules).createScriptURL(url) as string; // DOM types know of no Trusted Types
}
