// The bar above a joined session: what is shown, who is there, what can be done.
import type { AgentState, Person, SharedPage } from "../../core/agent/api.ts";
import { button, element, icon } from "../shared/element.ts";
import { ICONS } from "../shared/icons.ts";
import { VIEWER_ICONS } from "./icons.ts";
import { showPeople } from "./people.ts";
import { shortened } from "../shared/shortened.ts";
import type { Zoom } from "./stage.ts";
import { STATES, TEXT } from "./text.ts";

/** Longest title and address shown, in characters. */
const MAX_TITLE = 120;
const MAX_URL = 300;

export interface ToolbarEvents {
  readonly onzoom: (zoom: Zoom) => void;
  readonly onleave: () => void;
  readonly onend: () => void;
}

/** Makes the arrow keys, Home and End move between the buttons of `bar`, which is one stop of the Tab key (ARIA toolbar pattern). */
export function moveByArrows(bar: HTMLElement): void {
  const buttons = [...bar.querySelectorAll("button")];
  const select = (next: HTMLButtonElement): void => {
    for (const each of buttons) each.tabIndex = each === next ? 0 : -1;
  };
  bar.addEventListener("focusin", ({ target }) => select(target as HTMLButtonElement));
  bar.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(event.target as HTMLButtonElement);
    const steps: Readonly<Record<string, number>> = {
      ArrowLeft: at - 1,
      ArrowRight: at + 1,
      Home: 0,
      End: buttons.length - 1,
    };
    const to = steps[event.key];
    if (to === undefined) return;
    event.preventDefault();
    buttons[(to + buttons.length) % buttons.length]?.focus();
  });
  if (buttons[0] !== undefined) select(buttons[0]);
}

export class Toolbar {
  readonly element: HTMLElement;
  readonly #state = element("span", { class: "state" });
  readonly #title = element("bdi", { dir: "auto" }, TEXT.page);
  readonly #url = element("bdi", { dir: "ltr" });
  readonly #flags = element("span", { class: "flags" });
  readonly #heading = element("h1", { tabindex: "-1" }, this.#title, this.#flags);
  readonly #people = element("ul", { class: "people", "aria-label": TEXT.people });
  readonly #fit: HTMLButtonElement;
  readonly #full: HTMLButtonElement;
  readonly #scale = element("span", { class: "scale" });

  constructor({ onzoom, onleave, onend }: ToolbarEvents) {
    const zoom = (to: Zoom): void => {
      this.#press(to);
      onzoom(to);
    };
    this.#fit = button({}, () => zoom("fit"), TEXT.fit, this.#scale);
    this.#full = button({}, () => zoom("full"), TEXT.full);
    this.#press("fit");
    const tools = element(
      "div",
      { role: "toolbar", class: "tools", "aria-label": TEXT.tools },
      element("div", { role: "group", class: "choice", "aria-label": TEXT.zoom }, this.#fit, this.#full),
      button({ class: "leave" }, onleave, icon(VIEWER_ICONS.door), element("span", {}, TEXT.leave)),
      button({ class: "danger" }, onend, icon(ICONS.stop), element("span", {}, TEXT.end)),
    );
    moveByArrows(tools);
    const page = element("div", { class: "page" }, this.#heading, element("p", { class: "url" }, this.#url));
    this.element = element("header", { class: "bar" }, this.#state, page, this.#people, tools);
  }

  /** Where the keyboard starts: the tools come next. */
  focusTitle(): void {
    this.#heading.focus();
  }

  setState({ status }: AgentState): void {
    this.#state.textContent = status in STATES ? STATES[status as keyof typeof STATES] : "";
  }

  setPage({ title, url, hidden, masked }: SharedPage): void {
    this.#title.textContent = shortened(title, MAX_TITLE) || TEXT.untitled;
    this.#url.textContent = shortened(url, MAX_URL);
    const flags = [hidden ? TEXT.pageHidden : "", masked ? TEXT.pageMasked : ""].filter(
      (flag) => flag !== "",
    );
    this.#flags.replaceChildren(...flags.map((flag) => element("span", { class: "flag" }, flag)));
  }

  setPeople(people: readonly Person[]): void {
    showPeople(this.#people, people);
  }

  setScale(scale: number): void {
    this.#scale.textContent =
      scale === 1 || this.#full.ariaPressed === "true" ? "" : `${Math.round(scale * 100)} %`;
  }

  #press(zoom: Zoom): void {
    this.#fit.ariaPressed = String(zoom === "fit");
    this.#full.ariaPressed = String(zoom === "full");
  }
}
