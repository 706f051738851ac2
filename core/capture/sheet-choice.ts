// Which of a page's titled and alternate sheets are chosen (CSSOM 1, "preferred CSS style sheet set name"). Browsers keep to themselves
// whether such a sheet counts, so it is found out in their way.

const ALTERNATE = /(^|\s)alternate(\s|$)/i;

/** Knows which sheets of documents count. */
export class SheetChoice {
  /** Links that were switched on: taking `disabled` away does it, as in HTML ("explicitly enabled"). */
  readonly #chosen = new WeakSet<Node>();

  /** `disabled` was taken away from a link. */
  choose(link: Node): void {
    this.#chosen.add(link);
  }

  /** Whether `sheet` does not count: switched off, or one of a set that nobody has chosen. */
  isOff(sheet: CSSStyleSheet): boolean {
    const { disabled, title, ownerNode } = sheet;
    if (disabled || title === null || title === "" || ownerNode === null) return disabled;
    if (this.#chosen.has(ownerNode)) return false;
    return isAlternate(sheet) || title !== preferredIn(ownerNode.getRootNode() as Document | ShadowRoot);
  }
}

/** The title of the first sheet that has one, and is no alternate. */
function preferredIn({ styleSheets }: DocumentOrShadowRoot): string | undefined {
  for (const sheet of styleSheets) if (sheet.title && !isAlternate(sheet)) return sheet.title;
  return undefined;
}

function isAlternate({ ownerNode }: CSSStyleSheet): boolean {
  return ALTERNATE.test((ownerNode as Partial<HTMLLinkElement> | null)?.rel ?? "");
}
