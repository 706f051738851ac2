/** WebSocket close codes of the relay (RFC 6455 7.4.2: 4000 to 4999 are ours). Each follows an `error` message that
 * says the same in words. */
export const CLOSE = {
  /** The relay stops or restarts: connect again after a random wait. */
  restart: 1012,
  malformed: 4400,
  badToken: 4401,
  unknownSession: 4404,
  /** No hello in time, or silent for too long. */
  silent: 4408,
  /** The same participant connected anew. */
  replaced: 4409,
  /** The session is over. */
  ended: 4410,
  tooLarge: 4413,
  version: 4426,
  /** The receiver did not keep up; connect again. */
  slow: 4429,
} as const;
