// Whether an SVG file may be shown as a picture. It runs nothing there, and fetches nothing; what is left is what it may cost, and
// pictures in it.
import { decodeEscapes } from "./css-tokens.ts";
import { MAX_SVG_DEPTH, MAX_SVG_ELEMENTS } from "./limits.ts";
import { isAboutMarkers, MarkerRule } from "./markers.ts";
import { copiedNodes, type Part } from "./uses.ts";

/** A part of markup, from `<` on: where it is passed over, what ends it. */
const PASSED: readonly (readonly [start: string, end: string])[] = [
  ["<!--", "-->"],
  ["<![CDATA[", "]]>"],
  ["<?", "?>"],
];
const NAME = /[^\s/>=]+/y;
const SPACE = /\s*/y;
const VALUE = /\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/y;
/** Where a data: URL begins, in text without what URL parsers take out. */
const DATA = /data:\s*(?:[a-z]+\/|[,;])/gi;
const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** What counts of an element. A prefix may be anything, so that an attribute may be there several times. */
interface Tag {
  readonly name: string;
  readonly ids: string[];
  readonly targets: string[];
  animatesHref: boolean;
  /** Markers may be put on its corners. */
  isMarked: boolean;
}

const localName = (name: string): string => name.replace(/^.*:/, "");

function note(tag: Tag, name: string, value: string): void {
  if (name === "id") tag.ids.push(value);
  else if (name === "href" && value.startsWith("#")) tag.targets.push(value.slice(1));
  // What it shows later is not what is looked at now.
  else if (name === "attributeName" && localName(value) === "href") tag.animatesHref = true;
  else if (name.startsWith("marker") || (name === "style" && isAboutMarkers(value))) tag.isMarked = true;
}

/** A part that is open, or was. */
interface Open extends Part {
  nodes: number;
  readonly targets: string[];
}

/** Reads a file from its beginning to its end, once. */
class SvgScan {
  readonly #text: string;
  readonly #isSafeUrl: (url: string) => boolean;
  #at = 0;
  #elements = 0;
  /** Elements that are open: with what they are copied as, if they have an id. */
  readonly #open: (Open | undefined)[] = [];
  readonly #parts = new Map<string, readonly Open[]>();
  readonly #uses: string[] = [];
  readonly #markers = new MarkerRule();

  constructor(text: string, isSafeUrl: (url: string) => boolean) {
    this.#text = text;
    this.#isSafeUrl = isSafeUrl;
  }

  isSafe(): boolean {
    for (;;) {
      const start = this.#text.indexOf("<", this.#at);
      const between = this.#text.slice(this.#at, start < 0 ? undefined : start);
      if (between.length > 0 && !this.#isSafeText(unescaped(between))) return false;
      if (start < 0) return this.#markers.isBounded && this.#copied <= MAX_SVG_ELEMENTS;
      this.#at = start;
      if (!this.#markup()) return false;
    }
  }

  get #copied(): number {
    return copiedNodes(this.#uses, (id) => this.#parts.get(id));
  }

  #markup(): boolean {
    const passed = PASSED.find(([start]) => this.#text.startsWith(start, this.#at));
    if (passed !== undefined) return this.#pass(...passed);
    // A document type may declare entities: what they stand for is not to be seen in the text.
    if (this.#text.startsWith("<!", this.#at)) return this.#doctype();
    if (this.#text[this.#at + 1] !== "/") return this.#startTag();
    this.#close();
    return this.#pass("</", ">");
  }

  #pass(start: string, end: string): boolean {
    const from = this.#at + start.length;
    const to = this.#text.indexOf(end, from);
    this.#at = to < 0 ? this.#text.length : to + end.length;
    return start === "<!--" || this.#isSafeText(this.#text.slice(from, this.#at));
  }

  #doctype(): boolean {
    const end = this.#text.indexOf(">", this.#at);
    const isPlain = !this.#text.slice(this.#at, end < 0 ? undefined : end).includes("[");
    this.#at = end < 0 ? this.#text.length : end + 1;
    return isPlain;
  }

  #startTag(): boolean {
    this.#at += 1;
    const tag: Tag = {
      name: localName(this.#next(NAME)),
      ids: [],
      targets: [],
      animatesHref: false,
      isMarked: false,
    };
    for (this.#next(SPACE); !/^[/>]?$/.test(this.#text[this.#at] ?? ""); this.#next(SPACE)) {
      const name = localName(this.#next(NAME));
      const value = this.#next(VALUE).replace(/^\s*=\s*/, "");
      if (name === "" && value === "") this.#at += 1;
      const plain = unescaped(/^["']/.test(value) ? value.slice(1, -1) : value);
      if (!this.#isSafeText(plain)) return false;
      note(tag, name, plain.trim());
    }
    const isEmpty = this.#text[this.#at] === "/";
    this.#at += 1;
    return this.#element(tag, isEmpty);
  }

  #element({ name, ids, targets, animatesHref, isMarked }: Tag, isEmpty: boolean): boolean {
    const part: Open = { nodes: 0, targets: [] };
    for (const id of ids) if (!this.#parts.has(id)) this.#parts.set(id, [part]);
    this.#open.push(ids.length > 0 ? part : undefined);
    for (const around of this.#open) if (around !== undefined) around.nodes += 1;
    if (name === "use") for (const target of targets) this.#copy(target);
    this.#elements += 1;
    const isFew = this.#elements <= MAX_SVG_ELEMENTS && this.#open.length <= MAX_SVG_DEPTH;
    const isBounded = this.#markers.open(name, isMarked);
    if (isEmpty) this.#close();
    return isFew && isBounded && !animatesHref;
  }

  #close(): void {
    this.#markers.close();
    this.#open.pop();
  }

  #copy(target: string): void {
    const id = percentDecoded(target);
    this.#uses.push(id);
    for (const around of this.#open) around?.targets.push(id);
  }

  /** What `pattern` matches here, which is passed. */
  #next(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? "";
    this.#at += found.length;
    return found;
  }

  /** A text may be CSS, an address, or a list of them: whatever it is, data: URLs in it are looked at, to its end. */
  #isSafeText(text: string): boolean {
    this.#markers.text(text);
    if (!/d\s*a\s*t\s*a\s*:|\\/i.test(text)) return true;
    const compact = decodeEscapes(text).replace(/[\t\n\r\f\0]/g, "");
    return [...compact.matchAll(DATA)].every(({ index }) => this.#isSafeUrl(compact.slice(index)));
  }
}

/** `text` without references to characters. */
function unescaped(text: string): string {
  return text.replace(/&(#x[\da-f]+|#\d+|amp|lt|gt|quot|apos);/gi, (whole, name: string) => {
    if (!name.startsWith("#")) return NAMED[name] ?? whole;
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code <= 0x10_ffff ? String.fromCodePoint(code) : "";
  });
}

function percentDecoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

/**
 * Whether a browser may be given this SVG file as a picture: `isSafeUrl` lets all data: URLs in it pass, it declares no entities, and
 * its size, with what it copies of itself, is one that a browser comes to an end with. Cost: O(length).
 */
export function isSafeSvg(svg: string, isSafeUrl: (url: string) => boolean): boolean {
  return new SvgScan(svg, isSafeUrl).isSafe();
}
