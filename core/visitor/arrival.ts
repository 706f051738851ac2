// A page that a session was handed over to by another domain. Mirror: cross-domain.ts.
import { takeOver } from "./service.ts";
import type { PageHost } from "./session-store.ts";

/**
 * Takes over what the page's address brought (`host.handOver`), so that the store has it.
 *
 * @returns whether the page is to go on with it: a helper window only keeps it, and closes.
 */
export async function arrive(host: PageHost): Promise<boolean> {
  const [purpose, code = ""] = host.handOver.split("=");
  try {
    host.store.write(await takeOver(host.settings(), code));
  } catch (error) {
    host.warn(`no session was taken over: ${String(error)}`);
  }
  if (purpose !== "prepare") return true;
  window.close();
  return false;
}
