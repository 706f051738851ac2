// The page where a guest gets a code: name, code with its time, what became of it. It uses what any page may: `GLANCE.Guest`.
import type { ConnectorApi, ConnectResult, GuestErrorCode } from "../../core/guest/api.ts";
import { button, element } from "../shared/element.ts";
import type { GuestTexts } from "./text.ts";

/** Rest of the time at which a guest is warned, in s: twenty would be too few to find the button (WCAG 2.2.1). */
const WARNING_S = 60;
const TICK_MS = 500;

/** What it works with. */
export interface JoinPorts {
  readonly connector: ConnectorApi;
  readonly texts: GuestTexts;
  readonly now: () => number;
}

/** Fills `root`, and follows the connector. */
export class GuestJoin {
  readonly #connector: ConnectorApi;
  readonly #texts: GuestTexts;
  readonly #now: () => number;
  readonly #heading = element("h1", { tabindex: "-1" });
  readonly #intro = element("p", {});
  readonly #form: HTMLFormElement;
  readonly #name: HTMLInputElement;
  readonly #problem = element("p", { class: "problem", id: "glance_problem", role: "alert" });
  readonly #submit: HTMLButtonElement;
  readonly #code = element("p", { class: "key", id: "glance_guest_code" });
  readonly #left = element("p", { class: "left", role: "timer" });
  readonly #warning = element("p", { class: "warning", role: "alert" });
  readonly #more: HTMLButtonElement;
  readonly #said = element("p", { class: "said", role: "status" });
  /** When the code counts no more, by {@link JoinPorts.now}; undefined while there is none. */
  #until: number | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(root: HTMLElement, { connector, texts, now }: JoinPorts) {
    this.#connector = connector;
    this.#texts = texts;
    this.#now = now;
    this.#name = element("input", {
      id: "glance_guest_name",
      type: "text",
      required: true,
      maxlength: "63",
      autocomplete: "name",
      "aria-describedby": "glance_name_help glance_problem",
    });
    this.#submit = element("button", { class: "main" }, texts.getCode);
    this.#form = this.#makeForm();
    this.#more = button({}, () => void this.#moreTime(), texts.moreTime);
    root.replaceChildren(
      this.#heading,
      this.#intro,
      this.#problem,
      this.#form,
      this.#code,
      this.#left,
      this.#warning,
      this.#more,
      this.#said,
    );
    connector.addEventListener("timeout", () => this.#timeOut());
    connector.addEventListener("error", ({ code }) => this.#fail(code));
    connector.addEventListener("admitted", () => this.#admit());
    this.#ask(texts.title, texts.intro);
  }

  #makeForm(): HTMLFormElement {
    const { name, nameHelp } = this.#texts;
    const form = element(
      "form",
      { class: "form" },
      element("label", { for: this.#name.id }, name),
      this.#name,
      element("p", { class: "hint", id: "glance_name_help" }, nameHelp),
      this.#submit,
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#connect();
    });
    return form;
  }

  /** Shows the form. */
  #ask(title: string, intro: string): void {
    this.#setUntil(undefined);
    this.#heading.textContent = title;
    this.#intro.textContent = intro;
    document.title = title;
    this.#form.hidden = false;
    this.#setBusy(false);
    for (const each of [this.#code, this.#left, this.#warning, this.#more]) each.hidden = true;
  }

  #setBusy(busy: boolean): void {
    this.#submit.setAttribute("aria-disabled", String(busy));
    this.#submit.textContent = busy ? this.#texts.wait : this.#texts.getCode;
  }

  async #connect(): Promise<void> {
    if (this.#submit.ariaDisabled === "true") return;
    this.#problem.textContent = "";
    this.#setBusy(true);
    const result = await this.#connector.connect(this.#name.value.trim());
    this.#setBusy(false);
    if (result.ok) this.#show(result);
  }

  #show({ code, timeout }: ConnectResult): void {
    const { codeTitle, codeIntro } = this.#texts;
    this.#heading.textContent = codeTitle;
    this.#intro.textContent = codeIntro;
    document.title = codeTitle;
    this.#form.hidden = true;
    this.#code.textContent = code.replaceAll(/(\d{3})(?=\d)/g, "$1 ");
    // Digit by digit, and not as a number of thousands.
    this.#code.setAttribute("aria-label", Array.from(code).join(" "));
    this.#code.setAttribute("role", "img");
    for (const each of [this.#code, this.#left, this.#warning, this.#more]) each.hidden = false;
    this.#setUntil(this.#now() + timeout * 1000);
    this.#heading.focus();
  }

  async #moreTime(): Promise<void> {
    const { ok, timeout } = await this.#connector.moreTime();
    if (!ok) return;
    this.#setUntil(this.#now() + timeout * 1000);
    this.#said.textContent = this.#texts.moreTimeGiven;
  }

  #setUntil(until: number | undefined): void {
    this.#until = until;
    this.#warning.textContent = "";
    this.#said.textContent = "";
    clearInterval(this.#timer);
    if (until === undefined) return;
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
    this.#tick();
  }

  #tick(): void {
    if (this.#until === undefined) return;
    const seconds = Math.max(0, Math.ceil((this.#until - this.#now()) / 1000));
    const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    this.#left.textContent = this.#texts.left.replace("{time}", time);
    const isLate = seconds <= WARNING_S;
    this.#more.className = isLate ? "main" : "";
    // Said once: an alert that changes is said again.
    if (isLate && this.#warning.textContent === "") this.#warning.textContent = this.#texts.warning;
  }

  #timeOut(): void {
    this.#ask(this.#texts.timeoutTitle, this.#texts.timeout);
    this.#submit.textContent = this.#texts.newCode;
    this.#heading.focus();
  }

  #fail(code: GuestErrorCode): void {
    this.#ask(this.#texts.title, this.#texts.intro);
    this.#problem.textContent = this.#texts.errors[code];
    if (code === "invalid-name") this.#name.focus();
  }

  #admit(): void {
    this.#setUntil(undefined);
    for (const each of [this.#form, this.#code, this.#left, this.#more, this.#intro]) each.hidden = true;
    this.#heading.textContent = this.#texts.admitted;
    this.#heading.focus();
  }
}
