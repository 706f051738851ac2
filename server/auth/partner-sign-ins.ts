// Signing in by a login key.
import { MAX_ADDRESS_FAILURES } from "../limits.ts";
import type { PartnerUsers } from "../store/partner-users.ts";
import type { User } from "../store/users.ts";
import { Attempts } from "./attempts.ts";
import type { Credentials, LoginKeyRefusal, LoginKeys } from "./login-keys.ts";
import type { SignIns } from "./sign-in.ts";

/** Why nobody was signed in. */
export type PartnerRefusal =
  | { readonly outcome: LoginKeyRefusal }
  /** The account is switched off. */
  | { readonly outcome: "no-permission" }
  | { readonly outcome: "too-many-attempts"; readonly retryAfterSeconds: number };

/** `token` is for a cookie; undefined when the one that is there goes on. */
export interface PartnerSignIn {
  readonly outcome: "signed-in";
  readonly user: User;
  readonly token: string | undefined;
}

/** Checks whom a group's own server vouches for. */
export class PartnerSignIns {
  readonly #keys: LoginKeys;
  readonly #users: PartnerUsers;
  readonly #signIns: SignIns;
  readonly #failures = new Attempts(MAX_ADDRESS_FAILURES);

  constructor(keys: LoginKeys, users: PartnerUsers, signIns: SignIns) {
    this.#keys = keys;
    this.#users = users;
    this.#signIns = signIns;
  }

  /**
   * Signs the agent in whom the key is for, and uses it up.
   *
   * @param cookie of whoever asks. A used key is let pass for the agent who is signed in already: a console that is reloaded brings
   * the same one again, and gets nothing by it.
   */
  async signIn(
    credentials: Credentials,
    cookie: string,
    address: string,
  ): Promise<PartnerSignIn | PartnerRefusal> {
    const refusal = await this.#counted(address, () => this.#keys.use(credentials));
    const { partnerid, partneruserid } = credentials;
    if (refusal?.outcome === "login-key-used") {
      const user = await this.#users.find(partnerid, partneruserid);
      const isThere = user !== undefined && (await this.#signIns.userOf(cookie))?.id === user.id;
      return isThere ? { outcome: "signed-in", user, token: undefined } : refusal;
    }
    if (refusal !== undefined) return refusal;
    const user = await this.#users.findOrAdd(partnerid, partneruserid);
    if (!(await this.#signIns.isActive(user))) return { outcome: "no-permission" };
    return { outcome: "signed-in", user, token: await this.#signIns.remember(user) };
  }

  /** What is wrong with a key, if anything. One that is used up will do: it is enough to ask about a session, not to see it. */
  async check(credentials: Credentials, address: string): Promise<PartnerRefusal | undefined> {
    return this.#counted(address, () => this.#keys.check(credentials));
  }

  /** The account of an agent who has signed in by a login key before; undefined when there is none. */
  async userOf(partnerid: string, partneruserid: string): Promise<User | undefined> {
    return this.#users.find(partnerid, partneruserid);
  }

  /** Checks; who fails too often from one address waits. */
  async #counted(
    address: string,
    check: () => Promise<LoginKeyRefusal | undefined>,
  ): Promise<PartnerRefusal | undefined> {
    const retryAfterSeconds = await this.#failures.count(address);
    if (retryAfterSeconds > 0) return { outcome: "too-many-attempts", retryAfterSeconds };
    const outcome = await check();
    // A console that is reloaded brings a used key: that is no guess.
    if (outcome === undefined || outcome === "login-key-used") await this.#failures.forgive(address);
    return outcome === undefined ? undefined : { outcome };
  }
}
