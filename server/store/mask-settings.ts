// What a group masks on its pages, checked, with a default for everything. Mirror: core/visitor/masking.ts; docs/MASKING.md.
import { z } from "zod";
import { MAX_ROLE_UNITS } from "../limits.ts";

/** Longest selector or address that a visitor's page takes, in UTF-16 units, and most of them. Mirror: core/mask. */
const MAX_RULE_UNITS = 1_024;
const MAX_RULES = 200;

const rule = z.string().min(1).max(MAX_RULE_UNITS);
const address = rule.regex(
  /^(\/|\*|https?:\/\/[^/?#]+)[^\s\\]*$/i,
  "an address begins with /, *, http:// or https://",
);
const name = z.string().min(1).max(MAX_ROLE_UNITS);

/** Form of what a group masks. */
export const maskForm = z
  .object({
    /** `listed`: what the selectors match. `except`: everything but that. */
    mode: z.enum(["listed", "except"]).default("listed"),
    selectors: z.array(rule).max(MAX_RULES).default([]),
    /** Addresses of pages that are withheld, with `*` for anything. */
    pages: z.array(address).max(MAX_RULES).default([]),
    /** How exactly a mask is as large as what it stands for. */
    boxes: z.enum(["exact", "quantised", "fixed"]).default("exact"),
    /** Secrets that are looked for by their form. */
    patterns: z
      .object({
        cards: z.boolean().default(true),
        ibans: z.boolean().default(true),
        ssns: z.boolean().default(true),
        emails: z.boolean().default(false),
      })
      .prefault({}),
    /** Selectors that some roles' agents may not see, by keys of the group's choice. */
    maskingSelectors: z.record(name, rule).default({}),
    /** What agents of a role may not see, by those keys. */
    roleBasedMasking: z.record(name, z.array(name).max(MAX_RULES)).default({}),
  })
  .refine(
    ({ maskingSelectors, roleBasedMasking }) =>
      Object.values(roleBasedMasking)
        .flat()
        .every((key) => Object.hasOwn(maskingSelectors, key)),
    "roleBasedMasking names a key that maskingSelectors does not have",
  );

/** What a group masks. */
export type MaskSettings = z.infer<typeof maskForm>;
