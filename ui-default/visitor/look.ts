// How the card speaks and looks: texts in the page's language, the group's own texts, the group's style sheet. Fetched from where
// the scripts are. What does not come in time is left out: help must not wait for it.
import type { TagSettings } from "../../core/visitor/api.ts";
import { directionOf, wantedLanguage, type WantedLanguage } from "../shared/language.ts";
import { skinSheet } from "./skin.ts";
import { ENGLISH, type Texts, withTexts } from "./text.ts";

export interface Look {
  readonly texts: Texts;
  /** Language of the texts. */
  readonly language: string;
  readonly direction: "ltr" | "rtl";
  /** The group's style sheet; undefined when it has none. */
  readonly skin: CSSStyleSheet | undefined;
}

/** English, and nothing of a group's own. */
export const PLAIN_LOOK: Look = { texts: ENGLISH, language: "en", direction: "ltr", skin: undefined };

/** Longest wait for texts and style, in ms: a visitor who pressed a button sees nothing meanwhile. */
const LOOK_TIMEOUT_MS = 2_000;

const GROUP = /^[\w-]{1,32}$/;

/** The text of a file; undefined when there is none, or not in time. */
async function textOf(url: string): Promise<string | undefined> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), LOOK_TIMEOUT_MS);
  try {
    const response = await fetch(url, {
      credentials: "omit",
      referrerPolicy: "origin",
      signal: abort.signal,
    });
    return response.ok ? await response.text() : undefined;
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

async function jsonOf(url: string): Promise<unknown> {
  try {
    return JSON.parse((await textOf(url)) ?? "");
  } catch {
    return undefined;
  }
}

/** Files of the group, as they are named in a release's folder. */
function groupFiles(
  { scriptBase, styleGroup, site, customVersion }: TagSettings,
  language: string,
): { readonly texts: string; readonly skin: string } {
  const letter = site === "staging" ? "S" : "P";
  const version = customVersion === "" ? "" : `?${encodeURIComponent(customVersion)}`;
  return {
    texts: `${scriptBase}text/${styleGroup}/VisitorText_${styleGroup}_${language}_${letter}.json${version}`,
    skin: `${scriptBase}customstyles/CustomSkin_${styleGroup}_${letter}.css${version}`,
  };
}

/** The release's texts in a language; English is here already. */
async function releaseTexts({ builtIn }: WantedLanguage, { scriptBase }: TagSettings): Promise<unknown> {
  if (builtIn === undefined || builtIn === "en") return {};
  return jsonOf(`${scriptBase}text/VisitorText_${builtIn}_${__GLANCE_VERSION__}.json`);
}

/** Fetches the look that the tag and the page ask for. Resolves in any case, within 2 s. */
export async function loadLook(settings: TagSettings): Promise<Look> {
  if (!GROUP.test(settings.styleGroup)) return PLAIN_LOOK;
  const wanted = wantedLanguage(document.documentElement.lang, navigator.languages);
  const files = groupFiles(settings, wanted.builtIn ?? wanted.tag);
  const [release, group, css] = await Promise.all([
    releaseTexts(wanted, settings),
    jsonOf(files.texts),
    textOf(files.skin),
  ]);
  // A group may have texts in a language that a release does not bring.
  const texts = withTexts(withTexts(ENGLISH, release), group);
  const isSpoken = wanted.builtIn === "en" || texts.button !== ENGLISH.button;
  const language = isSpoken ? wanted.tag : "en";
  return {
    texts,
    language,
    direction: directionOf(language),
    skin: css === undefined || css.trim() === "" ? undefined : skinSheet(css, files.skin),
  };
}
