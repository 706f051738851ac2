// Chooses the implementation: the fastest one that this machine has, or the one that was asked for.
import { createRequire } from "node:module";
import type * as uws from "uWebSockets.js";
import { SettingsError, type TransportName } from "../settings.ts";
import type { OpenHttpServer } from "./http-server.ts";
import { openNodeServer } from "./node-server.ts";
import { uwsServer } from "./uws-server.ts";

// By require: Node 20 ends the process when what an imported module requires throws, although the import is awaited and caught.
const require = createRequire(import.meta.url);

/** The implementation for `wanted`. @throws {SettingsError} when `uws` is wanted and not there. */
export function chooseServer(wanted: TransportName): {
  readonly name: "uws" | "ws";
  readonly open: OpenHttpServer;
} {
  if (wanted !== "ws") {
    try {
      return { name: "uws", open: uwsServer(require("uWebSockets.js") as typeof uws) };
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "ERR_UWS_UNAVAILABLE")) throw error;
      if (wanted === "uws") throw new SettingsError(`RELAY_TRANSPORT cannot be uws: ${error.message}`);
    }
  }
  return { name: "ws", open: openNodeServer };
}
