// Which elements and attributes may be rebuilt. An element that is not on a list is rebuilt as an inert stand-in, so that
// its siblings keep their places; an attribute that a browser acts on is on the table below or dropped.
/** HTML elements that are rebuilt as they are. A frame keeps its element only: its document is built by the replay. */
const HTML = new Set(
  `a abbr acronym address area article aside audio b bdi bdo big blink blockquote body br button canvas caption center
  cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em fieldset figcaption figure font footer
  form h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li listing main map mark
  marquee menu meter nav nobr ol optgroup option output p picture plaintext pre progress q rb rp rt rtc ruby s samp
  search section select selectedcontent slot small source span strike strong style sub summary sup table tbody td
  textarea tfoot th thead time title tr track tt u ul var video wbr xmp`.split(/\s+/),
);

/** HTML elements that take no space: their stand-in is hidden. */
const HIDDEN = new Set(
  "script noscript template base meta param basefont bgsound noembed noframes".split(" "),
);
/** HTML elements that show foreign content in a box: an empty image of the same size stands for them. */
const BOXES = new Set("object embed applet portal fencedframe frame frameset".split(" "));

const SVG = new Set(
  `a animate animateMotion animateTransform circle clipPath defs desc ellipse feBlend feColorMatrix feComponentTransfer
  feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB
  feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting
  feSpotLight feTile feTurbulence filter foreignObject g image line linearGradient marker mask metadata mpath path
  pattern polygon polyline radialGradient rect set stop style svg switch symbol text textPath title tspan use
  view`.split(/\s+/),
);

const MATHML = new Set(
  `annotation annotation-xml maction math menclose merror mfenced mfrac mi mmultiscripts mn mo mover mpadded mphantom
  mprescripts mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none
  semantics`.split(/\s+/),
);

/** Names a page may give elements of its own (HTML, "valid custom element name", without the planes above the first);
 * the grammar keeps createElementNS from throwing. */
const CUSTOM_NAME = customName();
/** Names with a hyphen that SVG and MathML had first: such elements are never custom, and host no shadow root. */
const RESERVED = new Set(
  `annotation-xml color-profile font-face font-face-src font-face-uri font-face-format font-face-name
  missing-glyph`.split(/\s+/),
);
/** Elements that may host a shadow root, besides custom ones (DOM, "valid shadow host name"). */
const SHADOW_HOSTS = new Set(
  "article aside blockquote body div footer h1 h2 h3 h4 h5 h6 header main nav p section span".split(" "),
);
const PLAIN_NAME = /^[a-zA-Z][\w-]{0,63}$/;
/** A 1 × 1 transparent GIF. */
const EMPTY_IMAGE = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==";

/** What is built in place of an element, and the attributes it gets besides its own. */
export interface BuiltElement {
  readonly name: string;
  readonly attributes: readonly string[];
}

function customName(): RegExp {
  const char =
    "[-.\\w\\u00b7\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u037d\\u037f-\\u1fff\\u200c\\u200d\\u203f\\u2040" +
    "\\u2070-\\u218f\\u2c00-\\u2fef\\u3001-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufffd]";
  return new RegExp(`^[a-z]${char}{0,100}-${char}{0,100}$`);
}

/** Answers by name: pages use few names, each many times. */
const built: readonly Map<string, BuiltElement>[] = [new Map(), new Map(), new Map()];
/** Most names that are kept: a hostile page makes them up. */
const MAX_KEPT = 1_000;

/** The element to build for `name` in a namespace (NAMESPACES' index): itself, or an inert stand-in. */
export function elementFor(namespace: number, name: string): BuiltElement {
  const known = built[namespace]?.get(name);
  if (known !== undefined) return known;
  const answer = decideElement(namespace, name.slice(name.indexOf(":") + 1));
  const kept = built[namespace];
  if (kept !== undefined && kept.size < MAX_KEPT) kept.set(name, answer);
  return answer;
}

function decideElement(namespace: number, local: string): BuiltElement {
  if (namespace === 1) return { name: SVG.has(local) ? local : standInName(local), attributes: [] };
  if (namespace === 2) return { name: MATHML.has(local) ? local : standInName(local), attributes: [] };
  return htmlElementFor(local.toLowerCase());
}

/** Whether a built element of this name may have a shadow root. */
export function mayHostShadow(name: string): boolean {
  return SHADOW_HOSTS.has(name) || isCustomName(name);
}

/** Whether a built element of this name is a custom one. */
export function isCustomName(name: string): boolean {
  return CUSTOM_NAME.test(name) && !name.startsWith(STAND_IN) && !RESERVED.has(name);
}

