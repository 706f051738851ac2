// Guests: they ask for a code, an agent of the session types it, the visitor is asked, and a token lets them in. Mirrors:
// core/guest/service.ts (guests' pages), core/agent/guests.ts (agents), core/agent/guest-service.ts (the guest's viewer). docs/GUESTS.md.
import { z } from "zod";
import { Attempts } from "../auth/attempts.ts";
import type { SignIns } from "../auth/sign-in.ts";
import { UnknownKeys } from "../auth/unknown-keys.ts";
import {
  MAX_GROUP_UNKNOWN_GUESTS,
  MAX_GUEST_CODES,
  MAX_UNKNOWN_GUEST_TOKENS,
  MAX_UNKNOWN_GUESTS,
} from "../limits.ts";
import type { Log } from "../log.ts";
import type { Guests, WaitingGuest } from "../relay/guests.ts";
import { type Place, type Registry, RegistryError } from "../relay/registry.ts";
import type { GroupStore } from "../store/groups.ts";
import type { User } from "../store/users.ts";
import { json, noContent, refuse, tooMany } from "./answers.ts";
import { addressOf } from "./client.ts";
import { readCookie } from "./cookies.ts";
import type { HttpRequest, HttpResponse } from "./http-server.ts";
import { jsonRoute, type Route } from "./router.ts";
import { RELAY_PATH } from "./session-routes.ts";

const textForm = z.string().max(256);
const askForm = z.object({
  groupid: z.string().max(32),
  /** As visitors see it: no line breaks or other control characters, nothing that turns text around. */
  name: z
    .string()
    .trim()
    .regex(/^\P{C}{1,63}$/u, "a name has 1 to 63 characters"),
});
const ticketForm = z.object({ ticket: textForm });
const placeForm = z.object({ session: textForm, token: textForm });
const findForm = placeForm.extend({ code: z.string().regex(/^\d{1,18}$/, "a code has digits") });
const answerForm = placeForm.extend({ slot: z.number().int(), accepted: z.boolean() });
const ejectForm = placeForm.extend({ slot: z.number().int() });
const enterForm = z.union([placeForm, z.object({ token: textForm })]);

export interface GuestRouteOptions {
  readonly registry: Registry;
  readonly guests: Guests;
  readonly groups: GroupStore;
  readonly signIns: SignIns;
  readonly proxyHops: number;
  /** Longest wait for news, in ms. */
  readonly waitMs: number;
  readonly log: Log;
}

const SIGNED_OUT = refuse(401, "signed-out", "nobody is signed in");
const NO_PERMISSION = refuse(403, "no-permission", "the group or the role lets no guests in");
const UNKNOWN_GROUP = refuse(404, "unknown-group", "there is no such group, or it has no guests");
const UNKNOWN_CODE = refuse(404, "unknown-code", "no guest has that code");
const UNKNOWN_GUEST = refuse(404, "unknown-guest", "there is no such guest in the session");
const ENDED = refuse(410, "ended", "there is no session to go on with");
/** The same for every token that does not count: used, too old, made up. */
const NOT_ADMITTED = refuse(410, "not-admitted", "the token does not let anybody in");
const TIMED_OUT = refuse(410, "timeout", "the code does not count any more");
const FULL = refuse(503, "service", "too many guests wait", { "retry-after": "60" });

/** Where the guests of a group ask for their code. */
export function joinPageOf(groupId: string, joinPage: string | undefined): string {
  return joinPage ?? `/guestjoin?${String(new URLSearchParams({ groupid: groupId }))}`;
}

/** Returns the routes. */
export function guestRoutes(options: GuestRouteOptions): readonly Route[] {
  const waiting = new WaitingRoom(options);
  const door = new Door(options);
  return [
    jsonRoute("everybody", "/api/v1/guests", askForm, (body, request) => waiting.ask(body, request)),
    jsonRoute("everybody", "/api/v1/guests/wait", ticketForm, (body, { signal }) =>
      waiting.wait(body.ticket, signal),
    ),
    jsonRoute("everybody", "/api/v1/guests/more-time", ticketForm, ({ ticket }) => waiting.moreTime(ticket)),
    jsonRoute("own", "/api/v1/guests/find", findForm, (body, request) => door.find(body, request)),
    jsonRoute("own", "/api/v1/guests/answer", answerForm, (body, request) => door.answer(body, request)),
    jsonRoute("own", "/api/v1/guests/eject", ejectForm, (body, request) => door.eject(body, request)),
    jsonRoute("own", "/api/v1/guests/enter", enterForm, (body, request) => door.enter(body, request)),
  ];
}

/** What guests' own pages ask for. */
class WaitingRoom {
  readonly #options: GuestRouteOptions;
  readonly #asks = new Attempts(MAX_GUEST_CODES);

  constructor(options: GuestRouteOptions) {
    this.#options = options;
  }

  async ask(
    { groupid: groupId, name }: z.infer<typeof askForm>,
    request: HttpRequest,
  ): Promise<HttpResponse> {
    const { groups, guests, proxyHops, log } = this.#options;
    const waitS = await this.#asks.count(addressOf(request, proxyHops));
    if (waitS > 0) return tooMany("too-many-attempts", "too many codes for this address", waitS);
    const settings = await groups.published(groupId, "production");
    if (settings?.control.guests !== true) return UNKNOWN_GROUP;
    const asked = guests.ask(groupId, name);
    if (asked === undefined) return FULL;
    log.info({ group: groupId }, "guest waits");
    return json(201, asked);
  }

  async wait(ticket: string, signal: AbortSignal): Promise<HttpResponse> {
    const { guests, waitMs } = this.#options;
    await guests.change(ticket, waitMs, signal);
    if (signal.aborted) return noContent();
    const news = guests.news(ticket);
    return news === undefined ? TIMED_OUT : json(200, news);
  }

