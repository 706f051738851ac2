// What the page says of itself: the loader's tag, or the script's own when there is no loader.
import type { TagSettings } from "../visitor/api.ts";
import { cobrowse } from "./cobrowse.ts";

const TAG_IDS = ["glance-cobrowse", "cobrowsescript", "cobrowsejs"];

export type Place = Pick<TagSettings, "groupid" | "site" | "visitorId" | "presence" | "serviceOrigin">;

/** The element whose attributes count. */
export function tagElement(): HTMLElement | null {
  return document.querySelector(TAG_IDS.map((id) => `script#${id},meta#${id}`).join());
}

/** The address of this script: what is not known while it runs is never known. */
export function scriptAddress(mark: string): URL {
  const running = document.currentScript;
  const script =
    running instanceof HTMLScriptElement && running.src !== ""
      ? running
      : document.querySelector<HTMLScriptElement>(`script[src*="${mark}"],script[src*="script=${mark}"]`);
  return new URL(script?.src ?? document.baseURI);
}

/** Where we are, as the tag says now: pages change its attributes at run time. */
export function readPlace(script: URL): Place {
  const loader = cobrowse()?.Loader;
  if (loader !== undefined) return loader.settings();
  const tag = tagElement();
  const data = (name: string): string => tag?.getAttribute(`data-${name}`)?.trim() ?? "";
  const query = (name: string): string => script.searchParams.get(name) ?? "";
  const presence = data("presence");
  return {
    groupid: data("groupid") || query("group") || query("groupid"),
    site: (data("site") || query("site")) === "staging" ? "staging" : "production",
    visitorId: data("visitorid"),
    // Who asks for this script alone, and for nothing by name, calls it.
    presence: presence === "on" || presence === "off" ? presence : "api",
    serviceOrigin: serviceOrigin(data("ws"), script),
  };
}

/** The origin of a service that is named by its host, or whole; the scheme is the script's. */
export function serviceOrigin(host: string, script: URL): string {
  const address = host.includes("://") ? host : `${script.protocol}//${host}`;
  return host !== "" && URL.canParse(address) ? new URL(address).origin : script.origin;
}
