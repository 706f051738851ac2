/** Why bytes or a message from the other side were refused. */
export type ProtocolErrorCode =
  | "truncated"
  | "number-too-large"
  | "too-large"
  | "too-many"
  | "malformed"
  | "unknown-op"
  | "unknown-kind"
  | "version";

/** Thrown by every decoder. The one place that reads the socket catches it and closes that link. */
export class ProtocolError extends Error {
  readonly code: ProtocolErrorCode;

  constructor(code: ProtocolErrorCode, detail = "") {
    super(detail === "" ? code : `${code}: ${detail}`);
    this.name = "ProtocolError";
    this.code = code;
  }
}
