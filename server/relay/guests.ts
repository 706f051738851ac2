// Guests who wait to be let in: each has a code to tell an agent, and learns by a ticket of its own what becomes of it. In memory
// alone: after a restart they ask for another code.
import { createDigits, createToken, hashToken } from "../auth/tokens.ts";
import {
  GUEST_CODE_DIGITS,
  GUEST_CODE_LIFE_S,
  GUEST_TOKEN_LIFE_MS,
  MAX_GROUP_GUESTS,
  MAX_GUESTS,
} from "../limits.ts";
import type { Place } from "./registry.ts";

/** What becomes of a guest. `held`: an agent has typed the code, and the visitor is asked. */
export type GuestState = "waiting" | "held" | "admitted" | "declined";

/** A guest who waits. */
export interface WaitingGuest {
  readonly groupId: string;
  /** As the guest says; text, never markup. */
  readonly name: string;
  readonly code: string;
  readonly state: GuestState;
  /** In the session that it is held for. */
  readonly place: Place | undefined;
}

interface Kept extends WaitingGuest {
  state: GuestState;
  place: Place | undefined;
  /** By the monotonic clock, in ms. */
  until: number;
  /** Lets it in, once; known from being admitted on. */
  token: string;
  readonly waiters: Set<() => void>;
}

/** What a guest is told. */
export type GuestNews =
  | { readonly state: "waiting"; readonly timeout: number }
  | { readonly state: "admitted"; readonly token: string }
  | { readonly state: "declined" };

export interface GuestTimes {
  readonly codeS: number;
  readonly tokenMs: number;
}

/** The guests of this process who wait. */
export class Guests {
  readonly #times: GuestTimes;
  readonly #onlost: (place: Place) => void;
  /** By the ticket's hash. */
  readonly #kept = new Map<string, Kept>();

  /** @param onlost a place that was held for a guest who did not come in time. */
  constructor(
    onlost: (place: Place) => void,
    times: GuestTimes = { codeS: GUEST_CODE_LIFE_S, tokenMs: GUEST_TOKEN_LIFE_MS },
  ) {
    this.#onlost = onlost;
    this.#times = times;
  }

  /** A code and a ticket, for so many s; undefined when too many wait. */
  ask(
    groupId: string,
    name: string,
  ): { readonly ticket: string; readonly code: string; readonly timeout: number } | undefined {
    this.#forget();
    const codes = this.#codesOf(groupId);
    if (codes.size >= MAX_GROUP_GUESTS || this.#kept.size >= MAX_GUESTS) return undefined;
    let code = createDigits(GUEST_CODE_DIGITS);
    while (codes.has(code)) code = createDigits(GUEST_CODE_DIGITS);
    const ticket = createToken();
    const { codeS } = this.#times;
    const nobody = { place: undefined, token: "", waiters: new Set<() => void>() };
    const until = performance.now() + codeS * 1000;
    this.#kept.set(hashToken(ticket), { groupId, name, code, state: "waiting", until, ...nobody });
    return { ticket, code, timeout: codeS };
  }

  /** Starts the guest's time anew: in s; undefined when it is over. */
  moreTime(ticket: string): number | undefined {
    const kept = this.#get(ticket);
    if (kept?.state !== "waiting" && kept?.state !== "held") return undefined;
    this.#extend(kept);
    return this.#times.codeS;
  }

  /** The guest of that group who waits with that code. */
  find(groupId: string, code: string): WaitingGuest | undefined {
    this.#forget();
    return this.#all().find(
      (kept) => kept.groupId === groupId && kept.code === code && kept.state === "waiting",
    );
  }

  /** Keeps a guest who waits for the session of `place`: no other may have it. False when another has it by now. */
  hold(guest: WaitingGuest, place: Place): boolean {
    const kept = guest as Kept; // there are no others
    if (kept.state !== "waiting") return false;
    kept.state = "held";
    kept.place = place;
    this.#extend(kept);
    return true;
  }

  /** The guest who is held for that slot of a session. */
  held(session: string, slot: number): WaitingGuest | undefined {
    this.#forget();
    return this.#all().find(
      ({ state, place }) => state === "held" && place?.session.id === session && place.member.slot === slot,
    );
  }

  /** The visitor lets the guest in: returns the token for its way in, which counts once. */
  admit(guest: WaitingGuest): string {
    const kept = guest as Kept;
    kept.token = createToken();
    this.#tell(kept, "admitted");
    return kept.token;
  }

  decline(guest: WaitingGuest): void {
    this.#tell(guest as Kept, "declined");
  }

  /** The place that a token leads to, to the first who brings it. */
  redeem(token: string): Place | undefined {
    this.#forget();
    const hash = hashToken(token);
    for (const [ticket, kept] of this.#kept) {
      if (kept.state !== "admitted" || hashToken(kept.token) !== hash) continue;
      this.#kept.delete(ticket);
      return kept.place;
    }
    return undefined;
  }

  /** What is to be told now; undefined: the time is over. */
  news(ticket: string): GuestNews | undefined {
    const kept = this.#get(ticket);
    if (kept === undefined) return undefined;
    const { state, token, until } = kept;
    if (state === "admitted") return { state, token };
    if (state === "declined") return { state };
    return { state: "waiting", timeout: Math.ceil((until - performance.now()) / 1000) };
  }

  /** Resolves when there may be news, after `waitMs`, or when `signal` is aborted. */
  async change(ticket: string, waitMs: number, signal: AbortSignal): Promise<void> {
    const kept = this.#get(ticket);
    if (kept === undefined || (kept.state !== "waiting" && kept.state !== "held")) return;
    const leftMs = Math.min(waitMs, kept.until - performance.now() + 1);
    await new Promise<void>((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        kept.waiters.delete(done);
        signal.removeEventListener("abort", done);
        resolve();
      };
      const timer = setTimeout(done, leftMs);
      kept.waiters.add(done);
      signal.addEventListener("abort", done);
      if (signal.aborted) done();
    });
  }

  /** Lets everybody go who waits for news. */
  stopWaiting(): void {
    for (const { waiters } of this.#kept.values()) for (const done of [...waiters]) done();
  }

  #all(): Kept[] {
    return [...this.#kept.values()];
  }

  #codesOf(groupId: string): Set<string> {
    return new Set(
      this.#all()
        .filter((kept) => kept.groupId === groupId)
        .map(({ code }) => code),
    );
  }

  #get(ticket: string): Kept | undefined {
    this.#forget();
    return this.#kept.get(hashToken(ticket));
  }

  #extend(kept: Kept): void {
    kept.until = performance.now() + this.#times.codeS * 1000;
  }

  #tell(kept: Kept, state: "admitted" | "declined"): void {
    kept.state = state;
    kept.until = performance.now() + this.#times.tokenMs;
    for (const done of [...kept.waiters]) done();
  }

  #forget(): void {
    const now = performance.now();
    for (const [ticket, { until, state, place }] of this.#kept) {
      if (until > now) continue;
      this.#kept.delete(ticket);
      if (place !== undefined && state !== "declined") this.#onlost(place);
    }
  }
}
