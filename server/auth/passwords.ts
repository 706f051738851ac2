// Passwords by scrypt (RFC 7914), with the parameters OWASP names: 32 MB and about 0.3 s of a core each.
import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { MAX_PASSWORD_CHECKS } from "../limits.ts";

const COST = { N: 2 ** 15, r: 8, p: 3 } as const;
/** What OpenSSL needs to be allowed, in bytes: 128 · N · r, and some. */
const MAX_MEMORY_BYTES = 128 * COST.N * COST.r * 2;
const HASH_BYTES = 32;
const SALT_BYTES = 16;

/** There are more checks under way than this machine should do; nothing was checked. */
export class BusyError extends Error {
  readonly code = "busy";

  constructor() {
    super("too many passwords are being checked");
    this.name = "BusyError";
  }
}

let running = 0;
const waiting: (() => void)[] = [];

async function takeTurn(): Promise<void> {
  if (running < MAX_PASSWORD_CHECKS.running) {
    running += 1;
    return;
  }
  if (waiting.length >= MAX_PASSWORD_CHECKS.waiting) throw new BusyError();
  await new Promise<void>((resolve) => waiting.push(resolve));
}

/** Hands the turn on, or gives it back. */
function endTurn(): void {
  const next = waiting.shift();
  if (next === undefined) running -= 1;
  else next();
}

async function derive(password: string, salt: Buffer): Promise<Buffer> {
  await takeTurn();
  try {
    return await new Promise((resolve, reject) => {
      const options = { ...COST, maxmem: MAX_MEMORY_BYTES };
      scrypt(password.normalize("NFKC"), salt, HASH_BYTES, options, (error, key) => {
        if (error === null) resolve(key);
        else reject(error);
      });
    });
  } finally {
    endTurn();
  }
}

/** What is kept of a password: parameters, salt and hash. @throws {BusyError} */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(password, salt);
  const { N, r, p } = COST;
  return ["scrypt", N, r, p, salt.toString("base64url"), hash.toString("base64url")].join("$");
}

/** Whether `password` is the one of `kept`. @throws {BusyError} */
export async function isPasswordOf(password: string, kept: string): Promise<boolean> {
  const [, , , , salt = "", hash = ""] = kept.split("$");
  const derived = await derive(password, Buffer.from(salt, "base64url"));
  const expected = Buffer.from(hash, "base64url");
  return derived.length === expected.length && timingSafeEqual(derived, expected);
}

/** Takes as long as {@link isPasswordOf}, for a name that has no account. @throws {BusyError} */
export async function checkNothing(password: string): Promise<void> {
  await derive(password, randomBytes(SALT_BYTES));
}
