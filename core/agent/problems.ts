// From the server's refusals to what a form of the viewer shows.
import type { AgentErrorCode, CodeProblem, SignInProblem } from "./api.ts";
import { type ServiceErrorCode, serviceErrorOf } from "./service.ts";

const CODE_PROBLEMS = ["unknown-key", "full", "wrong-group", "no-permission", "service"] as const;

/** Whether a refusal is one that the code form shows. */
export function isCodeProblem(code: string): code is CodeProblem["code"] & (typeof CODE_PROBLEMS)[number] {
  return CODE_PROBLEMS.some((known) => known === code);
}

/** What the sign-in form shows of a refusal. */
export function signInProblem(error: unknown): SignInProblem {
  const { code, retryAfterSeconds } = serviceErrorOf(error);
  if (code === "too-many-attempts") return { code, retryAfterSeconds };
  return code === "wrong-password" || code === "signed-out"
    ? { code: "wrong-password" }
    : { code: "service" };
}

/** What the viewer fails with when there is no form to show a refusal of a join. */
export function failureOf(
  code: Exclude<ServiceErrorCode, "signed-out" | "wrong-password" | "ended" | "too-many-attempts">,
): AgentErrorCode {
  if (code === "unknown-key") return "not-started";
  return code === "unknown-code" || code === "unknown-guest" ? "service" : code;
}
