// Pages as a hostile visitor would tell them: operations that are nearly right, with ids, names and values that mean harm.
import { ID_KINDS, OPERATIONS } from "../../core/protocol/index.ts";
import type { Call } from "../unit/protocol/operations.ts";

type Random = () => number;

const NAMES =
  `div p span html body style STYLE svg:style script SCRIPT svg:script iframe frame object embed link meta base
  template noscript form input img image a use set animate foreignObject x-card font-face annotation-xml math title
  select option textarea video audio source slot dialog canvas __proto__ constructor`.split(/\s+/);
const ATTRIBUTES =
  `class id name style href xlink:href src srcset srcdoc data action formaction onclick ONLOAD x:onload is
  type target ping attributeName values to from fill mask poster background sandbox http-equiv content autofocus
  __proto__ glance-hover`.split(/\s+/);
const URL = "https://evil.example/";
const VALUES = [
  "",
  "a b",
  URL,
  "//evil.example/",
  "javascript:run()",
  "java\nscript:run()",
  "data:text/html,<script>run()</script>",
  "data:image/png;base64,AA==",
  "glance-asset:1",
  "#part",
  "href",
  "radio",
  "nodeType",
  "<img src=x onerror=run()>",
];
const CSS_TOKENS = [
  ..."@import |@namespace |@media |@font-face|@property --x|(scripting: none)|url(|URL(|u\\72l(|image-set(|src(|var(--x)".split(
    "|",
  ),
  ..."type(|attr(x)|--f()|\"|'|\\|\\\n|\n|/*|*/|<!--|-->|{|}|(|)|[|]|;|:|,| |a|b|--x|1|#|@|-|\u00d7|\u0000|\ud83d".split(
    "|",
  ),
  ...["a{", "}", ";background:", "@import ", ";"].flatMap((token) => [token, token]),
  ...[`url(${URL})`, `url("${URL}")`, `image-set("${URL}" 1x)`, `@import "${URL}";`].flatMap((token) => [
    token,
    token,
  ]),
  URL,
  `"${URL}"`,
  "glance-asset:1",
  "data:image/png,x",
  "http://www.w3.org/2000/svg",
];

const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;

/** CSS tokens in any order, addresses of strangers among them. */
export function randomCss(random: Random): string {
  return Array.from({ length: Math.floor(random() * 30) }, () => pick(random, CSS_TOKENS)).join("");
}

function randomText(random: Random): string {
  return random() < 0.3 ? randomCss(random) : pick(random, VALUES);
}

function randomAttributes(random: Random): string[] {
  const pairs = Array.from({ length: Math.floor(random() * 4) }, () => [
    pick(random, ATTRIBUTES),
    randomText(random),
  ]);
  return pairs.flat();
}

/** Ids are few, so that they meet each other. */
const randomId = (random: Random): number => Math.floor(random() * 24);

function randomField(random: Random, kind: string): unknown {
  if ((ID_KINDS as ReadonlySet<string>).has(kind)) return randomId(random);
  switch (kind) {
    case "nodes":
      return Array.from({ length: Math.floor(random() * 4) }, () => randomId(random));
    case "attributes":
      return randomAttributes(random);
    case "uint":
      return random() < 0.9 ? Math.floor(random() * 3) : 2 ** 32 - 1;
    case "int":
      return Math.floor((random() - 0.5) * 2 ** (random() * 33));
    case "strings":
      return Array.from({ length: Math.floor(random() * 3) }, () => randomCss(random));
    case "ints":
      return Array.from({ length: Math.floor(random() * 4) }, () => randomId(random) - 2);
    default:
      return randomText(random);
  }
}

/** Operations that build are as many as all others. */
const BUILDING: readonly (keyof typeof OPERATIONS)[] = [
  "at",
  "at",
  "at",
  "element",
  "element",
  "text",
  "shadow",
  "frameDocument",
];
const ALL = Object.keys(OPERATIONS) as (keyof typeof OPERATIONS)[];

/** An operation, nearly right. */
export function randomCall(random: Random): Call {
  const name = pick(random, random() < 0.6 ? BUILDING : ALL);
  if (name === "element")
    return [name, randomId(random), Math.floor(random() * 3), pick(random, NAMES), randomAttributes(random)];
  if (name === "attribute") return [name, randomId(random), pick(random, ATTRIBUTES), randomText(random)];
  const [, ...kinds] = OPERATIONS[name] as readonly [number, ...string[]];
  return [name, ...kinds.map((kind) => randomField(random, kind))];
}

/** A page and what becomes of it. */
export function randomPage(random: Random): Call[] {
  const start: Call[] = [
    ["at", 0, 0],
    ["frameDocument", 1, 0],
    ["at", 1, 0],
    ["element", 2, 0, "html", []],
    ["at", 2, 0],
  ];
  return [...start, ...Array.from({ length: 1 + Math.floor(random() * 60) }, () => randomCall(random))];
}

/** `calls` with one to four faults of their own kind: operations that are lacking, twice, elsewhere, or others. */
export function changedPage(calls: readonly Call[], random: Random): Call[] {
  const changed = [...calls];
  const below = (limit: number): number => Math.floor(random() * Math.max(1, limit));
  for (let faults = 1 + below(4); faults > 0; faults -= 1) {
    const at = below(changed.length);
    const taken = changed.slice(at, at + 1 + below(4));
    switch (below(5)) {
      case 0:
        changed.splice(at, taken.length);
        break;
      case 1:
        changed.splice(below(changed.length), 0, ...taken);
        break;
      case 2:
        changed.splice(at, taken.length);
        changed.splice(below(changed.length), 0, ...taken);
        break;
      case 3:
        changed.splice(at, below(2), randomCall(random), randomCall(random));
        break;
      default:
        if (changed[at] !== undefined) changed[at] = changedCall(changed[at], random);
    }
  }
  return changed;
}

/** `call` with one value as of another call. */
function changedCall(call: Call, random: Random): Call {
  const [name, ...values] = call;
  const [, ...kinds] = OPERATIONS[name as keyof typeof OPERATIONS] as readonly [number, ...string[]];
  const at = Math.floor(random() * kinds.length);
  return [name, ...values.map((value, i) => (i === at ? randomField(random, kinds[at] ?? "") : value))];
}
