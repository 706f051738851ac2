// Media conditions as they hold at the visitor: each feature that depends on a device or a person becomes one that always holds, or
// never does. The size of the window needs nothing: a replica has the visitor's.
import { MEDIA_FEATURES } from "../protocol/index.ts";
import { OPAQUE } from "./css-statements.ts";

/** What the visitor's browser says. */
export interface MediaFacts {
  /** `name:word` of what holds. */
  readonly features: ReadonlySet<string>;
  readonly screenWidth: number;
  readonly screenHeight: number;
  /** Device pixels per CSS px. */
  readonly pixelRatio: number;
}

const ALWAYS = "(min-width:0)";
const NEVER = "(max-width:-1px)";

const names = [...MEDIA_FEATURES.keys()].join("|");
/** Whether there may be something to answer. */
export const MAY_ASK_MEDIA = new RegExp(`${names}|resolution|device-|pixel-ratio`, "i");

/** Innermost brackets, and the character before: a name there makes a function of them. */
const BRACKETS = new RegExp(`${OPAQUE}|([-\\w]?)\\(([^()"']*)\\)`, "gi");

/** A list of media queries, or what has some in it, with answers in place of the visitor's features. */
export function answerMedia(queries: string, facts: MediaFacts): string {
  if (!MAY_ASK_MEDIA.test(queries)) return queries;
  return queries.replace(BRACKETS, (whole: string, name?: string, condition?: string) => {
    if (condition === undefined || name !== "") return whole;
    const holds = evaluate(
      condition
        .replace(/\/\*[^]*?\*\//g, " ")
        .trim()
        .toLowerCase(),
      facts,
    );
    return holds === undefined ? whole : holds ? ALWAYS : NEVER;
  });
}

/** Whether one feature holds; undefined for what is answered by the replica itself, or is not understood. */
function evaluate(condition: string, facts: MediaFacts): boolean | undefined {
  const [name = "", word] = condition.split(/\s*:\s*/, 2);
  const words = MEDIA_FEATURES.get(name);
  if (words !== undefined) return evaluateWord(name, word, words, facts);
  return word === undefined ? evaluateRange(condition, facts) : evaluatePrefixed(name, word, facts);
}

function evaluateWord(
  name: string,
  word: string | undefined,
  words: readonly string[],
  { features }: MediaFacts,
): boolean | undefined {
  const isKnown = words.some((known) => features.has(`${name}:${known}`));
  // A feature that the visitor's browser does not know, or a word that none does.
  if (!isKnown || (word !== undefined && !words.includes(word))) return undefined;
  if (word !== undefined) return features.has(`${name}:${word}`);
  return words.some((w) => w !== "none" && w !== "no-preference" && features.has(`${name}:${w}`));
}

const PREFIXED = /^(-webkit-)?(min-|max-)?(resolution|device-pixel-ratio|device-width|device-height)$/;

function evaluatePrefixed(name: string, value: string, facts: MediaFacts): boolean | undefined {
  const [, webkit, prefix, feature = ""] = PREFIXED.exec(name) ?? [];
  const actual = actualOf(webkit === undefined ? feature : `-webkit-${feature}`, facts);
  const wanted = numberOf(value);
  if (actual === undefined || wanted === undefined) return undefined;
  return compare(actual, prefix === "min-" ? ">=" : prefix === "max-" ? "<=" : "=", wanted);
}

const RANGE = /^(?:([^<>=]+?)\s*(<=?|>=?|=)\s*)?(-?[a-z][-a-z]*)(?:\s*(<=?|>=?|=)\s*([^<>=]+))?$/;
const TURNED: Readonly<Record<string, string>> = { "<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=" };

/** `400px <= device-width < 800px`, `resolution > 1dppx`, `device-width`. */
function evaluateRange(condition: string, facts: MediaFacts): boolean | undefined {
  const [, left, leftSign, feature = "", rightSign, right] = RANGE.exec(condition) ?? [];
  const actual = actualOf(feature, facts);
  if (actual === undefined) return undefined;
  const bounds = [
    [TURNED[leftSign ?? ""], left],
    [rightSign, right],
  ] as const;
  let holds = left !== undefined || right !== undefined || actual > 0;
  for (const [sign, value] of bounds) {
    if (sign === undefined || value === undefined) continue;
    const wanted = numberOf(value);
    if (wanted === undefined) return undefined;
    holds &&= compare(actual, sign, wanted);
  }
  return holds;
}

function actualOf(feature: string, facts: MediaFacts): number | undefined {
  switch (feature) {
    case "resolution":
    case "-webkit-device-pixel-ratio":
      return facts.pixelRatio;
    case "device-width":
      return facts.screenWidth;
    case "device-height":
      return facts.screenHeight;
    default:
      return undefined;
  }
}

/** Units: of resolutions in dppx, of lengths in px. A condition's em is that of a browser's own font size. */
const UNITS: ReadonlyMap<string, number> = new Map([
  ...([
    ["", 1],
    ["dppx", 1],
    ["x", 1],
    ["dpi", 1 / 96],
    ["dpcm", 2.54 / 96],
  ] as const),
  ...([
    ["px", 1],
    ["em", 16],
    ["rem", 16],
    ["in", 96],
    ["cm", 96 / 2.54],
    ["mm", 9.6 / 2.54],
    ["pt", 96 / 72],
  ] as const),
]);

/** A number with or without a unit, or a fraction such as `3/2`. */
function numberOf(text: string): number | undefined {
  const [, number, unit = "", below] =
    /^([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)([a-z]*)(?:\s*\/\s*(\d+\.?\d*))?$/.exec(text.trim()) ?? [];
  const factor = UNITS.get(unit);
  if (number === undefined || factor === undefined) return undefined;
  return (Number(number) * factor) / Number(below ?? 1);
}

/** Ratios come as thousandths, so that near is equal. */
function compare(actual: number, sign: string, wanted: number): boolean {
  const difference = Math.abs(actual - wanted) < 0.000_6 ? 0 : actual - wanted;
  if (sign === "=") return difference === 0;
  if (difference === 0) return sign.endsWith("=");
  return sign.startsWith("<") ? difference < 0 : difference > 0;
}
