// What a group lets agents do, from the service's answer. What cannot be read lets them do nothing.
import type { Regions } from "../control/index.ts";

/** What agents may do in a group's pages, if the visitor lets them. */
export interface RemoteSettings {
  /** Whether a visitor may be asked for remote control at all. */
  readonly enabled: boolean;
  readonly regions: Regions;
}

export const NOTHING_ALLOWED: RemoteSettings = { enabled: false, regions: "marked" };

/** Reads the service's answer; an older service says nothing, and allows nothing. */
export function readRemoteSettings(value: unknown): RemoteSettings {
  const { enabled, regions } = (value ?? {}) as Readonly<Record<string, unknown>>;
  if (enabled !== true || (regions !== "page" && regions !== "marked")) return NOTHING_ALLOWED;
  return { enabled, regions };
}
