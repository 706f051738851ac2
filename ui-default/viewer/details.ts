// What is known of the visitor's side: browser, system, window, page, connection. Opens over the page, closes by Escape or a click beside it.
import type { AgentEvents } from "../../core/agent/api.ts";
import { button, element, icon } from "../shared/element.ts";
import { shortened } from "../shared/shortened.ts";
import { VIEWER_ICONS } from "./icons.ts";
import { DETAILS, TEXT } from "./text.ts";

/** Longest value shown, in characters. */
const MAX_VALUE = 500;

type Detail = keyof typeof DETAILS;

export class Details {
  readonly button: HTMLButtonElement;
  readonly element: HTMLElement;
  readonly #values = new Map<Detail, HTMLElement>();

  constructor() {
    const list = element("dl", {});
    for (const [name, label] of Object.entries(DETAILS)) {
      const value = element("bdi", { dir: name === "url" ? "ltr" : "auto" }, TEXT.unknown);
      this.#values.set(name as Detail, value);
      list.append(element("div", {}, element("dt", {}, label), element("dd", {}, value)));
    }
    this.element = element(
      "section",
      { class: "details", popover: "auto", id: "glance_details", "aria-label": TEXT.details, tabindex: "-1" },
      element("h2", {}, TEXT.details),
      list,
    );
    this.button = button(
      { class: "minor", title: TEXT.details, popovertarget: this.element.id },
      () => undefined,
      icon(VIEWER_ICONS.info),
      element("span", {}, TEXT.details),
    );
  }

  setBrowser({ browser, platform, release }: AgentEvents["browser"]): void {
    this.#set("browser", browser);
    this.#set("platform", platform);
    this.#set("release", release);
  }

  setPage({ url, title }: AgentEvents["page"]): void {
    this.#set("title", title);
    this.#set("url", url);
  }

  setViewport({ width, height }: AgentEvents["viewport"]): void {
    this.#set("viewport", `${width} × ${height}`);
  }

  /** In words and ms. */
  setConnection(text: string): void {
    this.#set("connection", text);
  }

  #set(name: Detail, text: string): void {
    const value = this.#values.get(name);
    if (value !== undefined) value.textContent = shortened(text, MAX_VALUE) || TEXT.unknown;
  }
}
