// How a page starts the visitor's or the agent's worker: the only door to core/worker.
import agentSource, { run as runAgent } from "worker:agent";
import visitorSource, { run as runVisitor } from "worker:visitor";
import type { AgentWorkerApi, VisitorWorkerApi } from "./api.ts";
import { type Started, type StartOptions, startWorker } from "./start.ts";

export type {
  AgentReports,
  Batch,
  ConnectionReports,
  JoinOptions,
  ShareOptions,
  ShareReports,
  VisitorWorkerApi,
} from "./api.ts";
export { onUnreadBatch, postBatch, takeRecorded } from "./batches.ts";
export type { PatternRules } from "../model/index.ts";
export type { Rung, Started, StartOptions } from "./start.ts";

/** Starts the visitor's worker. @throws {Error} when it runs nowhere. */
export function startVisitorWorker(options?: StartOptions): Promise<Started<VisitorWorkerApi>> {
  return startWorker({ source: visitorSource, run: runVisitor }, options);
}

/** Starts the agent's worker. @throws {Error} when it runs nowhere. */
export function startAgentWorker(options?: StartOptions): Promise<Started<AgentWorkerApi>> {
  return startWorker({ source: agentSource, run: runAgent }, options);
}
