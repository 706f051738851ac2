// An attack of a visitor on an agent's browser: one page, told by operations.
import type { PageOps } from "../../../../core/protocol/index.ts";

/** What an attack that works is noticed by. */
export type Effect = "ran" | "contact" | "popup" | "download" | "chooser" | "plays" | "focus" | "navigated";

export interface Attack {
  readonly id: string;
  readonly what: string;
  readonly effect: Effect;
  /** The one layer that holds it; both do when it is not said. */
  readonly heldBy?: "frame";
  /** What a person does to element `#t`. */
  readonly act?: "click" | "enter";
  /** Says the page: its `<head>` is 3, its `<body>` 4. `evil` is the attacker's address, `code` a script of theirs. */
  readonly tell: (page: PageOps, evil: string, code: string) => void;
}

export const HTML = 0;
export const SVG = 1;
/** Fills the frame, to be hit. */
export const LARGE = "display:block;width:300px;height:200px";

/** An element in the body, or in `parent`, with a text in it. */
export function add(
  page: PageOps,
  id: number,
  name: string,
  attributes: Readonly<Record<string, string>>,
  text?: string,
  namespace = HTML,
  parent = 4,
): void {
  page.at(parent, 0);
  page.element(id, namespace, name, Object.entries(attributes).flat());
  if (text === undefined) return;
  page.at(id, 0);
  page.text(id + 500, text);
}

export function style(page: PageOps, css: string): void {
  add(page, 30, "style", {}, undefined, HTML, 3);
  page.sheet(30, "", css);
}

/** The attacks, as they are. */
export function attacks(all: readonly Attack[]): readonly Attack[] {
  return all;
}
