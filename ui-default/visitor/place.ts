// Which corner of the window the card is in, and whether it is small. Kept for the site's next pages, in this tab.

export type Corner = "top-left" | "top-right" | "bottom-left" | "bottom-right";

/** What is kept. */
export interface Place {
  /** Undefined: where the site's style sheet has it. */
  readonly corner: Corner | undefined;
  readonly expanded: boolean;
}

const NAME = "glance_ui";
const CORNERS: readonly Corner[] = ["top-left", "top-right", "bottom-right", "bottom-left"];

/** The place of the page before; `otherwise` when none is known, or the browser forbids storage. */
export function readPlace(otherwise: Place): Place {
  try {
    const { corner, expanded } = JSON.parse(sessionStorage.getItem(NAME) ?? "{}") as Partial<Place>;
    return {
      corner: CORNERS.find((known) => known === corner) ?? otherwise.corner,
      expanded: typeof expanded === "boolean" ? expanded : otherwise.expanded,
    };
  } catch {
    return otherwise;
  }
}

/** Keeps `place`; where the browser forbids it, it holds for this page alone. */
export function keepPlace(place: Place): void {
  try {
    sessionStorage.setItem(NAME, JSON.stringify(place));
  } catch {
    // Sandboxed frames and blocked cookies: nothing depends on it.
  }
}

/** The corner whose quarter of the window has the middle of `box`. */
export function cornerOf(box: DOMRect): Corner {
  const vertical = box.top + box.height / 2 < innerHeight / 2 ? "top" : "bottom";
  const horizontal = box.left + box.width / 2 < innerWidth / 2 ? "left" : "right";
  return `${vertical}-${horizontal}`;
}

/** The next corner clockwise; `onlyVertical` where the card is as wide as the window. */
export function nextCorner(corner: Corner, onlyVertical: boolean): Corner {
  if (onlyVertical) return inDirection(corner, corner.startsWith("top") ? "ArrowDown" : "ArrowUp");
  return CORNERS[(CORNERS.indexOf(corner) + 1) % CORNERS.length] ?? corner;
}

/** The corner that an arrow key leads to from `corner`. */
export function inDirection(corner: Corner, key: string): Corner {
  const isTop = key === "ArrowUp" || (key !== "ArrowDown" && corner.startsWith("top"));
  const isLeft = key === "ArrowLeft" || (key !== "ArrowRight" && corner.endsWith("left"));
  return `${isTop ? "top" : "bottom"}-${isLeft ? "left" : "right"}`;
}
