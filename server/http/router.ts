// From a request to the route that answers it: methods, preflights, bodies, what is not found, headers on everything.
import type { z } from "zod";
import { type Headers, noContent, refuse } from "./answers.ts";
import { isOwnPage, isSecure } from "./client.ts";
import type { Handler, HttpRequest, HttpResponse } from "./http-server.ts";
import { ALWAYS, FOR_EVERYBODY, forTrusted, OVER_HTTPS, PREFLIGHT, TRUSTED_PREFLIGHT } from "./policy.ts";

type Answer = HttpResponse | Promise<HttpResponse>;

/** A request, and what stands in the named places of its route's path. */
export interface RoutedRequest extends HttpRequest {
  readonly parameters: Readonly<Record<string, string>>;
}

/** One address and method. */
export interface Route {
  readonly method: "GET" | "POST" | "PUT";
  /** Segments such as `{groupId}` stand for any one segment. */
  readonly path: string;
  /** `everybody`: pages of any origin, without cookies. `trusted`: pages of origins that a group trusts, without cookies. `own`: our pages alone. */
  readonly from: "everybody" | "trusted" | "own";
  handle(request: RoutedRequest): Answer;
}

/** A route that takes JSON of the form that `form` checks. */
export function jsonRoute<T>(
  from: Route["from"],
  path: string,
  form: z.ZodType<T>,
  handle: (body: T, request: RoutedRequest) => Answer,
): Route {
  return {
    method: "POST",
    path,
    from,
    handle(request) {
      const type = request.headers.get("content-type") ?? "";
      // No other type: pages of other origins can send those without asking first.
      if (!/^application\/json\b/i.test(type)) return refuse(415, "malformed", "the body must be JSON");
      const { data, error } = form.safeParse(parse(request.body));
      if (error === undefined) return handle(data, request);
      const [issue] = error.issues;
      const code = issue?.path[0] === "key" ? "invalid-key" : "malformed";
      return refuse(400, code, `${issue?.path.join(".") ?? ""}: ${issue?.message ?? "not valid"}`);
    },
  };
}

/** Undefined for what is no JSON, which no form takes. */
function parse(body: Uint8Array | undefined): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}

/** What answers when there is no route: files and pages. */
export type Fallback = (request: HttpRequest) => Answer;

/**
 * Routes by path, then by method.
 *
 * @param isTrusted whether any group trusts pages of that origin.
 */
export function createRouter(
  routes: readonly Route[],
  fallback: Fallback,
  isTrusted: (origin: string) => Promise<boolean> = () => Promise.resolve(false),
): Handler {
  const byPath = new Map<string, Methods>();
  for (const route of routes) {
    const methods = byPath.get(route.path) ?? new Map<string, Route>();
    byPath.set(route.path, new Map([...methods, [route.method, route]]));
  }
  const patterns = [...byPath].filter(([path]) => path.includes("{"));
  return async (request) => {
    const found = find(byPath, patterns, request.path);
    const answer = await (found === undefined
      ? fallback(request)
      : routed(found.methods, { ...request, parameters: found.parameters }, isTrusted));
    const headers: Headers = { ...ALWAYS, ...(isSecure(request) ? OVER_HTTPS : {}), ...answer.headers };
    return { ...answer, headers };
  };
}

type Methods = ReadonlyMap<string, Route>;

interface Found {
  readonly methods: Methods;
  readonly parameters: RoutedRequest["parameters"];
}

const NO_PARAMETERS = {};

function find(
  byPath: ReadonlyMap<string, Methods>,
  patterns: readonly (readonly [string, Methods])[],
  path: string,
): Found | undefined {
  const methods = byPath.get(path);
  if (methods !== undefined) return { methods, parameters: NO_PARAMETERS };
  for (const [pattern, those] of patterns) {
    const parameters = parametersOf(pattern, path);
    if (parameters !== undefined) return { methods: those, parameters };
  }
  return undefined;
}

/** What stands in `path` in the named places of `pattern`; undefined when it does not fit. */
function parametersOf(pattern: string, path: string): RoutedRequest["parameters"] | undefined {
  const [names, values] = [pattern.split("/"), path.split("/")];
  if (names.length !== values.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [at, name] of names.entries()) {
    const value = values[at] ?? "";
    if (name.startsWith("{")) parameters[name.slice(1, -1)] = value;
    else if (name !== value) return undefined;
  }
  return parameters;
}

/** What pages of other origins may do with the answer; undefined: nothing. */
async function shared(
  from: Route["from"] | undefined,
  { headers }: HttpRequest,
  isTrusted: (origin: string) => Promise<boolean>,
): Promise<Headers | undefined> {
  if (from === "everybody") return FOR_EVERYBODY;
  const origin = headers.get("origin");
  if (from !== "trusted" || origin === undefined) return undefined;
  return (await isTrusted(origin)) ? forTrusted(origin) : undefined;
}

async function routed(
  methods: Methods,
  request: RoutedRequest,
  isTrusted: (origin: string) => Promise<boolean>,
): Promise<HttpResponse> {
  const [first] = methods.values();
  const sharing = await shared(first?.from, request, isTrusted);
  const answer = await methodOf(methods, request, sharing !== undefined);
  return sharing === undefined ? answer : { ...answer, headers: { ...sharing, ...answer.headers } };
}

const CHANGES: ReadonlySet<string> = new Set(["POST", "PUT"]);

function methodOf(methods: Methods, request: RoutedRequest, isShared: boolean): Answer {
  const allow = [...methods.keys()].join(", ");
  const [first] = methods.values();
  if (request.method === "OPTIONS" && isShared)
    return noContent(first?.from === "trusted" ? TRUSTED_PREFLIGHT : PREFLIGHT);
  const route = methods.get(request.method === "HEAD" ? "GET" : request.method);
  if (route === undefined) return refuse(405, "malformed", `the method must be ${allow}`, { allow });
  if (request.body === undefined) return refuse(413, "too-large", "the body is too long");
  if (!isShared && CHANGES.has(request.method) && !isOwnPage(request))
    return refuse(403, "foreign-origin", "a page of another origin may not do this");
  return route.handle(request);
}
