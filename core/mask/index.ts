// Which nodes are masked, and what replaces them: the only door to core/mask.
export { MASK, MaskDecider } from "./decide.ts";
export type { Mask } from "./decide.ts";
export { boxOf, isKeptAttribute, MASKED_VALUE, maskedAttributes, textBoxes } from "./replace.ts";
export { EVERYTHING } from "./rules.ts";
export type { MaskRules } from "./rules.ts";
