// The administrator's endpoints for accounts that are there: a list by pages, passwords, switching off and on, lockouts.
// docs/API.md, "Accounts". Beside user-routes.ts.
import { z } from "zod";
import { BusyError, hashPassword } from "../auth/passwords.ts";
import type { SignIns } from "../auth/sign-in.ts";
import {
  ACCOUNTS_A_PAGE,
  MAX_ACCOUNTS_A_PAGE,
  MAX_PASSWORD_UNITS,
  MAX_USERNAME_UNITS,
  MIN_PASSWORD_UNITS,
} from "../limits.ts";
import type { Log } from "../log.ts";
import type { Registry } from "../relay/registry.ts";
import type { AccountStore, ListedAccount } from "../store/accounts.ts";
import type { User } from "../store/users.ts";
import { asAdministrator, asAdministratorOfGroup } from "./administrators.ts";
import { json, noContent, refuse } from "./answers.ts";
import type { HttpRequest, HttpResponse } from "./http-server.ts";
import { jsonRoute, type Route } from "./router.ts";

const username = z.string().min(1).max(MAX_USERNAME_UNITS);
const passwordForm = z.object({
  username,
  password: z.string().min(MIN_PASSWORD_UNITS).max(MAX_PASSWORD_UNITS),
});
const activeForm = z.object({ username, active: z.boolean() });
const unlockForm = z.object({ username });

const whole = z
  .string()
  .regex(/^\d{1,9}$/, "a whole number")
  .transform(Number);
const wanted = z.string().min(1).max(MAX_USERNAME_UNITS).optional();
const listForm = z.object({
  offset: whole.default(0),
  limit: whole.pipe(z.number().min(1).max(MAX_ACCOUNTS_A_PAGE)).default(ACCOUNTS_A_PAGE),
  orMode: z.enum(["true", "false"]).default("false"),
  username: wanted,
  firstname: wanted,
  lastname: wanted,
  puid: wanted,
  rolename: wanted,
  roleId: wanted,
});

export interface AccountRouteOptions {
  readonly registry: Registry;
  readonly signIns: SignIns;
  readonly accounts: AccountStore;
  readonly log: Log;
}

const UNKNOWN_USER = refuse(404, "unknown-user", "the group has no account of that name");
const OWN_ACCOUNT = refuse(409, "own-account", "nobody switches the own account off");
const BUSY = refuse(503, "busy", "too many passwords are being checked");

/** Returns the routes. */
export function accountRoutes(options: AccountRouteOptions): readonly Route[] {
  const { signIns, accounts, log } = options;
  return [
    {
      method: "GET",
      path: "/api/v1/groups/{groupId}/users",
      from: "own",
      handle: (request) =>
        asAdministratorOfGroup(signIns, request, ({ groupId }) => list(accounts, groupId, request)),
    },
    jsonRoute("own", "/api/v1/users/password", passwordForm, (body, request) =>
      asAdministrator(signIns, request, undefined, (by) => setPassword(options, by, body)),
    ),
    jsonRoute("own", "/api/v1/users/active", activeForm, (body, request) =>
      asAdministrator(signIns, request, undefined, (by) => setActive(options, by, body)),
    ),
    jsonRoute("own", "/api/v1/users/unlock", unlockForm, (body, request) =>
      asAdministrator(signIns, request, undefined, async ({ groupId, id: by }) => {
        const [user] = await named(accounts, groupId, body.username);
        if (user === undefined) return UNKNOWN_USER;
        signIns.unlock(user.username);
        log.info({ user: user.id, by }, "lockout cleared");
        return noContent();
      }),
    ),
  ];
}

async function list(accounts: AccountStore, groupId: string, request: HttpRequest): Promise<HttpResponse> {
  const { data, error } = listForm.safeParse(Object.fromEntries(new URLSearchParams(request.query)));
  if (data === undefined) {
    const [issue] = error.issues;
    return refuse(400, "malformed", `${issue?.path.join(".") ?? ""}: ${issue?.message ?? "not valid"}`);
  }
  const { offset, limit, orMode, ...filter } = data;
  const found = await accounts.find(groupId, filter, orMode === "true");
  return json(200, {
    pagination: { offset, pageSize: limit, totalRecords: found.length },
    usersList: found.slice(offset, offset + limit).map(told),
  });
}

/** An account as it is listed. */
function told({
  username: called,
  name,
  partnerUserId,
  agentRole,
  roleId,
  roles,
  isActive,
}: ListedAccount): object {
  return {
    username: called,
    name,
    puid: partnerUserId,
    rolename: agentRole,
    roleId,
    roles,
    active: isActive,
  };
}

async function named(accounts: AccountStore, groupId: string, name: string): Promise<ListedAccount[]> {
  const all = await accounts.find(groupId, { username: name }, false);
  return all.filter((account) => account.username === name.toLowerCase());
}

async function setPassword(
  { accounts, registry, log }: AccountRouteOptions,
  { groupId, id: by }: User,
  { username: name, password }: z.infer<typeof passwordForm>,
): Promise<HttpResponse> {
  try {
    const id = await accounts.setPassword(groupId, name, await hashPassword(password));
    if (id === undefined) return UNKNOWN_USER;
    await registry.dismiss(id);
    log.info({ user: id, by }, "password set");
    return noContent();
  } catch (error) {
    if (error instanceof BusyError) return BUSY;
    throw error;
  }
}

async function setActive(
  { accounts, registry, log }: AccountRouteOptions,
  { groupId, id: by, username: own }: User,
  { username: name, active }: z.infer<typeof activeForm>,
): Promise<HttpResponse> {
  if (!active && name.toLowerCase() === own) return OWN_ACCOUNT;
  const id = await accounts.switch(groupId, name, active ? null : Date.now());
  if (id === undefined) return UNKNOWN_USER;
  if (!active) await registry.dismiss(id);
  log.info({ user: id, by, active }, "account switched");
  return noContent();
}
