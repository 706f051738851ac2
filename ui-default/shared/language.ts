// Which language the visitor is spoken to in: the page's, else the browser's, else English.

/** Languages that come with a release: their names in files. */
export const LANGUAGES = ["en", "de", "es", "es-mx", "fr", "fr-ca", "it", "pt-br"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Languages that are written from right to left. */
const RIGHT_TO_LEFT = new Set(["ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"]);

/** What a language tag may be in a file's name. */
const TAG = /^[a-z]{2,3}(-[a-z0-9]{2,8}){0,2}$/;

/** Languages that stand for those of other regions. */
const NEAREST: readonly (readonly [tag: RegExp, language: Language])[] = [
  [/^es-(?!es$)/, "es-mx"],
  [/^pt\b/, "pt-br"],
  [/^fr-ca\b/, "fr-ca"],
];

/** The wanted language: its tag in small letters, and the nearest that comes with a release, if any is near. */
export interface WantedLanguage {
  readonly tag: string;
  readonly builtIn: Language | undefined;
}

/** @param pageLanguage `<html lang>`. @param browserLanguages `navigator.languages`. */
export function wantedLanguage(pageLanguage: string, browserLanguages: readonly string[]): WantedLanguage {
  const wanted = [pageLanguage, ...browserLanguages]
    .map((tag) => tag.trim().toLowerCase().replace(/_/g, "-"))
    .find((tag) => TAG.test(tag));
  const tag = wanted ?? "en";
  return { tag, builtIn: builtInOf(tag) };
}

function builtInOf(tag: string): Language | undefined {
  const near = NEAREST.find(([pattern]) => pattern.test(tag))?.[1];
  const [base] = tag.split("-");
  return LANGUAGES.find((language) => language === tag) ?? near ?? LANGUAGES.find((own) => own === base);
}

/** The direction in which a language is written. */
export function directionOf(tag: string): "ltr" | "rtl" {
  return RIGHT_TO_LEFT.has(tag.split("-")[0] ?? "") ? "rtl" : "ltr";
}
