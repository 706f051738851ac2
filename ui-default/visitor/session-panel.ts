// What the card shows while a session runs: who sees the page, the code, pause and end, what the visitor is asked.
import { button, element, icon } from "../shared/element.ts";
import { ICONS } from "../shared/icons.ts";
import { copyKey, showKey } from "./key.ts";
import type { Look } from "./look.ts";
import { nameOf } from "./names.ts";
import { QuestionPanel, questionOf } from "./question.ts";
import type { CardState } from "./state.ts";

/** What the visitor may do there. */
export interface SessionActions {
  pause(paused: boolean): void;
  /** Takes back what was given by accepting remote control. */
  stopControl(): void;
  /** Wants to end the session: that is asked once more. */
  end(): void;
  /** Answers the question that is shown. */
  answer(yes: boolean): void;
  /** Tells screen readers. */
  say(text: string): void;
}

/** How long the copy button says that it worked, in ms. */
const COPIED_MS = 2_000;

/** The panel; its parts are made once and shown as the state wants. */
export class SessionPanel {
  readonly root: HTMLElement;
  readonly #actions: SessionActions;
  readonly #look: Look;
  readonly #strip = element("p", { class: "strip" });
  readonly #control: HTMLElement;
  readonly #agents = element("ul", { id: "glance_agents", role: "list" });
  readonly #key = element("span", { id: "glance_ssn_key", role: "img", dir: "ltr" });
  readonly #keyless: HTMLElement;
  readonly #keyBox: HTMLElement;
  readonly #copy: HTMLButtonElement;
  readonly #pause: HTMLButtonElement;
  readonly #row: HTMLElement;
  readonly #question: QuestionPanel;
  #paused = false;
  #shownKey = "";

  constructor(actions: SessionActions, look: Look) {
    const { texts } = look;
    this.#actions = actions;
    this.#look = look;
    this.#copy = button({ id: "glance_copy", class: "quiet" }, () => void this.#copyKey());
    this.#showCopied(false);
    this.#keyless = element("p", { id: "glance_keyless_prompt" }, texts.keyless);
    this.#keyBox = this.#makeKeyBox();
    this.#pause = button({ id: "glance_pause_btn" }, () => actions.pause(!this.#paused));
    const stop = button({ id: "glance_stop_btn", class: "end" }, () => actions.end());
    stop.append(icon(ICONS.stop), texts.end);
    this.#row = element("div", { class: "actions" }, this.#pause, stop);
    const stopControl = button({ id: "glance_rc_stop" }, () => actions.stopControl(), texts.rcStop);
    this.#control = element(
      "div",
      { id: "glance_rc", class: "strip" },
      element("p", {}, texts.rcInfo),
      stopControl,
    );
    this.#question = new QuestionPanel(look, (yes) => actions.answer(yes));
    this.root = element(
      "div",
      { id: "glance_in_session", class: "body" },
      this.#strip,
      this.#question.root,
      this.#control,
      this.#agents,
      this.#keyBox,
      this.#row,
    );
  }

  /** Where the focus goes when the element that had it is gone. */
  focusTarget(state: CardState): string {
    return questionOf(state) === undefined ? "glance_stop_btn" : "glance_no";
  }

  render(state: CardState): void {
    this.#paused = state.paused;
    this.#shownKey = state.key;
    const { agents } = state;
    const asking = questionOf(state) !== undefined;
    this.#strip.textContent = this.#stripText(state);
    this.#strip.hidden = this.#strip.textContent === "";
    this.#control.hidden = asking || !state.rc;
    this.#agents.replaceChildren(...agents.map((name) => this.#agentItem(name)));
    this.#agents.hidden = agents.length < 3 || asking;
    this.#renderKey(state, asking);
    this.#renderPause(state.paused);
    this.#row.hidden = asking;
    this.#question.render(state);
  }

  #makeKeyBox(): HTMLElement {
    const { texts } = this.#look;
    return element(
      "div",
      { id: "glance_ssnkey_box" },
      element("p", { id: "glance_key_prompt" }, texts.keyPrompt),
      this.#keyless,
      element(
        "div",
        { class: "keyrow" },
        element("span", { class: "keyname" }, texts.keyLabel),
        this.#key,
        this.#copy,
      ),
      element("p", { id: "glance_ssn_info" }, texts.keyInfo),
    );
  }

  #renderKey({ key, keyless, agents }: CardState, asking: boolean): void {
    showKey(this.#key, key);
    this.#keyBox.hidden = asking || key === "";
    this.#keyBox.classList.toggle("known", agents.length > 0);
    this.#keyBox.classList.toggle("keyless", keyless);
    this.#keyless.hidden = !keyless || agents.length > 0;
  }

  #renderPause(paused: boolean): void {
    const { texts } = this.#look;
    this.#pause.replaceChildren(icon(paused ? ICONS.play : ICONS.pause), paused ? texts.resume : texts.pause);
    this.#pause.classList.toggle("main", paused);
  }

  #stripText(state: CardState): string {
    if (state.connection === "lost") return this.#look.texts.stillReconnecting;
    return state.blanked ? this.#look.texts.blanked : "";
  }

  #agentItem(name: string): HTMLElement {
    const shown = nameOf(name, this.#look);
    const initial = (/\p{L}|\p{N}/u.exec(shown)?.[0] ?? "").toUpperCase();
    return element(
      "li",
      {},
      element("span", { class: "initial", "aria-hidden": "true" }, initial),
      element("bdi", {}, shown),
    );
  }

  async #copyKey(): Promise<void> {
    const { texts } = this.#look;
    const copied = await copyKey(this.#key, this.#shownKey);
    this.#actions.say(copied ? texts.copied : texts.copyFailed);
    this.#showCopied(copied);
    setTimeout(() => this.#showCopied(false), COPIED_MS);
  }

  #showCopied(copied: boolean): void {
    const { texts } = this.#look;
    const label = copied ? texts.copied : texts.copy;
    this.#copy.setAttribute("aria-label", label);
    this.#copy.title = label;
    this.#copy.replaceChildren(icon(copied ? ICONS.check : ICONS.copy));
  }
}
