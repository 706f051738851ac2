// Signing in, staying so, and signing out.
import { MAX_ADDRESS_FAILURES, MAX_NAME_FAILURES, SIGN_IN_LIFE_MS } from "../limits.ts";
import type { User, UserStore } from "../store/users.ts";
import { Attempts } from "./attempts.ts";
import { BusyError, checkNothing, isPasswordOf } from "./passwords.ts";
import { createToken, hashToken } from "./tokens.ts";

export type SignInResult =
  | { readonly outcome: "signed-in"; readonly user: User; readonly token: string }
  | { readonly outcome: "wrong-password" }
  | { readonly outcome: "too-many-attempts"; readonly retryAfterSeconds: number };

/** Pause that is asked for while all turns for checking passwords are taken, in s. */
const BUSY_SECONDS = 5;

/** Checks who signs in. */
export class SignIns {
  readonly #users: UserStore;
  readonly #byName = new Attempts(MAX_NAME_FAILURES);
  readonly #byAddress = new Attempts(MAX_ADDRESS_FAILURES);
  /** How often names were unlocked: what failed before is counted under another name. */
  readonly #unlocked = new Map<string, number>();

  constructor(users: UserStore) {
    this.#users = users;
  }

  /** Signs `username` in; `token` is for its cookie. An unknown name takes as long, and gets the same answer. */
  async signIn(username: string, password: string, address: string): Promise<SignInResult> {
    const name = username.toLowerCase();
    const who = `${this.#unlocked.get(name) ?? 0} ${name} ${address}`;
    // Counted before the check, so that tries at the same time are counted too.
    const retryAfterSeconds = Math.max(await this.#byName.count(who), await this.#byAddress.count(address));
    if (retryAfterSeconds > 0) return { outcome: "too-many-attempts", retryAfterSeconds };
    try {
      const user = await this.#check(username, password);
      if (user === undefined) return { outcome: "wrong-password" };
      await this.#byName.reset(who);
      await this.#byAddress.forgive(address);
      return { outcome: "signed-in", user, token: await this.remember(user) };
    } catch (error) {
      if (!(error instanceof BusyError)) throw error;
      await this.#byName.forgive(who);
      await this.#byAddress.forgive(address);
      return { outcome: "too-many-attempts", retryAfterSeconds: BUSY_SECONDS };
    }
  }

  /** Forgets the failures of the account of that name, from whatever address. */
  unlock(username: string): void {
    const name = username.toLowerCase();
    this.#unlocked.set(name, (this.#unlocked.get(name) ?? 0) + 1);
  }

  /** Whether an account may sign in. */
  async isActive(user: User): Promise<boolean> {
    return this.#users.isActive(user);
  }

  /** Who has that cookie. */
  async userOf(token: string): Promise<User | undefined> {
    return this.#users.signedIn(hashToken(token), Date.now());
  }

  async signOut(token: string): Promise<void> {
    await this.#users.removeSignIn(hashToken(token));
  }

  async #check(username: string, password: string): Promise<User | undefined> {
    const user = await this.#users.named(username);
    if (user === undefined) {
      await checkNothing(password);
      return undefined;
    }
    return (await isPasswordOf(password, user.passwordHash)) && (await this.#users.isActive(user))
      ? user
      : undefined;
  }

  /** A token for `user`'s cookie, whoever vouched for them. */
  async remember(user: User): Promise<string> {
    const token = createToken();
    const now = Date.now();
    await this.#users.addSignIn(user, hashToken(token), now, now + SIGN_IN_LIFE_MS);
    return token;
  }
}
