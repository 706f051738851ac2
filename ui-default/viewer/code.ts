// Which session: the code that the visitor reads out, or a visitor's id.
import type { AgentApi, AgentState } from "../../core/agent/api.ts";
import { button, element } from "../shared/element.ts";
import { card, heading } from "./card.ts";
import { field } from "./field.ts";
import { VIEWER_ICONS } from "./icons.ts";
import { codeProblem, TEXT } from "./text.ts";
import type { View } from "./view.ts";

const DIGITS = /^[\d\s]*$/;

/** Digits in groups of three, as they are read out; anything else as it is. */
export function inGroups(typed: string): string {
  if (!DIGITS.test(typed)) return typed;
  return typed.replaceAll(/\s/g, "").replaceAll(/(\d{3})(?=\d)/g, "$1 ");
}

export function codeView(agent: AgentApi): View {
  const code = field(
    TEXT.codeLabel,
    { id: "glance_code", autocomplete: "off", autocapitalize: "none", spellcheck: "false", class: "code" },
    TEXT.codeHelp,
  );
  const { input } = code;
  const submit = element("button", { class: "main" }, TEXT.join);
  const wait = button({ hidden: true }, () => agent.join(input.value, true), TEXT.waitForIt);
  const form = element("form", { class: "form" }, code.element, submit, wait);
  let busy = false;
  input.addEventListener("input", () => {
    wait.hidden = true;
    // Grouping moves the caret to the end, so only where it is already.
    if (input.selectionStart === input.value.length) input.value = inGroups(input.value);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!busy) agent.join(input.value, false);
  });
  return {
    element: card(VIEWER_ICONS.keypad, heading(TEXT.code), element("p", {}, TEXT.codeIntro), form),
    update(state: AgentState) {
      if (state.status !== "code") return;
      ({ busy } = state);
      submit.textContent = busy ? TEXT.joining : TEXT.join;
      submit.setAttribute("aria-disabled", String(busy));
      if (input.value === "") input.value = inGroups(state.key);
      code.fail(state.problem === undefined ? "" : codeProblem(state.problem));
      wait.hidden = state.problem?.code !== "unknown-key";
      if (state.problem !== undefined) input.select();
    },
    focus: () => input.focus(),
    close: () => undefined,
  };
}
