// The bar above a joined session: what is shown, who is there, what can be done.
import type { AgentEvents, AgentState, Person, SharedPage } from "../../core/agent/api.ts";
import { button, element, icon } from "../shared/element.ts";
import { ICONS } from "../shared/icons.ts";
import { VIEWER_ICONS } from "./icons.ts";
import { ConnectionMark } from "./connection.ts";
import { Details } from "./details.ts";
import { showPeople } from "./people.ts";
import { canPopOut } from "./pop-out.ts";
import { shortened } from "../shared/shortened.ts";
import type { Zoom } from "./stage.ts";
import { STATES, TEXT } from "./text.ts";
import { ZoomBar, type ZoomEvents } from "./zoom.ts";

/** Longest title and address shown, in characters. */
const MAX_TITLE = 120;
const MAX_URL = 300;

export interface ToolbarEvents extends ZoomEvents {
  readonly onpopout: () => void;
  /** Absent: this viewer has no guests to let in. */
  readonly onguests?: (() => void) | undefined;
  readonly onhelp: () => void;
  readonly onleave: () => void;
  /** Absent: this viewer ends nothing. */
  readonly onend?: (() => void) | undefined;
}

function tool(path: string, text: string, onclick: () => void, className = ""): HTMLButtonElement {
  return button({ class: className, title: text }, onclick, icon(path), element("span", {}, text));
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
  readonly #connection = new ConnectionMark();
  readonly #details = new Details();
  readonly #zoom: ZoomBar;

  constructor(events: ToolbarEvents) {
    this.#zoom = new ZoomBar(events);
    const tools = element(
      "div",
      { role: "toolbar", class: "tools", "aria-label": TEXT.tools },
      this.#zoom.element,
      this.#details.button,
      tool(VIEWER_ICONS.keyboard, TEXT.help, events.onhelp, "minor"),
      ...(canPopOut() ? [tool(VIEWER_ICONS.window, TEXT.popOut, events.onpopout, "minor")] : []),
      ...(events.onguests === undefined
        ? []
        : [tool(VIEWER_ICONS.people, TEXT.guests, events.onguests, "minor")]),
      tool(VIEWER_ICONS.door, TEXT.leave, events.onleave, "leave"),
      ...(events.onend === undefined ? [] : [tool(ICONS.stop, TEXT.end, events.onend, "danger")]),
    );
    moveByArrows(tools);
    const page = element("div", { class: "page" }, this.#heading, element("p", { class: "url" }, this.#url));
    this.element = element(
      "header",
      { class: "bar" },
      this.#state,
      page,
      this.#connection.element,
      this.#connection.said,
      this.#people,
      tools,
      this.#details.element,
    );
  }

  /** Where the keyboard starts: the tools come next. */
  focusTitle(): void {
    this.#heading.focus();
  }

  setState({ status }: AgentState): void {
    // Nothing is measured while there is no connection.
    if (status === "reconnecting") this.#connection.reset();
    this.#state.textContent = status in STATES ? STATES[status as keyof typeof STATES] : "";
  }

  setPage(shown: SharedPage): void {
    const { title, url, hidden, masked } = shown;
    this.#details.setPage(shown);
    this.#title.textContent = shortened(title, MAX_TITLE) || TEXT.untitled;
    this.#url.textContent = shortened(url, MAX_URL);
    const flag = (text: string, why: string): HTMLElement =>
      element("span", { class: "flag", title: why }, text);
    this.#flags.replaceChildren(
      ...(hidden ? [flag(TEXT.pageHidden, TEXT.pageHiddenTitle)] : []),
      ...(masked ? [flag(TEXT.pageMasked, "")] : []),
    );
  }

  setBrowser(browser: AgentEvents["browser"]): void {
    this.#details.setBrowser(browser);
  }

  setViewport(size: AgentEvents["viewport"]): void {
    this.#details.setViewport(size);
  }

  setDelay({ ms }: AgentEvents["delay"]): void {
    this.#connection.show(ms);
    this.#details.setConnection(this.#connection.text);
  }

  setPeople(people: readonly Person[]): void {
    showPeople(this.#people, people);
  }

  setScale(scale: number, zoom: Zoom): void {
    this.#zoom.show(scale, zoom);
  }
}
