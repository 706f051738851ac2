// The card's title bar: what is going on, and the buttons to move the card and to make it small.
import { button, element, icon } from "../shared/element.ts";
import { ICONS } from "../shared/icons.ts";
import type { Look } from "./look.ts";
import type { CardState } from "./state.ts";
import { markOf, titleOf } from "./title.ts";

/** What the visitor may do there. */
export interface HeadActions {
  expand(expanded: boolean): void;
  /** To the next corner. */
  move(): void;
}

/** The title bar. */
export class Head {
  readonly root: HTMLElement;
  readonly #look: Look;
  readonly #mark = element("span", { "aria-hidden": "true" });
  readonly #title = element("h2", { id: "glance_showing_status", tabindex: "-1" });
  readonly #move: HTMLButtonElement;
  readonly #expand: HTMLButtonElement;
  #expanded = true;

  constructor(actions: HeadActions, look: Look) {
    const { move } = look.texts;
    this.#look = look;
    this.#move = button(
      { id: "glance_move", class: "quiet", "aria-label": move, title: move },
      () => actions.move(),
      icon(ICONS.move),
    );
    this.#expand = button({ id: "glance_expand", class: "quiet", "aria-controls": "glance_in_session" }, () =>
      actions.expand(!this.#expanded),
    );
    this.root = element(
      "div",
      { class: "head glance_ui_titlebar" },
      this.#mark,
      this.#title,
      this.#move,
      this.#expand,
    );
  }

  render(state: CardState): void {
    this.#expanded = state.expanded;
    this.#title.textContent = titleOf(state, this.#look);
    this.#mark.className = markOf(state);
    this.#mark.hidden = this.#mark.className === "";
    const small = isSmall(state);
    this.#move.hidden = small;
    this.#expand.hidden = state.screen !== "session";
    this.#expand.classList.toggle("glance_closed", small);
    this.#expand.setAttribute("aria-expanded", String(!small));
    const { expand, collapse } = this.#look.texts;
    this.#expand.replaceChildren(
      icon(small ? ICONS.up : ICONS.down),
      element("span", { id: "glance_expand_al", class: "said" }, small ? expand : collapse),
    );
  }
}

/** Whether only the title bar is shown. */
export function isSmall({ screen, expanded }: CardState): boolean {
  return screen === "session" && !expanded;
}
