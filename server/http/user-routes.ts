// The administrator's endpoints for accounts: list them, add one, give one its role. docs/API.md, "Accounts".
import { z } from "zod";
import { BusyError, hashPassword } from "../auth/passwords.ts";
import type { SignIns } from "../auth/sign-in.ts";
import { createId } from "../auth/tokens.ts";
import {
  MAX_NAME_UNITS,
  MAX_PASSWORD_UNITS,
  MAX_ROLE_UNITS,
  MAX_TITLE_UNITS,
  MAX_USERNAME_UNITS,
  MIN_PASSWORD_UNITS,
} from "../limits.ts";
import type { Log } from "../log.ts";
import type { Registry } from "../relay/registry.ts";
import type { User, UserStore } from "../store/users.ts";
import { asAdministrator } from "./administrators.ts";
import { account } from "./agent-routes.ts";
import { json, refuse } from "./answers.ts";
import type { HttpResponse } from "./http-server.ts";
import { jsonRoute, type Route } from "./router.ts";

/** A name that people read: no line breaks or other control characters, nothing but itself at its ends. */
const nameForm = (units: number): z.ZodString =>
  z
    .string()
    .min(1)
    .max(units)
    .regex(/^(?!\s)\P{C}+(?<!\s)$/u, "no control characters, and no spaces at its ends");
const roleForm = nameForm(MAX_ROLE_UNITS);
const titleForm = nameForm(MAX_TITLE_UNITS);
const usernameForm = nameForm(MAX_USERNAME_UNITS);
const userForm = z.object({
  username: usernameForm,
  name: nameForm(MAX_NAME_UNITS).optional(),
  password: z.string().min(MIN_PASSWORD_UNITS).max(MAX_PASSWORD_UNITS),
  roles: z
    .array(z.enum(["administrator", "agent"]))
    .min(1)
    .default(["agent"]),
  agentrole: roleForm.optional(),
  title: titleForm.optional(),
});
const setRoleForm = z.object({ username: usernameForm, agentrole: roleForm.nullable() });
const setTitleForm = z.object({ username: usernameForm, title: titleForm.nullable() });

export interface UserRouteOptions {
  readonly registry: Registry;
  readonly signIns: SignIns;
  readonly users: UserStore;
  readonly log: Log;
}

const UNKNOWN_USER = refuse(404, "unknown-user", "the group has no account of that name");
const NAME_TAKEN = refuse(409, "name-taken", "there is an account of that name");
const BUSY = refuse(503, "busy", "too many passwords are being checked");

/** Returns the routes. */
export function userRoutes(options: UserRouteOptions): readonly Route[] {
  const { signIns, users } = options;
  return [
    {
      method: "GET",
      path: "/api/v1/users",
      from: "own",
      handle: (request) =>
        asAdministrator(signIns, request, undefined, async ({ groupId }) =>
          json(200, { users: (await users.ofGroup(groupId)).map(account) }),
        ),
    },
    jsonRoute("own", "/api/v1/users", userForm, (body, request) =>
      asAdministrator(signIns, request, undefined, (administrator) => addUser(options, administrator, body)),
    ),
    jsonRoute("own", "/api/v1/users/role", setRoleForm, (body, request) =>
      asAdministrator(signIns, request, undefined, (administrator) => setRole(options, administrator, body)),
    ),
    jsonRoute("own", "/api/v1/users/title", setTitleForm, (body, request) =>
      asAdministrator(signIns, request, undefined, (administrator) => setTitle(options, administrator, body)),
    ),
  ];
}

async function addUser(
  { users, log }: UserRouteOptions,
  administrator: User,
  { username, name = username, password, roles, agentrole, title }: z.infer<typeof userForm>,
): Promise<HttpResponse> {
  const user = { id: createId(), groupId: administrator.groupId, username: username.toLowerCase(), name };
  try {
    const passwordHash = await hashPassword(password);
    const added = { ...user, roles: [...new Set(roles)], agentRole: agentrole, title, passwordHash };
    if (!(await users.add(added, Date.now()))) return NAME_TAKEN;
    log.info({ user: user.id, by: administrator.id }, "account added");
    return json(201, account(added));
  } catch (error) {
    if (error instanceof BusyError) return BUSY;
    throw error;
  }
}

async function setRole(
  { users, registry, log }: UserRouteOptions,
  administrator: User,
  { username, agentrole }: z.infer<typeof setRoleForm>,
): Promise<HttpResponse> {
  const user = await users.setAgentRole(administrator.groupId, username, agentrole ?? undefined);
  if (user === undefined) return UNKNOWN_USER;
  registry.setAgentRole(user);
  log.info({ user: user.id, by: administrator.id }, "role set");
  return json(200, account(user));
}

/** Others see it from the agent's next session on. */
async function setTitle(
  { users, log }: UserRouteOptions,
  administrator: User,
  { username, title }: z.infer<typeof setTitleForm>,
): Promise<HttpResponse> {
  const user = await users.setTitle(administrator.groupId, username, title ?? undefined);
  if (user === undefined) return UNKNOWN_USER;
  log.info({ user: user.id, by: administrator.id }, "title set");
  return json(200, account(user));
}
