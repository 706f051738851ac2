// Who may ask for what is administrators' business: signed in, an administrator, and of the group that the address names.
import type { SignIns } from "../auth/sign-in.ts";
import type { User } from "../store/users.ts";
import { refuse } from "./answers.ts";
import { readCookie } from "./cookies.ts";
import type { HttpRequest, HttpResponse } from "./http-server.ts";
import type { RoutedRequest } from "./router.ts";

const SIGNED_OUT = refuse(401, "signed-out", "nobody is signed in");
const FORBIDDEN = refuse(403, "forbidden", "only an administrator may do this");
const WRONG_GROUP = refuse(403, "wrong-group", "the account is none of that group");

/** Lets `answer` answer an administrator, of `groupId` where one is given; refuses everybody else. */
export async function asAdministrator(
  signIns: SignIns,
  request: HttpRequest,
  groupId: string | undefined,
  answer: (administrator: User) => HttpResponse | Promise<HttpResponse>,
): Promise<HttpResponse> {
  const user = await signIns.userOf(readCookie(request));
  if (user === undefined) return SIGNED_OUT;
  if (!user.roles.includes("administrator")) return FORBIDDEN;
  return groupId === undefined || groupId === user.groupId ? answer(user) : WRONG_GROUP;
}

/** The same for routes below `/api/v1/groups/{groupId}`: administrators of that group. */
export function asAdministratorOfGroup(
  signIns: SignIns,
  request: RoutedRequest,
  answer: (administrator: User) => HttpResponse | Promise<HttpResponse>,
): Promise<HttpResponse> {
  return asAdministrator(signIns, request, request.parameters["groupId"] ?? "", answer);
}
