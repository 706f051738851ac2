// Which nodes are masked, and what replaces them: the only door to core/mask, but for the worker's (patterns.ts).
export { matchesAddress } from "./addresses.ts";
export { MASK, MaskDecider } from "./decide.ts";
export type { Mask } from "./decide.ts";
export { boxOf, changedAttribute, MASKED_VALUE, maskedAttributes, textBoxes } from "./replace.ts";
export { EVERYTHING, problemOf } from "./rules.ts";
export type { BoxSizes, MaskRules } from "./rules.ts";
export { type MaskedPart, maskedParts } from "./survey.ts";
