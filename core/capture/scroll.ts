// Scroll offsets. Mirrors: protocol/scroll.ts, replay/scroll.ts.
import { MASK } from "../mask/index.ts";
import type { CaptureContext, Root } from "./context.ts";
import { listen } from "./listen.ts";
import { firstChildOf, lengthOf, nextSiblingOf, nodeTypeOf } from "./natives.ts";
import type { Deadline } from "./schedule.ts";

const SHOW_ELEMENT = 1;
/** A text that needs no more than a line or two, in UTF-16 units. */
const SHORT_TEXT_UNITS = 80;

/** Follows what is scrolled. */
export class ScrollCapture {
  readonly #context: CaptureContext;
  /** Roots whose elements were not looked at yet: what was scrolled before this began. */
  #walks: TreeWalker[] = [];

  constructor(context: CaptureContext) {
    this.#context = context;
  }

  observe(root: Root): void {
    listen(root, ["scroll"], (event) => this.#scrolled(event.target as Node), this.#context.signal);
    const document =
      nodeTypeOf(root) === 9 ? (root as Document) : (root.ownerDocument ?? this.#context.document);
    this.#walks.push(document.createTreeWalker(root, SHOW_ELEMENT));
    if (nodeTypeOf(root) === 9) this.#context.dirty.scrolled.add(root);
  }

  /** Looks for elements that were scrolled before they were observed. Asking each costs more than telling it, so this comes
   * after the page is told. Returns whether all were asked. */
  search(deadline: Deadline): boolean {
    for (let walk = this.#walks[0]; walk !== undefined; walk = this.#walks[0]) {
      for (let node = walk.nextNode(); node !== null; node = walk.nextNode()) {
        const element = node as Element;
        // The root says how far the window is scrolled, which is told of the document.
        const isScrolled = mayScroll(element) && (element.scrollTop !== 0 || element.scrollLeft !== 0);
        if (isScrolled && element !== element.ownerDocument.scrollingElement)
          this.#context.dirty.scrolled.add(element);
        if (deadline.passed) return false;
      }
      this.#walks.shift();
    }
    return true;
  }

  /** Tells offsets that were marked. */
  read(): void {
    const { dirty, ids, writer } = this.#context;
    for (const node of dirty.scrolled) {
      const info = ids.living(node);
      // How far a masked list is scrolled tells what is chosen in it.
      if (info === undefined || (info.mask !== MASK.shown && nodeTypeOf(node) === 1)) continue;
      const [left, top] = offsetOf(node);
      writer.scroll(info.id, left, top);
    }
    dirty.scrolled.clear();
  }

  #scrolled(node: Node): void {
    this.#context.dirty.scrolled.add(node);
    this.#context.request();
  }
}

function offsetOf(node: Node): readonly [left: number, top: number] {
  if (nodeTypeOf(node) !== 9) return [(node as Element).scrollLeft, (node as Element).scrollTop];
  const window = (node as Document).defaultView;
  return [window?.scrollX ?? 0, window?.scrollY ?? 0];
}

/** Whether there is enough in an element to scroll over: asking for its offset costs more than a microsecond. */
function mayScroll(element: Element): boolean {
  const child = firstChildOf(element);
  if (child === null) return false;
  const isShortText = nodeTypeOf(child) === 3 && lengthOf(child as Text) < SHORT_TEXT_UNITS;
  return !isShortText || nextSiblingOf(child) !== null;
}
