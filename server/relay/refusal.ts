// Why the relay refuses a participant: the words and the close code that say so.
import { CLOSE, ProtocolError, type RelayErrorCode } from "../../core/protocol/index.ts";

/** Ends the connection it is thrown in. */
export class Refusal extends Error {
  readonly code: RelayErrorCode;

  constructor(code: RelayErrorCode, message: string) {
    super(message);
    this.name = "Refusal";
    this.code = code;
  }
}

/** The close code of the same name (docs/PROTOCOL.md, "Close codes"). */
export const CLOSE_OF: Readonly<Record<RelayErrorCode, number>> = {
  restart: CLOSE.restart,
  malformed: CLOSE.malformed,
  "bad-token": CLOSE.badToken,
  "unknown-session": CLOSE.unknownSession,
  replaced: CLOSE.replaced,
  "too-large": CLOSE.tooLarge,
  version: CLOSE.version,
  slow: CLOSE.slow,
};

/** `error` as a refusal; undefined when it is a failure of ours. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error;
  if (!(error instanceof ProtocolError)) return undefined;
  switch (error.code) {
    case "version":
      return new Refusal("version", "this relay speaks wire version 1");
    case "too-large":
    case "too-many":
    case "number-too-large":
      return new Refusal("too-large", error.message);
    case "truncated":
    case "malformed":
    case "unknown-op":
    case "unknown-kind":
      return new Refusal("malformed", error.message);
  }
}
