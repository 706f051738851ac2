// Asking the server again until it has an answer: while nobody shares yet, and while it cannot be reached.
import { type JoinAnswer, type JoinRequest, type Service, serviceErrorOf } from "./service.ts";

/** How long to wait after what went wrong, in ms. @throws {ServiceError} when asking again is of no use. */
function pauseAfter(error: unknown, retryMs: number): number {
  const known = serviceErrorOf(error);
  if (known.code === "too-many-attempts") return known.retryAfterSeconds * 1000;
  if (known.code !== "service") throw known;
  return retryMs * (0.2 + Math.random() * 0.8);
}

/**
 * The server's answer to `request`; undefined when `signal` was aborted meanwhile.
 *
 * @param options `retryMs`: longest pause between two attempts that fail. `onoffline`: hears when the server cannot be reached, and
 * when it can again.
 * @throws {ServiceError} any code but `service` and `too-many-attempts`.
 */
export async function askPatiently(
  service: Service,
  request: JoinRequest,
  options: {
    readonly signal: AbortSignal;
    readonly retryMs: number;
    readonly onoffline: (offline: boolean) => void;
  },
): Promise<JoinAnswer | undefined> {
  const isUnwanted = (): boolean => options.signal.aborted;
  let offline = false;
  const tell = (now: boolean): void => {
    if (now === offline || isUnwanted()) return;
    offline = now;
    options.onoffline(now);
  };
  while (!isUnwanted()) {
    try {
      const answer = await service.join(request, options.signal);
      if (isUnwanted()) return undefined;
      if (answer !== undefined) return answer;
      tell(false);
    } catch (error) {
      if (isUnwanted()) return undefined;
      const pauseMs = pauseAfter(error, options.retryMs);
      tell(serviceErrorOf(error).code === "service");
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
  return undefined;
}
