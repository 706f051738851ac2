// Which hosts a group lets be asked. docs/SERVER.md, "Fetching for visitors".
import { z } from "zod";
import { MAX_FETCH_HOSTS } from "../limits.ts";

/** `cdn.example`, `*.cdn.example` for all below it, or `*` for any. */
const HOST = /^(\*|(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9])$/;

export const fetchForm = z.strictObject({
  /** None: nothing is fetched. */
  hosts: z
    .array(z.string().max(253).regex(HOST, "a host is written cdn.example, *.cdn.example or *"))
    .max(MAX_FETCH_HOSTS)
    .default([]),
});

export type FetchSettings = z.infer<typeof fetchForm>;

/** Whether `hosts` allow `host`, lower case as in a URL. */
export function allowsHost(hosts: readonly string[], host: string): boolean {
  return hosts.some(
    (allowed) =>
      allowed === "*" || allowed === host || (allowed.startsWith("*.") && host.endsWith(allowed.slice(1))),
  );
}
