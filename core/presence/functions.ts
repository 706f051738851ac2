// What agents may call in a page: a few of ours, and what the page has registered. Looked up by whole names in one map, never by a way
// through objects: there is no path from a name to anything else.
import type { PresenceFunction } from "./api.ts";
import { cobrowse } from "./cobrowse.ts";
import { warn } from "./warn.ts";

/** Those that start a session: the visitor is asked first. */
const STARTERS: ReadonlySet<string> = new Set([
  "GLANCE.Cobrowse.Visitor.startSession",
  "GLANCE.Cobrowse.Visitor.showTerms",
  "GLANCE.Cobrowse.VisitorUI.showTerms",
]);

/** Those that only show how to start one. */
const BUTTONS: ReadonlySet<string> = new Set([
  "GLANCE.Cobrowse.Visitor.showButton",
  "GLANCE.Cobrowse.VisitorUI.showButton",
]);

const registered = new Map<string, PresenceFunction>();

/** Lets agents call these. */
export function register(functions: unknown): void {
  if (typeof functions !== "object" || functions === null) return;
  for (const [name, called] of Object.entries(functions)) {
    if (typeof called !== "function" || name.startsWith("GLANCE."))
      warn(`agents cannot be let call ${name}: it is no function, or a name of ours`);
    else registered.set(name, called as PresenceFunction);
  }
}

/** What an agent wants called. */
export interface Invocation {
  readonly func: string;
  readonly args: readonly unknown[];
}

/** Reads it; undefined when it is none. One argument may stand on its own. */
export function readInvocation(data: unknown): Invocation | undefined {
  const { func, args } = (data ?? {}) as { readonly func?: unknown; readonly args?: unknown };
  if (typeof func !== "string") return undefined;
  return { func, args: args === undefined ? [] : Array.isArray(args) ? args : [args] };
}

/** Calls what may be called. @param ask asks the visitor to start a session. @returns false when there is no such function. */
export function invoke({ func, args }: Invocation, ask: () => void): boolean {
  const own = registered.get(func);
  if (own !== undefined) {
    try {
      (own as (...given: readonly unknown[]) => unknown)(...args);
    } catch (error) {
      reportError(error);
    }
    return true;
  }
  if (STARTERS.has(func)) ask();
  else if (BUTTONS.has(func)) cobrowse()?.Visitor.showButton();
  else return false;
  return true;
}
