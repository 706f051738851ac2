// What a site may say of its visitor. Mirror: server/presence/messages.ts, which checks it again.

/** Limits of the service: members, units of a name, units of a text. */
const MAX_MEMBERS = 32;
const MAX_NAME_UNITS = 64;
const MAX_TEXT_UNITS = 128;
const NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._-]*$/u;

/** What is wrong with it; undefined for nothing. */
export function problemOfData(data: unknown): "invalid-data" | undefined {
  if (data === undefined) return undefined;
  if (typeof data !== "object" || data === null || Array.isArray(data)) return "invalid-data";
  const entries = Object.entries(data);
  const isGood = entries.every(
    ([name, value]) => name.length <= MAX_NAME_UNITS && NAME.test(name) && fits(value),
  );
  return isGood && entries.length <= MAX_MEMBERS ? undefined : "invalid-data";
}

function fits(value: unknown): boolean {
  return typeof value === "string" ? value.length <= MAX_TEXT_UNITS : Number.isFinite(value);
}
