// What the card shows while a session runs: who sees the page, the code, pause and end.
import { button, element, icon } from "../shared/element.ts";
import { ICONS } from "../shared/icons.ts";
import { copyKey, showKey } from "./key.ts";
import { nameOf } from "./names.ts";
import type { CardState } from "./state.ts";
import { TEXT } from "./text.ts";

/** What the visitor may do there. */
export interface SessionActions {
  pause(paused: boolean): void;
  confirm(confirming: boolean): void;
  end(): void;
  /** Tells screen readers. */
  say(text: string): void;
}

/** How long the copy button says that it worked, in ms. */
const COPIED_MS = 2_000;

/** The panel; its parts are made once and shown as the state wants. */
export class SessionPanel {
  readonly root: HTMLElement;
  readonly #actions: SessionActions;
  readonly #strip = element("p", { class: "strip" });
  readonly #agents = element("ul", { id: "glance_agents", role: "list" });
  readonly #key = element("span", { id: "glance_ssn_key", role: "img" });
  readonly #keyBox: HTMLElement;
  readonly #copy: HTMLButtonElement;
  readonly #pause: HTMLButtonElement;
  readonly #row: HTMLElement;
  readonly #confirm: HTMLElement;
  #paused = false;
  #shownKey = "";

  constructor(actions: SessionActions) {
    this.#actions = actions;
    this.#copy = button({ id: "glance_copy", class: "quiet" }, () => void this.#copyKey());
    this.#showCopied(false);
    this.#keyBox = element(
      "div",
      { id: "glance_ssnkey_box" },
      element("p", { id: "glance_key_prompt" }, TEXT.keyPrompt),
      element(
        "div",
        { class: "keyrow" },
        element("span", { class: "keyname" }, TEXT.keyLabel),
        this.#key,
        this.#copy,
      ),
      element("p", { id: "glance_ssn_info" }, TEXT.keyInfo),
    );
    this.#pause = button({ id: "glance_pause_btn" }, () => actions.pause(!this.#paused));
    const stop = button({ id: "glance_stop_btn", class: "end" }, () => actions.confirm(true));
    stop.append(icon(ICONS.stop), TEXT.end);
    this.#row = element("div", { class: "actions" }, this.#pause, stop);
    this.#confirm = this.#makeConfirm();
    this.root = element(
      "div",
      { id: "glance_in_session", class: "body" },
      this.#strip,
      this.#agents,
      this.#keyBox,
      this.#row,
      this.#confirm,
    );
  }

  /** Where the focus goes when the element that had it is gone. */
  focusTarget(state: CardState): string {
    return state.confirming ? "glance_no" : "glance_stop_btn";
  }

  render(state: CardState): void {
    this.#paused = state.paused;
    this.#shownKey = state.key;
    const { agents, confirming } = state;
    this.#strip.textContent = stripText(state);
    this.#strip.hidden = this.#strip.textContent === "";
    this.#agents.replaceChildren(...agents.map(agentItem));
    this.#agents.hidden = agents.length < 3 || confirming;
    showKey(this.#key, state.key);
    this.#keyBox.hidden = confirming || state.key === "";
    this.#keyBox.classList.toggle("known", agents.length > 0);
    this.#pause.replaceChildren(
      icon(state.paused ? ICONS.play : ICONS.pause),
      state.paused ? TEXT.resume : TEXT.pause,
    );
    this.#pause.classList.toggle("main", state.paused);
    this.#row.hidden = confirming;
    this.#confirm.hidden = !confirming;
  }

  #makeConfirm(): HTMLElement {
    const no = button({ id: "glance_no", class: "main" }, () => this.#actions.confirm(false), TEXT.confirmNo);
    const yes = button({ id: "glance_yes", class: "end" }, () => this.#actions.end(), TEXT.confirmYes);
    return element(
      "div",
      {
        id: "glance_confirm",
        role: "alertdialog",
        "aria-labelledby": "glance_confirm_title",
        "aria-describedby": "glance_confirm_msg",
      },
      element(
        "div",
        { class: "text" },
        element("h2", { id: "glance_confirm_title" }, TEXT.confirmTitle),
        element("p", { id: "glance_confirm_msg" }, TEXT.confirmText),
      ),
      element("div", { class: "actions" }, no, yes),
    );
  }

  async #copyKey(): Promise<void> {
    const copied = await copyKey(this.#key, this.#shownKey);
    this.#actions.say(copied ? TEXT.copied : TEXT.copyFailed);
    this.#showCopied(copied);
    setTimeout(() => this.#showCopied(false), COPIED_MS);
  }

  #showCopied(copied: boolean): void {
    this.#copy.setAttribute("aria-label", copied ? TEXT.copied : TEXT.copy);
    this.#copy.title = copied ? TEXT.copied : TEXT.copy;
    this.#copy.replaceChildren(icon(copied ? ICONS.check : ICONS.copy));
  }
}

function stripText(state: CardState): string {
  if (state.connection === "lost") return TEXT.stillReconnecting;
  return state.blanked ? TEXT.blanked : "";
}

function agentItem(name: string): HTMLElement {
  const shown = nameOf(name);
  const initial = (/\p{L}|\p{N}/u.exec(shown)?.[0] ?? "").toUpperCase();
  return element(
    "li",
    {},
    element("span", { class: "initial", "aria-hidden": "true" }, initial),
    element("bdi", {}, shown),
  );
}
