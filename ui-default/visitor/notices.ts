// What the card says when a session has ended, or has not started.
import type { SessionEndReason } from "../../core/visitor/api.ts";
import type { Failure } from "./state.ts";
import type { Texts } from "./text.ts";

/** What to tell and what to do about it. */
export interface Notice {
  readonly title: string;
  readonly advice: string;
}

/** Keys of a title and an advice. */
type Keys = readonly [title: keyof Texts, advice: keyof Texts];

const ENDED: Readonly<Record<SessionEndReason, Keys>> = {
  agent: ["endedTitle", "endedByAgent"],
  visitor: ["endedByVisitorTitle", "endedByVisitor"],
  error: ["endedTitle", "endedByError"],
};

const NOT_SET_UP: Keys = ["setupTitle", "setupAdvice"];

const FAILED: Readonly<Record<Failure, Keys>> = {
  service: ["serviceTitle", "serviceAdvice"],
  conndrop: ["lostTitle", "serviceAdvice"],
  dupkey: ["dupkeyTitle", "dupkeyAdvice"],
  maskingerror: ["maskingTitle", "maskingAdvice"],
  SCRIPT_NOT_LOADED: ["loadTitle", "loadAdvice"],
  unsupported: ["unsupportedTitle", "unsupportedAdvice"],
  "invalid-key": NOT_SET_UP,
  "untrusted-domain": NOT_SET_UP,
  "unknown-group": NOT_SET_UP,
};

function noticeOf([title, advice]: Keys, texts: Texts): Notice {
  return { title: texts[title], advice: texts[advice] };
}

/** After the end, by reason. */
export function endedNotice(reason: SessionEndReason, texts: Texts): Notice {
  return noticeOf(ENDED[reason], texts);
}

/** When a start failed, by error code; one that this release does not know is the service's. */
export function failedNotice(code: Failure, texts: Texts): Notice {
  return noticeOf((FAILED as Partial<typeof FAILED>)[code] ?? FAILED.service, texts);
}
