// The second bar of a joined session: what the agent can show and do, and where the visitor's browser can be sent.
import type { AgentApi, AgentEvents, Permission } from "../../core/agent/api.ts";
import { button, element, icon } from "../shared/element.ts";
import { moveByArrows } from "./toolbar.ts";
import { TOOL_ICONS } from "./tool-icons.ts";
import { FORBIDDEN, REFUSED, TOOL_TEXT } from "./tool-text.ts";

/** What the mouse on the page does. `look`: nothing, or, with remote control, what it does at the visitor. */
export type Tool = "look" | "point" | "highlight" | "pen" | "rectangle" | "arrow";

/** What each needs; undefined: nothing. */
const TOOLS: Readonly<Record<Tool, Permission | undefined>> = {
  look: undefined,
  point: "pointing",
  highlight: "pointing",
  pen: "drawing",
  rectangle: "drawing",
  arrow: "drawing",
};

/** The tools, and which is chosen. */
export class Tools {
  readonly element: HTMLElement;
  /** Hears which tool is chosen, and whether it acts at the visitor. */
  ontool: ((tool: Tool, acts: boolean) => void) | undefined;
  readonly #agent: AgentApi;
  readonly #choices = new Map<Tool, HTMLButtonElement>();
  readonly #stays: HTMLButtonElement;
  readonly #control: HTMLButtonElement;
  readonly #aloud: HTMLButtonElement;
  readonly #said = element("p", { class: "refusal", "aria-live": "polite" });
  #tool: Tool = "look";
  #rc: "off" | "requested" | "on" = "off";

  constructor(agent: AgentApi) {
    this.#agent = agent;
    for (const [tool, needs] of Object.entries(TOOLS) as [Tool, Permission | undefined][])
      this.#choices.set(
        tool,
        this.#button(tool, TOOL_TEXT[tool], needs, () => this.choose(tool)),
      );
    this.#stays = this.#button("stays", TOOL_TEXT.stays, "drawing", () =>
      this.#press(this.#stays, !this.stays),
    );
    this.#control = this.#button("control", TOOL_TEXT.request, "remoteControl", () => this.#toggleControl());
    this.#aloud = this.#button("aloud", TOOL_TEXT.aloud, "pointing", () => this.#toggleAloud());
    const clear = this.#button("clear", TOOL_TEXT.clear, "drawing", () => agent.gesture({ type: "clear" }));
    const bar = element(
      "div",
      { role: "toolbar", class: "tools", "aria-label": TOOL_TEXT.tools },
      element("div", { class: "choice" }, ...this.#choices.values()),
      this.#stays,
      clear,
      this.#aloud,
      this.#control,
    );
    moveByArrows(bar);
    this.#press(this.#stays, false);
    this.#press(this.#aloud, agent.accessibilityEnabled());
    this.#show();
    this.element = element(
      "section",
      { class: "bar second", "aria-label": TOOL_TEXT.region },
      bar,
      this.#said,
      this.#browser(),
    );
  }

  /** Whether drawings stay until they are cleared. */
  get stays(): boolean {
    return this.#stays.ariaPressed === "true";
  }

  /** Puts the keyboard on the chosen tool. */
  focus(): void {
    this.#choices.get(this.#tool)?.focus();
  }

  choose(tool: Tool): void {
    if (this.#tool === "point" && tool !== "point") this.#agent.gesture({ type: "point", at: undefined });
    if (this.#tool === "highlight" && tool !== "highlight")
      this.#agent.gesture({ type: "highlight", at: undefined });
    this.#tool = tool;
    this.#show();
  }

  setRc({ enabled, suspended }: AgentEvents["rc"]): void {
    const wasOn = this.#rc === "on";
    this.#rc = enabled ? "on" : "off";
    if (enabled && !wasOn) this.#tool = "look";
    this.#show();
    if (suspended) this.say(TOOL_TEXT.suspended);
    else if (enabled) this.say(TOOL_TEXT.given);
    else if (wasOn) this.say(TOOL_TEXT.over);
  }

  readonly refuse = ({ reason }: AgentEvents["refused"]): void => {
    if (this.#rc === "requested") this.#rc = "off";
    this.#show();
    this.say(REFUSED[reason]);
  };

  /** Tells the agent something, beside the tools and aloud. */
  say(text: string): void {
    this.#said.textContent = text;
  }

  /** One that this agent may not use says why, and stays in its place: colleagues have it there. */
  #button(
    name: keyof typeof TOOL_ICONS,
    text: string,
    needs: Permission | undefined,
    onclick: () => void,
  ): HTMLButtonElement {
    const isAllowed = needs === undefined || this.#agent.permissions[needs];
    const title = isAllowed ? text : `${text}: ${FORBIDDEN[needs]}`;
    return button(
      {
        title,
        "aria-disabled": isAllowed ? undefined : "true",
        "aria-description": isAllowed ? undefined : FORBIDDEN[needs],
      },
      isAllowed ? onclick : () => this.say(FORBIDDEN[needs]),
      icon(TOOL_ICONS[name]),
      element("span", {}, text),
    );
  }

  #toggleControl(): void {
    if (this.#rc === "on") this.#agent.stopRC();
    else if (this.#rc === "off") {
      this.#rc = "requested";
      this.#agent.requestRC();
    }
    this.#show();
  }

  #toggleAloud(): void {
    const enable = this.#aloud.ariaPressed !== "true";
    this.#agent.enableAccessibility(enable);
    this.#press(this.#aloud, enable);
  }

  #show(): void {
    for (const [tool, choice] of this.#choices) this.#press(choice, tool === this.#tool);
    this.#name(this.#choices.get("look"), this.#rc === "on" ? TOOL_TEXT.act : TOOL_TEXT.look);
    this.#press(this.#control, this.#rc === "on");
    this.#name(
      this.#control,
      { off: TOOL_TEXT.request, requested: TOOL_TEXT.requested, on: TOOL_TEXT.stop }[this.#rc],
    );
    this.ontool?.(this.#tool, this.#rc === "on" && this.#tool === "look");
  }

  #name(named: HTMLButtonElement | undefined, text: string): void {
    if (named === undefined || named.ariaDisabled === "true") return;
    named.title = text;
    const label = named.querySelector("span");
    if (label !== null) label.textContent = text;
  }

  #press(pressed: HTMLButtonElement, is: boolean): void {
    pressed.ariaPressed = String(is);
  }

  /** Back, forward, refresh, and an address. */
  #browser(): HTMLElement {
    const step = (name: "back" | "forward" | "refresh"): HTMLButtonElement =>
      this.#button(name, TOOL_TEXT[name], "navigation", () => this.#agent.navigate({ url: name }));
    const mayGo = this.#agent.permissions.navigation;
    const address = element("input", {
      type: "text",
      id: "glance_address",
      "aria-label": TOOL_TEXT.address,
      placeholder: TOOL_TEXT.address,
      spellcheck: "false",
      autocomplete: "off",
      required: true,
      disabled: !mayGo,
      title: mayGo ? undefined : FORBIDDEN.navigation,
    });
    const form = element(
      "form",
      { class: "address" },
      address,
      element("button", { disabled: !mayGo }, TOOL_TEXT.go),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#agent.navigate({ url: address.value.trim() });
    });
    return element(
      "div",
      { class: "browser", role: "group", "aria-label": TOOL_TEXT.browser },
      step("back"),
      step("forward"),
      step("refresh"),
      form,
    );
  }
}
