// What a page and a tagged page in its frame say to each other, by postMessage.
import type { MaskRules } from "../mask/index.ts";
import type { FrameWord } from "./api.ts";

/** A message, as far as it is one. */
export interface FrameMessage {
  readonly word: FrameWord;
  /** `here`: names the document in the frame; another one has another name. */
  readonly document: string;
  /** `join`: what the page around masks. */
  readonly rules: MaskRules | undefined;
}

const WORDS: readonly FrameWord[] = ["hello", "call", "here", "join"];

/** The message in `data`; undefined when it is none of ours. */
export function frameMessageOf(data: unknown): FrameMessage | undefined {
  const { glanceFrame, document, rules } = (data ?? {}) as Partial<Record<string, unknown>>;
  const word = WORDS.find((known) => known === glanceFrame);
  if (word === undefined) return undefined;
  return {
    word,
    document: typeof document === "string" ? document : "",
    // From an origin that the service vouches for; what cannot be decided masks everything (core/mask/rules.ts).
    rules: typeof rules === "object" && rules !== null ? (rules as MaskRules) : undefined,
  };
}

/** What is masked where both say so. */
export function stricterRules(around: MaskRules, own: MaskRules): MaskRules {
  const withheld = around.withheld === true || own.withheld === true;
  const masked = [around, own].flatMap(({ mode, selectors, masked: always = [] }) =>
    mode === "listed" ? [...selectors, ...always] : always,
  );
  const excepting = [around, own].filter(({ mode }) => mode === "except").map(({ selectors }) => selectors);
  const [first = [], second = first] = excepting;
  return {
    mode: excepting.length > 0 ? "except" : "listed",
    // Exceptions are shown where both make them: that two selectors match cannot be said by one of a list.
    selectors: first.filter((selector) => second.includes(selector)),
    masked: [...new Set(masked)],
    pages: [...(around.pages ?? []), ...(own.pages ?? [])],
    boxes: around.boxes === own.boxes ? (own.boxes ?? "exact") : "fixed",
    withheld,
  };
}
