// Whether an agent may touch an element. Asked for each input, of what it would really touch, at that moment.
import type { RefusalReason } from "../protocol/index.ts";
import type { KnownPage } from "./gestures.ts";
import { documentIn, pathOf } from "./place.ts";

/** Marks our own UI: an agent must not press Accept for the visitor. */
const OWN = "[glance_cobrowse_suppress], [data-no-cobrowse-content]";
/** What agents may touch where not everything is theirs. */
export const CONTROLLABLE = ".glance_controllable";
/** What only the visitor presses. */
const VISITOR_ONLY = "[data-cb-noclick]";

/** What an agent may touch: the whole page, or what is marked by {@link CONTROLLABLE}. */
export type Regions = "page" | "marked";

/** Why `element` may not be touched; undefined when it may. */
export function refusalOf(
  element: Element,
  page: KnownPage | undefined,
  regions: Regions,
): RefusalReason | undefined {
  const path = pathOf(element, document);
  if (path.some((each) => each.matches(OWN))) return "own-ui";
  if (isOtherSite(element)) return "other-site";
  const control = controlOf(path);
  if (control !== undefined && isFile(control)) return "file";
  if (page === undefined) return "gone";
  if (!page.shows(element) || isSecret(control, page)) return "protected";
  if (control?.matches(":disabled") === true) return "disabled";
  if (path.some((each) => each.matches(VISITOR_ONLY))) return "visitor-only";
  return isInside(path, regions) ? undefined : "outside";
}

/** A page that marks a region means that the rest is not to be touched, whatever the group says. */
function isInside(path: readonly Element[], regions: Regions): boolean {
  if (regions === "page" && document.querySelector(CONTROLLABLE) === null) return true;
  return path.some((each) => each.matches(CONTROLLABLE));
}

/** A frame whose document cannot be read decides itself what happens in it, and an object is one. */
function isOtherSite(element: Element): boolean {
  const { localName } = element;
  if (localName === "object" || localName === "embed") return true;
  return (localName === "iframe" || localName === "frame") && documentIn(element) === null;
}

/** The form control that a touch of the innermost of `path` goes to: itself, what it is in, or what it labels. */
function controlOf(path: readonly Element[]): Element | undefined {
  for (const each of path) {
    if (/^(input|textarea|select|button)$/.test(each.localName)) return each;
    if (each.localName === "label") return (each as HTMLLabelElement).control ?? undefined;
  }
  return undefined;
}

function isFile(element: Element): boolean {
  return element.localName === "input" && (element as HTMLInputElement).type === "file";
}

function isSecret(element: Element | undefined, page: KnownPage): boolean {
  if (element === undefined) return false;
  const { type } = element as Partial<HTMLInputElement>;
  return type === "password" || type === "hidden" || !page.shows(element);
}
