// What to mask on this page: the group's rules, and what the page's own descriptor adds. It fails closed: as long as the
// rules are not known nothing is captured, and when they cannot be had all is masked.
import type { MaskRules } from "../mask/index.ts";
import type { ErrorEvent, VisitorEvents } from "./api.ts";

/** `GLANCE_COBROWSE.getMaskingDescriptor`: a page's own function (PRODUCT.md 10.4). */
export type MaskingDescriptorSource = (params: {
  readonly agents: VisitorEvents["agents"];
}) => Promise<unknown>;

/** Masks everything. */
export const ALL_MASKED: MaskRules = { mode: "except", selectors: [] };

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

function selectorsOf(value: unknown, name: string): readonly string[] {
  if (Array.isArray(value) && value.every((selector) => typeof selector === "string")) return value;
  throw new MaskingError(`${name} is no list of selectors`);
}

/**
 * The group's rules, from the service's answer.
 *
 * @throws {MaskingError} when it is not what we know.
 */
export function readMaskRules(value: unknown): MaskRules {
  const { mode, selectors } = (value ?? {}) as { mode?: unknown; selectors?: unknown };
  if (mode !== "listed" && mode !== "except") throw new MaskingError("the group's masking mode is unknown");
  return { mode, selectors: selectorsOf(selectors, "the group's masking list") };
}

/**
 * `rules` with what the page's descriptor asks for.
 *
 * @throws {MaskingError} when the descriptor is not one, or its promise is rejected.
 */
export async function addDescriptor(
  rules: MaskRules,
  source: MaskingDescriptorSource,
  agents: VisitorEvents["agents"],
): Promise<MaskRules> {
  let descriptor: { maskpage?: unknown; maskedelements?: unknown } | null | undefined;
  try {
    descriptor = (await source({ agents })) as typeof descriptor;
  } catch (error) {
    throw new MaskingError(`getMaskingDescriptor failed: ${String(error)}`);
  }
  if (typeof descriptor !== "object" || descriptor === null)
    throw new MaskingError("getMaskingDescriptor gave no descriptor");
  if (descriptor.maskpage === true) return ALL_MASKED;
  const more = selectorsOf(descriptor.maskedelements ?? [], "maskedelements");
  if (more.length === 0) return rules;
  // Rules that name what is shown cannot name what is masked besides.
  return rules.mode === "except" ? ALL_MASKED : { mode: "listed", selectors: [...rules.selectors, ...more] };
}
