// What is masked in a page as it stands, and why: to be shown to the visitor, and to those who write rules.
import { isMarked, MASK, type Mask, MaskDecider } from "./decide.ts";
import { matchesSelector } from "./natives.ts";
import type { MaskRules } from "./rules.ts";
import { isSecretControl } from "./secrets.ts";

/** An element that is masked, with everything in it. */
export interface MaskedPart {
  readonly element: Element;
  /** What masks it: a selector, `glance_masked`, `field` for what is masked by itself, `except` for what no exception lifts, `page`. */
  readonly rule: string;
  /** Where it is in the window, in px, over frames. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The outermost masked elements of `document`, in open shadow trees and same-origin frames too. Cost: a look at each element. */
export function maskedParts(document: Document, rules: MaskRules): MaskedPart[] {
  const decider = new MaskDecider(rules);
  const isWithheld = decider.withholds || decider.masksAddress(document.URL);
  const root = document.documentElement;
  if (isWithheld) return [{ element: root, rule: "page", ...boxOf(root, 0, 0) }];
  const found: MaskedPart[] = [];
  new Survey(decider, rules, found).look(document, decider.initial, 0, 0);
  return found;
}

class Survey {
  readonly #decider: MaskDecider;
  readonly #rules: MaskRules;
  readonly #found: MaskedPart[];

  constructor(decider: MaskDecider, rules: MaskRules, found: MaskedPart[]) {
    this.#decider = decider;
    this.#rules = rules;
    this.#found = found;
  }

  /** Looks at all under `root`, whose window is at `left` and `top`. */
  look(root: ParentNode, mask: Mask, left: number, top: number): void {
    this.#children(root, mask, left, top);
  }

  #children(root: ParentNode, mask: Mask, left: number, top: number): void {
    for (const element of root.children) this.#element(element, mask, left, top);
  }

  #element(element: Element, parent: Mask, left: number, top: number): void {
    const { assignedSlot } = element;
    const around = assignedSlot !== null && assignedSlot.closest("[glance_masked], .glance_masked") !== null;
    const mask = this.#decider.decide(element, around ? MASK.masked : parent);
    if (mask === MASK.masked || (mask === MASK.covered && holdsContent(element)))
      this.#found.push({ element, rule: this.#ruleOf(element, mask), ...boxOf(element, left, top) });
    if (mask === MASK.masked) return;
    if (element.shadowRoot !== null) this.#children(element.shadowRoot, mask, left, top);
    if (element.localName === "iframe") this.#frame(element as HTMLIFrameElement, mask, left, top);
    this.#children(element, mask, left, top);
  }

  #frame(frame: HTMLIFrameElement, mask: Mask, left: number, top: number): void {
    const document = contentOf(frame);
    if (document === undefined) return;
    const box = boxOf(frame, left, top);
    if (this.#decider.masksAddress(document.URL)) this.#found.push({ element: frame, rule: "page", ...box });
    else this.#children(document, mask, box.left + frame.clientLeft, box.top + frame.clientTop);
  }

  #ruleOf(element: Element, mask: Mask): string {
    if (mask === MASK.covered) return "except";
    if (isMarked(element)) return "glance_masked";
    if (isSecretControl(element)) return "field";
    const { mode, selectors, masked = [] } = this.#rules;
    const all = mode === "listed" ? [...selectors, ...masked] : masked;
    return all.find((selector) => matchesSelector(element, selector)) ?? "slot";
  }
}

const CONTENT: ReadonlySet<string> = new Set("img input select textarea canvas video svg iframe".split(" "));

/** Whether something of its own shows: else what is in it says enough. */
function holdsContent(element: Element): boolean {
  if (CONTENT.has(element.localName)) return true;
  for (const child of element.childNodes)
    if (child.nodeType === 3 && /\S/.test(child.nodeValue ?? "")) return true;
  return false;
}

function boxOf(element: Element, left: number, top: number): Omit<MaskedPart, "element" | "rule"> {
  const box = element.getBoundingClientRect();
  return { left: box.left + left, top: box.top + top, width: box.width, height: box.height };
}

function contentOf(frame: HTMLIFrameElement): Document | undefined {
  try {
    return frame.contentDocument ?? undefined;
  } catch {
    return undefined;
  }
}
