// What a close code means in words, and whether there is a point in trying again.
import { CLOSE, type RelayErrorCode } from "../protocol/index.ts";

const ERRORS: ReadonlyMap<number, RelayErrorCode> = new Map<number, RelayErrorCode>([
  [CLOSE.restart, "restart"],
  [CLOSE.malformed, "malformed"],
  [CLOSE.badToken, "bad-token"],
  [CLOSE.unknownSession, "unknown-session"],
  [CLOSE.replaced, "replaced"],
  [CLOSE.tooLarge, "too-large"],
  [CLOSE.version, "version"],
  [CLOSE.slow, "slow"],
]);

/** The error that a close code stands for; undefined for one that is no error, or not the relay's. */
export function errorOf(closeCode: number): RelayErrorCode | undefined {
  return ERRORS.get(closeCode);
}

/** Whether connecting anew after `error` would end the same way. */
export function isFinal(error: RelayErrorCode): boolean {
  return error !== "restart" && error !== "slow";
}
