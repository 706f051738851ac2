// Scrolls as a wheel over an element does.
import { around } from "./place.ts";

function canScroll(element: Element, left: number, top: number): boolean {
  const isRoot = element === element.ownerDocument.scrollingElement;
  const { overflowX, overflowY } = getComputedStyle(element);
  const takes = (overflow: string): boolean =>
    isRoot ? overflow !== "hidden" : /auto|scroll/.test(overflow);
  const room = (at: number, by: number, inside: number, outside: number): boolean =>
    by < 0 ? at > 0 : by > 0 && at + outside < inside - 1;
  return (
    (takes(overflowY) && room(element.scrollTop, top, element.scrollHeight, element.clientHeight)) ||
    (takes(overflowX) && room(element.scrollLeft, left, element.scrollWidth, element.clientWidth))
  );
}

/** Scrolls the innermost thing around `element` that can go that way. */
export function scrollOn(element: Element, left: number, top: number): void {
  for (let each: Element | null = element; each !== null; each = around(each, document)) {
    const scroller = each === each.ownerDocument.documentElement ? each.ownerDocument.scrollingElement : each;
    if (scroller === null || !canScroll(scroller, left, top)) continue;
    scroller.scrollBy({ left, top, behavior: "instant" });
    return;
  }
}
