// By which attributes rules decide: a change of any other leaves a mask as it is, and nothing is matched for it.
import type { CompiledRules } from "./rules.ts";

/** The page's own mark, and what puts an element into the slot whose mask it takes. */
const ALWAYS = ["class", "glance_masked", "slot"];
/** Escapes, and names with a namespace: what they name is not read here. */
const UNREAD = /\\|\|(?!=)/;

/**
 * Names, in lower case, of the attributes that may turn how far an element is masked that is neither a form control nor a slot; undefined
 * when any may.
 */
export function attributesRead({ listed, masked }: CompiledRules): ReadonlySet<string> | undefined {
  if (listed.wide.length + masked.wide.length > 0) return undefined;
  const names = new Set(ALWAYS);
  for (const selector of [...listed.local, ...masked.local]) {
    if (UNREAD.test(selector)) return undefined;
    if (selector.includes("#")) names.add("id");
    // What stands in a string may be taken for a name: one too many costs a match.
    for (const [, name = ""] of selector.matchAll(/\[\s*([^\s=~|^$*\]]+)/g)) names.add(name.toLowerCase());
  }
  return names;
}
