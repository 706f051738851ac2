// What to mask on this page: the group's rules, and what the page's own descriptor adds. It fails closed: as long as the
// rules are not known nothing is captured, and when they cannot be had all is masked.
import { EVERYTHING, type MaskRules } from "../mask/index.ts";
import type { PatternRules } from "../worker/index.ts";
import type { ErrorEvent, VisitorEvents } from "./api.ts";

type Agents = VisitorEvents["agents"];

/** `GLANCE_COBROWSE.getMaskingDescriptor`: a page's own function (PRODUCT.md 10.4). */
export type MaskingDescriptorSource = (params: { readonly agents: Agents }) => Promise<unknown>;

/** Why the rules are unknown; the message is for developers. */
export class MaskingError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "MaskingError";
  }

  /** The event that says so. */
  get event(): ErrorEvent {
    return { code: "maskingerror", msg: this.message };
  }
}

/** What a group has masked. */
export interface GroupMasking {
  /** For everybody. */
  readonly rules: MaskRules;
  /** Selectors by key that some roles' agents may not see. */
  readonly selectors: ReadonlyMap<string, string>;
  /** The keys of those, by role. */
  readonly roles: ReadonlyMap<string, readonly string[]>;
}

const MODES = ["listed", "except"] as const;
const BOXES = ["exact", "quantised", "fixed"] as const;
const PATTERNS = ["cards", "ibans", "ssns", "emails"] as const;

function textsOf(value: unknown, name: string): readonly string[] {
  if (Array.isArray(value) && value.every((text) => typeof text === "string")) return value;
  throw new MaskingError(`${name} is no list of texts`);
}

function entriesOf(value: unknown, name: string): [string, unknown][] {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return Object.entries(value);
  throw new MaskingError(`${name} is no object`);
}

function oneOf<T extends string>(words: readonly T[], value: unknown, name: string): T {
  const word = words.find((known) => known === value);
  if (word === undefined) throw new MaskingError(`${name} is unknown`);
  return word;
}

/**
 * What the group has masked, from the service's answer.
 *
 * @throws {MaskingError} when it is not what we know.
 */
export function readGroupMasking(value: unknown): GroupMasking {
  const given = Object.fromEntries(entriesOf(value, "the group's masking")) as Record<string, unknown>;
  const rules: MaskRules = {
    mode: oneOf(MODES, given["mode"], "the group's masking mode"),
    selectors: textsOf(given["selectors"], "the group's masking list"),
    pages: textsOf(given["pages"] ?? [], "the group's list of pages"),
    boxes: oneOf(BOXES, given["boxes"] ?? "exact", "the group's size of masks"),
  };
  const selectors = entriesOf(given["maskingSelectors"] ?? {}, "maskingSelectors");
  textsOf(
    selectors.map(([, selector]) => selector),
    "maskingSelectors",
  );
  const roles = entriesOf(given["roleBasedMasking"] ?? {}, "roleBasedMasking").map(
    ([role, keys]) => [role, textsOf(keys, "roleBasedMasking")] as const,
  );
  return { rules, selectors: new Map(selectors as [string, string][]), roles: new Map(roles) };
}

/** The patterns that the group looks for; undefined for those of the worker, also when what it says is not known. */
export function readPatterns(value: unknown): PatternRules | undefined {
  const { patterns } = (value ?? {}) as { readonly patterns?: Readonly<Record<string, unknown>> };
  if (typeof patterns !== "object" || PATTERNS.some((name) => typeof patterns[name] !== "boolean"))
    return undefined;
  return patterns as unknown as PatternRules; // checked just now
}

/**
 * The rules while `agents` are there. What one of them may not see is masked for all; somebody without a role, or with one that
 * the group does not name, may see nothing of what any role may not.
 *
 * @throws {MaskingError} when a role names a selector that is not there.
 */
export function rulesForAgents({ rules, selectors, roles }: GroupMasking, { agentlist }: Agents): MaskRules {
  const known = agentlist.map(({ agentrole }) => roles.get(agentrole ?? ""));
  const isSure = known.length > 0 && known.every((keys) => keys !== undefined);
  const keys = isSure ? known.flat() : [...selectors.keys()];
  const masked = [...new Set(keys)].map((key) => selectors.get(key));
  if (masked.includes(undefined)) throw new MaskingError("roleBasedMasking names an unknown selector");
  return masked.length === 0 ? rules : { ...rules, masked: masked as string[] };
}

/**
 * `rules` with what the page's descriptor asks for.
 *
 * @throws {MaskingError} when the descriptor is not one, or its promise is rejected.
 */
export async function addDescriptor(
  rules: MaskRules,
  source: MaskingDescriptorSource,
  agents: Agents,
): Promise<MaskRules> {
  let descriptor: { maskpage?: unknown; maskedelements?: unknown } | null | undefined;
  try {
    descriptor = (await source({ agents })) as typeof descriptor;
  } catch (error) {
    throw new MaskingError(`getMaskingDescriptor failed: ${String(error)}`);
  }
  if (typeof descriptor !== "object" || descriptor === null)
    throw new MaskingError("getMaskingDescriptor gave no descriptor");
  const { maskpage = false, maskedelements = [] } = descriptor;
  if (typeof maskpage !== "boolean") throw new MaskingError("maskpage is neither true nor false");
  if (maskpage) return EVERYTHING;
  const more = textsOf(maskedelements, "maskedelements");
  return more.length === 0 ? rules : { ...rules, masked: [...(rules.masked ?? []), ...more] };
}