function htmlElementFor(name: string): BuiltElement {
  // A link's sheet arrives as text: a style element of the same place in the cascade stands for it.
  if (name === "link") return { name: "style", attributes: [] };
  // A form of this method goes nowhere, whatever submits it.
  if (name === "form") return { name, attributes: ["method", "dialog"] };
  if (HTML.has(name) || CUSTOM_NAME.test(name)) return { name, attributes: [] };
  if (BOXES.has(name)) return { name: "img", attributes: ["src", EMPTY_IMAGE] };
  return { name: standInName(name), attributes: HIDDEN.has(name) ? ["hidden", ""] : [] };
}

/** Stand-ins have names that no element of any browser has. */
const STAND_IN = "glance-";

function standInName(name: string): string {
  return PLAIN_NAME.test(name) ? STAND_IN + name.toLowerCase() : `${STAND_IN}unknown`;
}

/** How an attribute's value is treated: not rebuilt; as it is, unless it looks like something that runs; CSS or a value
 * that may hold `url()`; a picture (asset, data: image or fragment); where a link leads; what SMIL animates. */
export type AttributeRule = "drop" | "text" | "css" | "picture" | "link" | "animated";

/** Attributes that load, run, submit, navigate, take the focus or talk to the browser around the page. */
const DROPPED = `accept-charset accesskey action allow allowfullscreen archive async attributionsrc autocapitalize
  autocomplete autocorrect autofocus autoplay blocking browsingtopics charset cite classid codebase code command
  commandfor content contenteditable controlslist credentialless crossorigin csp data defer download dynsrc
  elementtiming enctype enterkeyhint fetchpriority form formaction formenctype formmethod formnovalidate formtarget
  http-equiv imagesizes imagesrcset importance inputmode integrity interestfor is itemid language loading longdesc
  lowsrc manifest method nomodule nonce ping policy popovertarget popovertargetaction preload privatetoken profile
  referrerpolicy sandbox shadowrootclonable shadowrootdelegatesfocus shadowrootmode shadowrootserializable
  sharedstoragewritable sizes spellcheck srcdoc srcset target translate virtualkeyboardpolicy writingsuggestions
  xml:base xlink:actuate xlink:arcrole xlink:role xlink:show xlink:type`;

const CSS = `style fill stroke filter mask clip-path cursor marker marker-start marker-mid marker-end color-profile
  values from to by`;

const RULES: ReadonlyMap<string, AttributeRule> = new Map<string, AttributeRule>([
  ...DROPPED.split(/\s+/).map((name) => [name, "drop"] as const),
  ...CSS.split(/\s+/).map((name) => [name, "css"] as const),
  ["background", "picture"],
  ["poster", "picture"],
  ["attributename", "animated"],
]);

const LINKS = new Set(["a", "area"]);
/** HTML elements that show a picture by `src`; on any other, `src` loads something else. */
const SHOWN_BY_SRC = new Set(["img", "input"]);

/** What an attribute's name may be: ASCII, so that setAttribute takes it in every browser. */
const ATTRIBUTE_NAME = /^[a-zA-Z_][-.\w]{0,127}(:[a-zA-Z_][-.\w]{0,127})?$/;

/** Rules by name, of those that are the same on all elements. */
const kept = new Map<string, AttributeRule>();

/** How the attribute `name` of the built element `element` is treated. */
export function ruleFor(element: string, name: string): AttributeRule {
  const known = kept.get(name);
  if (known !== undefined) return known;
  if (!ATTRIBUTE_NAME.test(name)) return "drop";
  const lower = name.toLowerCase();
  const local = lower.slice(lower.indexOf(":") + 1);
  if (local === "href") return hrefRule(element, lower);
  if (local === "src") return lower === "src" && SHOWN_BY_SRC.has(element) ? "picture" : "drop";
  const rule = ruleOnAll(lower, local);
  if (kept.size < MAX_KEPT) kept.set(name, rule);
  return rule;
}

function ruleOnAll(name: string, local: string): AttributeRule {
  // Names of ours, which the replay gives itself.
  if (name.startsWith(STAND_IN)) return "drop";
  // What counts in the end is the local name: no prefix of the sender's choosing may hide it.
  if (local.startsWith("on") || name.startsWith("xmlns")) return "drop";
  return RULES.get(name) ?? RULES.get(local) ?? "text";
}

function hrefRule(element: string, name: string): AttributeRule {
  if (name !== "href" && name !== "xlink:href") return "drop";
  return LINKS.has(element) ? "link" : "picture";
}

/** Whether SMIL may animate the attribute of this name: any but what links, loads, runs or styles. */
export function mayAnimate(name: string): boolean {
  return ATTRIBUTE_NAME.test(name) && !/^(.*:)?(on.*|href|src|style|attributename)$/i.test(name);
}
