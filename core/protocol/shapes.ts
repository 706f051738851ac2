// Checks of JSON that came from the other side: which fields it has to have, and what each may be.

/** Whether a value may be there. */
export type Check = (value: unknown) => boolean;
/** Fields by name. Others than these are passed over. */
export type Shape = Readonly<Record<string, Check>>;

export const boolean: Check = (value) => typeof value === "boolean";

/** A number at most so far from 0. */
export const within =
  (max: number): Check =>
  (value) =>
    typeof value === "number" && Math.abs(value) <= max;

/** An integer from 0 to `max`. */
export const upTo =
  (max: number): Check =>
  (value) =>
    Number.isInteger(value) && Number(value) >= 0 && Number(value) <= max;

/** Text of at most so many UTF-16 units. */
export const text =
  (max: number): Check =>
  (value) =>
    typeof value === "string" && value.length <= max;

export const oneOf =
  (...words: readonly (string | number)[]): Check =>
  (value) =>
    words.some((word) => word === value);

/** A list of at most so many. */
export const list =
  (check: Check, max: number): Check =>
  (value) =>
    Array.isArray(value) && value.length <= max && value.every(check);

export const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);

/** Whether `value` is an object that has all fields of `shape`, as they have to be. */
export function fits(value: unknown, shape: Shape): boolean {
  if (typeof value !== "object" || value === null) return false;
  const fields = value as Readonly<Record<string, unknown>>;
  return Object.entries(shape).every(([name, check]) => Object.hasOwn(fields, name) && check(fields[name]));
}

/** An object of that shape. */
export const like =
  (shape: Shape): Check =>
  (value) =>
    fits(value, shape);
