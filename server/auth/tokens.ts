// Secrets that we hand out, and what is kept of them.
import { createHash, randomBytes, randomInt, timingSafeEqual } from "node:crypto";

/** 256 random bits, for a cookie or a participant's proof. */
export function createToken(): string {
  return randomBytes(32).toString("base64url");
}

/** 128 random bits, for a name that says nothing. */
export function createId(): string {
  return randomBytes(16).toString("base64url");
}

/** So many random digits, each as likely as the others. */
export function createDigits(count: number): string {
  return Array.from({ length: count }, () => randomInt(10)).join("");
}

/** What is kept of a token. Not salted or slow: there is nothing to guess. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}

/** Whether `token` is the one of `hash`; takes as long for every answer. */
export function isTokenOf(token: string, hash: string): boolean {
  const [given, kept] = [Buffer.from(hashToken(token)), Buffer.from(hash)];
  return given.length === kept.length && timingSafeEqual(given, kept);
}
