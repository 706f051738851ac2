// The administrator's endpoints for roles (PRODUCT.md 15.3, ROL-04). docs/API.md, "Roles".
import { z } from "zod";
import type { SignIns } from "../auth/sign-in.ts";
import { createId } from "../auth/tokens.ts";
import { MAX_ROLE_DESCRIPTION_UNITS, MAX_ROLE_UNITS, MAX_ROLES } from "../limits.ts";
import type { Log } from "../log.ts";
import type { Registry } from "../relay/registry.ts";
import { rolePermissionsForm } from "../store/control-settings.ts";
import type { GroupStore } from "../store/groups.ts";
import type { CountedRole, RoleStore } from "../store/roles.ts";
import type { User, UserStore } from "../store/users.ts";
import { asAdministratorOfGroup } from "./administrators.ts";
import { json, refuse } from "./answers.ts";
import type { HttpResponse } from "./http-server.ts";
import { nameForm } from "./names.ts";
import { jsonRoute, type Route } from "./router.ts";

const nameOfRole = nameForm(MAX_ROLE_UNITS);
const description = z.string().max(MAX_ROLE_DESCRIPTION_UNITS);
const roleForm = z.object({
  name: nameOfRole,
  description: description.default(""),
  settings: rolePermissionsForm.default({}),
});
const changeForm = z.object({
  roleId: z.string().max(32),
  name: nameOfRole.optional(),
  description: description.optional(),
  settings: rolePermissionsForm.optional(),
});
const deleteForm = z.object({ roleIds: z.array(z.string().max(32)).min(1).max(MAX_ROLES) });

export interface RoleRouteOptions {
  readonly registry: Registry;
  readonly signIns: SignIns;
  readonly users: UserStore;
  readonly groups: GroupStore;
  readonly roles: RoleStore;
  readonly log: Log;
}

const ROLES_PATH = "/api/v1/groups/{groupId}/roles";
const OK = json(200, { status: "ok" });
const UNKNOWN_ROLE = refuse(404, "unknown-role", "the group has no role of that id");
const NAME_TAKEN = refuse(409, "name-taken", "the group has a role of that name");
const IN_USE = refuse(409, "in-use", "an account has one of these roles");
const FULL = refuse(409, "full", `a group has at most ${MAX_ROLES} roles`);
const MASKED = refuse(
  409,
  "masks-name-it",
  "masks of a site name the role: publish the new name there first",
);

/** Returns the routes. */
export function roleRoutes(options: RoleRouteOptions): readonly Route[] {
  const { signIns, roles } = options;
  return [
    {
      method: "GET",
      path: ROLES_PATH,
      from: "own",
      handle: (request) =>
        asAdministratorOfGroup(signIns, request, async ({ groupId }) =>
          json(200, { roles: (await roles.ofGroup(groupId)).map(told) }),
        ),
    },
    {
      method: "GET",
      path: `${ROLES_PATH}/{roleId}`,
      from: "own",
      handle: (request) =>
        asAdministratorOfGroup(signIns, request, async ({ groupId }) => {
          const role = await find(roles, groupId, request.parameters["roleId"]);
          return role === undefined ? UNKNOWN_ROLE : json(200, told(role));
        }),
    },
    jsonRoute("own", ROLES_PATH, roleForm, (body, request) =>
      asAdministratorOfGroup(signIns, request, (administrator) => add(options, administrator, body)),
    ),
    {
      ...jsonRoute("own", ROLES_PATH, changeForm, (body, request) =>
        asAdministratorOfGroup(signIns, request, (administrator) => change(options, administrator, body)),
      ),
      method: "PUT",
    },
    jsonRoute("own", "/api/v1/groups/{groupId}/delete-roles", deleteForm, ({ roleIds }, request) =>
      asAdministratorOfGroup(signIns, request, async (administrator) => {
        if (!(await roles.remove(administrator.groupId, roleIds))) return IN_USE;
        options.log.info({ roles: roleIds, by: administrator.id }, "roles removed");
        return OK;
      }),
    ),
  ];
}

/** A role as it is told. */
function told({ id, name, description: words, permissions, userCount }: CountedRole): object {
  return {
    roleId: id,
    name,
    description: words,
    inUse: userCount > 0,
    userCount,
    settings: permissions,
  };
}

async function find(
  roles: RoleStore,
  groupId: string,
  id: string | undefined,
): Promise<CountedRole | undefined> {
  return (await roles.ofGroup(groupId)).find((role) => role.id === id);
}

async function add(
  { roles, log }: RoleRouteOptions,
  { groupId, id: by }: User,
  { name, description: words, settings }: z.infer<typeof roleForm>,
): Promise<HttpResponse> {
  if ((await roles.ofGroup(groupId)).length >= MAX_ROLES) return FULL;
  const role = { id: createId(), groupId, name, description: words, permissions: settings };
  if (!(await roles.add(role))) return NAME_TAKEN;
  log.info({ role: role.id, by }, "role added");
  const added = await find(roles, groupId, role.id);
  return added === undefined ? UNKNOWN_ROLE : json(201, told(added));
}

async function change(
  options: RoleRouteOptions,
  { groupId, id: by }: User,
  { roleId, name, description: words, settings }: z.infer<typeof changeForm>,
): Promise<HttpResponse> {
  const { roles, log } = options;
  const before = await find(roles, groupId, roleId);
  if (before === undefined) return UNKNOWN_ROLE;
  const role = {
    ...before,
    name: name ?? before.name,
    description: words ?? before.description,
    permissions: settings ?? before.permissions,
  };
  const isRenamed = role.name !== before.name;
  // Under another name its agents would see what is masked for it.
  if (isRenamed && (await options.groups.masksFor(groupId, before.name))) return MASKED;
  const outcome = await roles.change(role);
  if (outcome === "unknown") return UNKNOWN_ROLE;
  if (outcome === "taken") return NAME_TAKEN;
  log.info({ role: roleId, by }, "role changed");
  if (isRenamed) await tellRenamed(options, groupId, role.name);
  return OK;
}

/** Sessions that its agents are in hear the new name at once. */
async function tellRenamed(
  { users, registry }: RoleRouteOptions,
  groupId: string,
  name: string,
): Promise<void> {
  for (const user of await users.ofGroup(groupId)) if (user.agentRole === name) registry.setAgentRole(user);
}
