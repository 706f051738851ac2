// Login keys (PRODUCT.md 15.5): a customer's own server vouches for its agent, who then needs no password here. Their form is in
// docs/AGENT-API.md, "Login keys"; scripts/login-key.mjs makes them.
import { createHmac, timingSafeEqual } from "node:crypto";
import { MAX_LOGIN_KEY_LIFE_S } from "../limits.ts";
import type { LoginKeyStore } from "../store/login-keys.ts";
import { hashToken } from "./tokens.ts";

/** What an agent's console or address brings. */
export interface Credentials {
  /** The group. */
  readonly partnerid: string;
  /** The agent, as the customer calls them. */
  readonly partneruserid: string;
  readonly loginkey: string;
}

/**
 * Why a key does not count. `unknown-partner`: there is no such group, or it has no secret. `login-key-forged`: it was not made
 * with that secret for this agent, or has no known form. `login-key-expired`: its time is over, or farther away than a day.
 * `login-key-used`: it has signed somebody in.
 */
export type LoginKeyRefusal = "unknown-partner" | "login-key-forged" | "login-key-expired" | "login-key-used";

interface LoginKey {
  /** In s since 1970. Always ten digits: a longer or shorter one could have been part of the name before it. */
  readonly expiry: string;
  /** Undefined in keys of version 1. */
  readonly nonce: string | undefined;
  readonly signature: string;
}

const FORMS = [
  /^\$1\$(?<expiry>\d{10})\$(?<signature>[\w-]{43})$/,
  /^\$2\$(?<expiry>\d{10})\$(?<nonce>[\w-]{16,64})\$(?<signature>[\w-]{43})$/,
];

function readLoginKey(text: string): LoginKey | undefined {
  for (const form of FORMS) {
    const { expiry, nonce, signature } = form.exec(text)?.groups ?? {};
    if (expiry !== undefined && signature !== undefined) return { expiry, nonce, signature };
  }
  return undefined;
}

/** When a key ends, in ms since 1970, signed or not; `Infinity` for what is no key. */
export function expiryOf(loginkey: string): number {
  return Number(readLoginKey(loginkey)?.expiry ?? Infinity) * 1000;
}

function signatureOf(secret: string, { partnerid, partneruserid }: Credentials, key: LoginKey): string {
  const { expiry, nonce } = key;
  const signed =
    nonce === undefined
      ? `${partnerid}${partneruserid}1${expiry}`
      : [partnerid, partneruserid, "2", expiry, nonce].join("\n");
  return createHmac("sha256", secret).update(signed).digest("base64url");
}

/** Whether two texts are the same; takes as long for every answer. */
function isSame(one: string, other: string): boolean {
  const [first, second] = [Buffer.from(one), Buffer.from(other)];
  return first.length === second.length && timingSafeEqual(first, second);
}

/** Checks login keys. */
export class LoginKeys {
  readonly #store: LoginKeyStore;

  constructor(store: LoginKeyStore) {
    this.#store = store;
  }

  /** Whether the key is one of the group's for that agent, and in time; undefined when it is. Does not use it up. */
  async check(credentials: Credentials): Promise<LoginKeyRefusal | undefined> {
    const secret = await this.#store.secretOf(credentials.partnerid);
    if (secret === undefined) return "unknown-partner";
    const key = readLoginKey(credentials.loginkey);
    if (key === undefined || !isSame(key.signature, signatureOf(secret, credentials, key)))
      return "login-key-forged";
    const leftS = Number(key.expiry) - Date.now() / 1000;
    return leftS > 0 && leftS <= MAX_LOGIN_KEY_LIFE_S ? undefined : "login-key-expired";
  }

  /** The same, and the key is used up: the next one who brings it gets `login-key-used`, for as long as it would be in time. */
  async use(credentials: Credentials): Promise<LoginKeyRefusal | undefined> {
    const refusal = await this.check(credentials);
    if (refusal !== undefined) return refusal;
    const { loginkey } = credentials;
    const expiresAt = Number(readLoginKey(loginkey)?.expiry) * 1000;
    const isFirst = await this.#store.takeOnce(hashToken(loginkey), expiresAt, Date.now());
    return isFirst ? undefined : "login-key-used";
  }
}
