// CSS as it looks at the visitor: what its selectors and conditions ask of a browser is asked of the visitor's, not of the agent's.
import { rewriteStatements } from "./css-statements.ts";
import { answerMedia, MAY_ASK_MEDIA, type MediaFacts } from "./media-queries.ts";
import { MAY_HAVE_STATES, rewriteSelector } from "./selectors.ts";

const AT_RULE = /^((?:\s|\/\*[^]*?\*\/|<!--|-->)*@([-\w]+))([^]*)$/;
const COLOR_SCHEME = /^((?:\s|\/\*[^]*?\*\/)*color-scheme\s*:)([^]*)$/i;
/** Rules whose preludes are media queries, and such that have selectors in theirs. */
const WITH_MEDIA = new Set(["media", "import"]);
const WITH_SELECTORS = new Set(["scope", "nest"]);

/** Puts CSS in the words that say at an agent what it says at the visitor. */
export class VisitorCss {
  /** Undefined until the visitor's are known: conditions stay as they are. */
  facts: MediaFacts | undefined;

  /** A sheet, rules or declarations. Text that asks nothing is passed through. */
  css(css: string): string {
    const asks = this.facts !== undefined && (MAY_ASK_MEDIA.test(css) || /color-scheme/i.test(css));
    if (!asks && !MAY_HAVE_STATES.test(css)) return css;
    return rewriteStatements(css, { prelude: this.#prelude, other: this.#other });
  }

  /** The value of an attribute: declarations, or a list of media queries. URLs in it stay. */
  attribute(name: string, value: string): string {
    return name === "media" ? this.media(value) : /color-scheme/i.test(value) ? this.css(value) : value;
  }

  /** A list of media queries. */
  media(queries: string): string {
    return this.facts === undefined ? queries : answerMedia(queries, this.facts);
  }

  /** The one of the visitor's schemes for those a page says it has, where that depends on the visitor. */
  colorScheme(schemes: string): string {
    const isOpen = /\blight\b/i.test(schemes) && /\bdark\b/i.test(schemes);
    if (!isOpen || this.facts === undefined) return schemes;
    const scheme = this.facts.features.has("prefers-color-scheme:dark") ? "dark" : "light";
    return schemes.replace(/\b(?:light\s+(?:only\s+)?dark|dark\s+(?:only\s+)?light)\b/i, scheme);
  }

  readonly #prelude = (text: string): string => {
    const [, start = "", name = "", rest = ""] = AT_RULE.exec(text) ?? [];
    if (name === "") return rewriteSelector(text);
    return start + this.#rest(name.toLowerCase(), rest);
  };

  readonly #other = (text: string): string => {
    const [, start, value] = COLOR_SCHEME.exec(text) ?? [];
    if (start !== undefined && value !== undefined) return start + this.colorScheme(value);
    const [, rule, name = "", rest = ""] = AT_RULE.exec(text) ?? [];
    return rule === undefined ? text : rule + this.#rest(name.toLowerCase(), rest);
  };

  #rest(name: string, rest: string): string {
    if (WITH_MEDIA.has(name)) return this.media(rest);
    return WITH_SELECTORS.has(name) ? rewriteSelector(rest) : rest;
  }
}
