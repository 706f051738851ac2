// Selectors for what only the visitor's browser knows: pseudo-classes become attributes that the replay sets, as specific as they
// are. Mirrors: replay/marks.ts, and pointer.ts and states.ts there.
import { OPAQUE } from "./css-statements.ts";

/** Pseudo-classes and the attributes in their place. An agent's own mouse, focus, address and history turn none of them. */
const MARKS: ReadonlyMap<string, string> = new Map([
  ...[
    "hover",
    "active",
    "focus",
    "focus-visible",
    "focus-within",
    "target",
    "user-invalid",
    "user-valid",
    "fullscreen",
  ].map((name) => [name, `[glance-${name}]`] as const),
  ["autofill", "[glance-autofill]"],
  ["-webkit-autofill", "[glance-autofill]"],
  // Which links somebody has been to is nobody's business: all are as if new.
  ["visited", "[glance-visited]"],
  ["link", ":any-link"],
  // No browser takes back what it has defined (replay/custom-elements.ts).
  ["defined", ":not([glance-undefined])"],
]);
const LEGACY_ELEMENTS = new Set(["before", "after", "first-line", "first-letter"]);

const TOKENS = new RegExp(`${OPAQUE}|\\[|\\]|::?[-\\w]+|[(),>+~]|\\s+`, "gi");

/** Whether there may be something to put in other words. */
export const MAY_HAVE_STATES =
  /:(?:hover|active|focus|target|user-|fullscreen|autofill|-webkit-autofill|visited|link|defined)/i;

/** A selector list with attributes in place of the pseudo-classes above. */
export function rewriteSelector(selector: string): string {
  return MAY_HAVE_STATES.test(selector) ? new SelectorPass().run(selector) : selector;
}

/** Where a compound selector stands: within how many brackets, and behind what. */
interface Compound {
  /** Behind a pseudo-element, where no attribute may be. */
  isBehindElement: boolean;
  /** Where `:host` may take a condition in brackets. */
  host: "none" | "bare" | "bracketed";
}

const fresh = (): Compound => ({ isBehindElement: false, host: "none" });

class SelectorPass {
  readonly #outer: Compound[] = [];
  #compound = fresh();
  #inAttribute = false;
  /** The bracket that was closed last was that of `:host(`. */
  #out = "";

  run(selector: string): string {
    let from = 0;
    for (const { 0: token, index } of selector.matchAll(TOKENS)) {
      this.#out += selector.slice(from, index);
      from = index + token.length;
      this.#token(token, selector.charAt(from));
    }
    return this.#out + selector.slice(from);
  }

  #token(token: string, next: string): void {
    if (token === "[" || token === "]") this.#inAttribute = token === "[";
    if (this.#inAttribute || token.length === 0) this.#out += token;
    else if (token.startsWith(":")) this.#pseudo(token, next);
    else this.#structure(token);
  }

  #structure(token: string): void {
    if (token === "(") {
      this.#outer.push(this.#compound);
      this.#compound = fresh();
    } else if (token === ")") this.#compound = this.#outer.pop() ?? fresh();
    else if (/^(?:[,>+~]|\s+)$/.test(token)) this.#compound = fresh();
    this.#out += token;
  }

  #pseudo(token: string, next: string): void {
    const name = token.replace(/^::?/, "").toLowerCase();
    const compound = this.#compound;
    const mark = token.startsWith("::") || next === "(" ? undefined : MARKS.get(name);
    if (token.startsWith("::") || LEGACY_ELEMENTS.has(name)) compound.isBehindElement = true;
    if (name === "host") compound.host = next === "(" ? "bracketed" : "bare";
    if (mark === undefined || compound.isBehindElement) this.#out += token;
    else if (compound.host === "none" || mark === ":any-link") this.#out += mark;
    else this.#onHost(compound, mark);
  }

  /** A host has no attributes for its own sheets but within `:host(…)`, which is as specific as what is in it. */
  #onHost(compound: Compound, mark: string): void {
    if (compound.host === "bare") this.#out += `(${mark})`;
    else this.#out = this.#out.replace(/\)$/, `${mark})`);
    compound.host = "bracketed";
  }
}
