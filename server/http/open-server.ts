// Chooses the implementation: the fastest one that this machine has, or the one that was asked for.
import { SettingsError, type TransportName } from "../settings.ts";
import type { OpenHttpServer } from "./http-server.ts";
import { openNodeServer } from "./node-server.ts";
import { uwsServer } from "./uws-server.ts";

/** The implementation for `wanted`. @throws {SettingsError} when `uws` is wanted and not there. */
export async function chooseServer(
  wanted: TransportName,
): Promise<{ readonly name: "uws" | "ws"; readonly open: OpenHttpServer }> {
  if (wanted !== "ws") {
    try {
      return { name: "uws", open: uwsServer(await import("uWebSockets.js")) };
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "ERR_UWS_UNAVAILABLE")) throw error;
      if (wanted === "uws") throw new SettingsError(`RELAY_TRANSPORT cannot be uws: ${error.message}`);
    }
  }
  return { name: "ws", open: openNodeServer };
}
