// The agent's worker: receives, checks, and passes on what may be shown. It trusts nothing that the visitor's side sends.
import { expose, type Endpoint } from "comlink";
import { MessageCheck } from "../check/index.ts";
import {
  type AgentControlMessage,
  type AgentMessage,
  type PeerDocumentMessage,
  RELEASE,
} from "../protocol/index.ts";
import type { AgentReports, AgentWorkerApi, JoinOptions } from "./api.ts";
import { JoinedSession } from "./joined-session.ts";

/** Answers the calls of {@link AgentWorkerApi}. */
export class AgentWorker implements AgentWorkerApi {
  #session: JoinedSession | undefined;
  readonly #check = new MessageCheck();

  hello(): string {
    return RELEASE;
  }

  startSession(options: JoinOptions, reports: AgentReports): void {
    this.#session = new JoinedSession(options, reports);
  }

  needs(hashes: readonly string[]): void {
    this.#session?.needs(hashes);
  }

  requestKeyframe(): void {
    this.#session?.requestKeyframe();
  }

  tell(message: AgentMessage): void {
    this.#session?.tell(message);
  }

  control(message: AgentControlMessage): void {
    this.#session?.control(message);
  }

  askDocument(message: PeerDocumentMessage): void {
    this.#session?.askDocument(message);
  }

  async end(): Promise<void> {
    await this.#session?.end();
  }

  async leave(): Promise<void> {
    await this.#session?.leave();
  }

  close(): void {
    this.#session?.close();
  }

  check(message: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>[]> {
    return this.#check.open(message);
  }
}

/** Serves the worker's calls at `endpoint`: the worker itself, or a port of the page that runs it. Returns what ends it. */
export function serve(endpoint: Endpoint): () => void {
  const worker = new AgentWorker();
  expose(worker, endpoint);
  return () => worker.close();
}