  moreTime(ticket: string): HttpResponse {
    const timeout = this.#options.guests.moreTime(ticket);
    return timeout === undefined ? TIMED_OUT : json(200, { timeout });
  }
}

/** What agents do with guests, and how these come in. */
class Door {
  readonly #options: GuestRouteOptions;
  readonly #unknown = new UnknownKeys(MAX_UNKNOWN_GUESTS);
  readonly #unknownOfGroup = new Attempts(MAX_GROUP_UNKNOWN_GUESTS);
  readonly #entries = new Attempts(MAX_UNKNOWN_GUEST_TOKENS);

  constructor(options: GuestRouteOptions) {
    this.#options = options;
  }

  /** Keeps the guest with that code a place in the agent's session, for which the visitor is to be asked. */
  async find(body: z.infer<typeof findForm>, request: HttpRequest): Promise<HttpResponse> {
    const host = await this.#hostOf(body, request);
    if ("status" in host) return host;
    const { user, place } = host;
    const blockedS = await this.#blockedS(user);
    if (blockedS > 0) return tooMany("too-many-attempts", "too many unknown codes", blockedS);
    const guest = this.#options.guests.find(user.groupId, body.code);
    if (guest !== undefined) return this.#hold(guest, place);
    const waitS = Math.max(
      await this.#unknown.count(user.id, body.code),
      await this.#unknownOfGroup.count(user.groupId),
    );
    return waitS > 0 ? tooMany("too-many-attempts", "too many unknown codes", waitS) : UNKNOWN_CODE;
  }

  /** What the visitor has said, as the agent's side heard it. The visitor's side shows nothing to a guest whom it did not accept. */
  async answer(body: z.infer<typeof answerForm>, request: HttpRequest): Promise<HttpResponse> {
    const { guests, registry, log } = this.#options;
    const host = await this.#hostOf(body, request);
    if ("status" in host) return host;
    const { session } = host.place;
    const guest = guests.held(session.id, body.slot);
    if (guest === undefined) return UNKNOWN_GUEST;
    log.info({ session: session.id, slot: body.slot, accepted: body.accepted }, "guest answered");
    if (body.accepted) return json(200, { token: guests.admit(guest) });
    guests.decline(guest);
    if (guest.place !== undefined) await registry.leave(session, guest.place.member);
    return noContent();
  }

  async eject(body: z.infer<typeof ejectForm>, request: HttpRequest): Promise<HttpResponse> {
    const { registry, log } = this.#options;
    const host = await this.#hostOf(body, request);
    if ("status" in host) return host;
    const { session, member: agent } = host.place;
    const member = session.members.get(body.slot);
    if (member?.role !== "guest") return UNKNOWN_GUEST;
    await registry.expel(session, member);
    log.info({ session: session.id, slot: body.slot, by: agent.slot }, "guest ejected");
    return noContent();
  }

  /** Lets a guest in by the token for that, or again by the place that this gave. */
  async enter(body: z.infer<typeof enterForm>, request: HttpRequest): Promise<HttpResponse> {
    const { guests, groups, proxyHops } = this.#options;
    const address = addressOf(request, proxyHops);
    const waitS = await this.#entries.count(address);
    if (waitS > 0) return tooMany("too-many-attempts", "too many tokens that do not count", waitS);
    const place = "session" in body ? this.#placeOf(body) : guests.redeem(body.token);
    if (place?.member.role !== "guest" || place.session.endedBy !== undefined)
      return "session" in body ? ENDED : NOT_ADMITTED;
    await this.#entries.forgive(address);
    const settings = await groups.published(place.session.groupId, place.session.site);
    return json(200, placeAnswer(place, settings?.guests.endPage));
  }

  async #hold(guest: WaitingGuest, { session }: Place): Promise<HttpResponse> {
    const { registry, guests, log } = this.#options;
    try {
      const place = await registry.invite(session, guest.name);
      if (!guests.hold(guest, place)) {
        await registry.leave(session, place.member);
        return UNKNOWN_CODE;
      }
      log.info({ session: session.id, slot: place.member.slot }, "guest held");
      return json(200, { slot: place.member.slot, name: guest.name });
    } catch (error) {
      if (error instanceof RegistryError) return refuse(409, "full", error.message);
      throw error;
    }
  }

  async #blockedS(user: User): Promise<number> {
    return Math.max(await this.#unknown.wait(user.id), await this.#unknownOfGroup.wait(user.groupId));
  }

  /** Who asks as an agent of a session: signed in, there by the token of a place of its own, and let have guests. */
  async #hostOf(
    body: z.infer<typeof placeForm>,
    request: HttpRequest,
  ): Promise<{ readonly user: User; readonly place: Place } | HttpResponse> {
    const user = await this.#options.signIns.userOf(readCookie(request));
    if (user === undefined) return SIGNED_OUT;
    const place = this.#placeOf(body);
    if (place?.member.userId !== user.id) return ENDED;
    return place.session.permissionsOf(place.member).guests ? { user, place } : NO_PERMISSION;
  }

  #placeOf({ session: id, token }: z.infer<typeof placeForm>): Place | undefined {
    const { registry } = this.#options;
    const session = registry.byId(id);
    const member = session && registry.memberOf(session, token);
    return session === undefined || member === undefined ? undefined : { session, member, token };
  }
}

function placeAnswer({ session, member, token }: Place, endPage: string | undefined): object {
  return {
    session: session.id,
    token,
    slot: member.slot,
    name: member.name,
    relay: RELAY_PATH,
    generation: member.generation,
    permissions: session.permissionsOf(member),
    ...(endPage === undefined ? {} : { endpage: endPage }),
  };
}
