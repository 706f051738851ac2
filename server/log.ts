// The structured log, on standard error; standard output is for people. No content, key, code, token or address of a page.
import { type DestinationStream, type Logger, pino } from "pino";

export type Log = Logger;

/** What must never be told, wherever a record may carry it by mistake. */
const SECRETS = ["key", "token", "password", "cookie", "body", "url", "loginkey"].flatMap((name) => [
  name,
  `*.${name}`,
]);

/** A log that is written before anything else happens, so that a crash loses none of it. */
export function createLog(
  destination: DestinationStream = pino.destination({ fd: 2, sync: true }),
  level = "info",
): Log {
  return pino(
    { level, base: null, redact: { paths: SECRETS, remove: true }, timestamp: pino.stdTimeFunctions.isoTime },
    destination,
  );
}

/** Writes a line for people. */
export function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}
