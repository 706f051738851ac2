// Asking the service again until it has an answer. Mirror: core/agent/patience.ts.
import type { TagSettings } from "./api.ts";
import { type Place, resumeSession, type ResumeAnswer } from "./service.ts";
import { ServiceError } from "./service-error.ts";

/** Waits before the service is asked again, in ms; the last one repeats. Each is taken at a random half to whole. */
const WAITS_MS = [250, 500, 1_000, 2_000, 5_000] as const;

/** What is asked, and for how long the answer is wanted. */
export interface ResumeRequest {
  settings(): TagSettings;
  readonly stored: Place;
  isWanted(): boolean;
  /** The service was not reached; it is asked again. */
  onfailure(): void;
}

/**
 * What a new page of the session needs to know; undefined when it was not wanted any more.
 *
 * @throws {ServiceError} any code but `service`.
 */
export async function resumePatiently(request: ResumeRequest): Promise<ResumeAnswer | undefined> {
  for (let tries = 0; request.isWanted(); tries += 1) {
    try {
      const answer = await resumeSession(request.settings(), request.stored);
      return request.isWanted() ? answer : undefined;
    } catch (error) {
      if (!request.isWanted()) return undefined;
      if (!(error instanceof ServiceError) || error.code !== "service") throw error;
    }
    request.onfailure();
    const wait = WAITS_MS[Math.min(tries, WAITS_MS.length - 1)] ?? 0;
    await new Promise((resolve) => setTimeout(resolve, wait * (0.5 + Math.random() / 2)));
  }
  return undefined;
}
