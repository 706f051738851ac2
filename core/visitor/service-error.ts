export type ServiceErrorCode =
  "service" | "dupkey" | "invalid-key" | "unknown-group" | "untrusted-domain" | "ended";

/** Why the service did not do what it was asked. `service`: it was not reached, or is broken; try again later. */
export class ServiceError extends Error {
  readonly code: ServiceErrorCode;

  constructor(code: ServiceErrorCode, message: string) {
    super(message);
    this.name = "ServiceError";
    this.code = code;
  }
}
