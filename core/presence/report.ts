// What is told of a page, and how. Its address goes through the group's masking: what is not known to be shown is not told.
import { matchesAddress } from "../mask/addresses.ts";
import { browserName, platformName } from "../worker/browser-name.ts";
import type { PresenceData } from "./api.ts";
import type { Place } from "./place.ts";

/** Longest wait for an answer, in ms. */
const ANSWER_TIMEOUT_MS = 15_000;
/** Longest address that is told, in UTF-16 units. Mirror: server/limits.ts. */
const MAX_URL_UNITS = 2_048;

/** A report that was not taken; the message is a code. */
export class ReportError extends Error {
  constructor(code: string) {
    super(code);
    this.name = "ReportError";
  }
}

/** Where a visitor is, and with what. */
export interface PageReport {
  readonly url?: string;
  readonly browser: string;
  readonly platform: string;
}

interface Settings {
  readonly enabled?: unknown;
  readonly mask?: { readonly mode?: unknown; readonly pages?: unknown };
}

/** What is told of this page. @throws {ReportError} `presence-off`, `service`, `unknown-group`. */
export async function readPage({ groupid, site, serviceOrigin }: Place): Promise<PageReport> {
  const query = String(new URLSearchParams({ groupid, site }));
  const settings: Settings = await ask(new URL(`/api/v1/presence?${query}`, serviceOrigin), {});
  if (settings.enabled !== true) throw new ReportError("presence-off");
  const { userAgent } = navigator;
  const names = { browser: browserName(userAgent), platform: platformName(userAgent) };
  const { href } = location;
  return (await isShown(href, settings)) ? { url: plain(href), ...names } : names;
}

/** Whether the page at `address` may be told of: by the group's rules, and by the page's own. */
async function isShown(address: string, { mask }: Settings): Promise<boolean> {
  if (!/^https?:/.test(address) || mask?.mode !== "listed" || !Array.isArray(mask.pages)) return false;
  if (mask.pages.some((page) => typeof page !== "string")) return false;
  if (matchesAddress(mask.pages as string[], address)) return false;
  return !(await isMaskedByPage());
}

/** A page's own descriptor may mask it as a whole (PRODUCT.md 10.4); it is asked as for nobody. */
async function isMaskedByPage(): Promise<boolean> {
  const page = (window as { GLANCE_COBROWSE?: { readonly getMaskingDescriptor?: unknown } }).GLANCE_COBROWSE;
  const describe = page?.getMaskingDescriptor;
  if (typeof describe !== "function") return false;
  try {
    const nobody = { agents: { count: 0, agentlist: [] } };
    const told = (await (describe as (given: object) => unknown).call(page, nobody)) as {
      maskpage?: unknown;
    };
    return (told.maskpage ?? false) !== false;
  } catch {
    return true;
  }
}

/** Without the name and password that an address may have. */
function plain(address: string): string {
  const url = new URL(address);
  url.username = url.password = "";
  return url.href.slice(0, MAX_URL_UNITS);
}

/** Reports by request. @throws {ReportError} */
export async function sendReport(
  { groupid, site, serviceOrigin }: Place,
  visitorid: string,
  told: { readonly data?: PresenceData; readonly page?: PageReport },
): Promise<void> {
  await ask(new URL("/api/v1/presence", serviceOrigin), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ groupid, site, visitorid, ...told }),
    cache: "no-store",
  });
}

async function ask(url: URL, init: RequestInit): Promise<object> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), ANSWER_TIMEOUT_MS);
  try {
    const response = await fetch(url, {
      ...init,
      credentials: "omit",
      referrerPolicy: "origin",
      signal: abort.signal,
    });
    const answer = ((await response.json().catch(() => ({}))) ?? {}) as { readonly code?: unknown };
    if (response.ok) return answer;
    throw new ReportError(response.status < 500 && typeof answer.code === "string" ? answer.code : "service");
  } catch (error) {
    throw error instanceof ReportError ? error : new ReportError("service");
  } finally {
    clearTimeout(timer);
  }
}
