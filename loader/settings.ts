// What the tag says, checked and in our own words.
import type { TagSettings } from "./api.ts";
import { tagElement, type Tag } from "./script-tag.ts";

const COOKIE_TYPES = ["normal", "secure", "ls", "dual"] as const;
const VIDEO_MODES = ["off", "small", "large"] as const;

function oneOf<T extends string, D extends string>(values: readonly T[], value: string, otherwise: D): T | D {
  return values.find((known) => known === value) ?? otherwise;
}

/** `text` as a folder's address: with a slash at its end. Relative to the loader. */
function folder(text: string, base: URL): string {
  return new URL(text.endsWith("/") ? text : `${text}/`, base).href;
}

/** Where the other scripts are: beside the loader, or above the `cobrowse/` in which the address of old serves it. */
function scriptBase(url: URL): string {
  return new URL(url.pathname.endsWith("/CobrowseJS.ashx") ? "../" : "./", url).href;
}

/** `data-ws` is a host name; the scheme is the loader's. */
function serviceOrigin(host: string, loader: URL): string {
  if (host === "") return loader.origin;
  try {
    return new URL(host.includes("://") ? host : `${loader.protocol}//${host}`).origin;
  } catch {
    return loader.origin;
  }
}

/** Reads the tag as it is now: pages change its attributes at run time. @param styleGroup the page's choice, "" for none. */
export function readSettings(tag: Tag, styleGroup = ""): TagSettings {
  const element = tagElement() ?? tag.element;
  const data = (name: string): string => element?.getAttribute(`data-${name}`)?.trim() ?? "";
  const query = (name: string): string => tag.url.searchParams.get(name) ?? "";
  const scriptServer = data("scriptserver");
  const groupid = data("groupid") || query("group") || query("groupid");
  return {
    groupid,
    styleGroup: styleGroup || groupid,
    site: oneOf(["staging"], data("site") || query("site"), "production"),
    additionalGroupIds: data("additionalgroupids")
      .split(/[\s,]+/)
      .filter(Boolean),
    visitorId: data("visitorid"),
    termsUrl: data("termsurl"),
    startPaused: data("startpaused") === "1",
    customUi: data("ui") === "custom",
    customVersion: data("custver"),
    cookieDomain: data("cookiedomain"),
    cookieType: oneOf(COOKIE_TYPES, data("cookietype"), ""),
    presence: oneOf(["on", "api"], data("presence"), "off"),
    video: oneOf(VIDEO_MODES, data("video"), ""),
    collection: data("collection") === "on",
    inputEvents: data("inputevents"),
    scriptBase: scriptServer === "" ? scriptBase(tag.url) : folder(scriptServer, tag.url),
    serviceOrigin: serviceOrigin(data("ws"), tag.url),
    nonce: tag.nonce,
  };
}
