// Who are you: user name and password.
import type { AgentApi, AgentState } from "../../core/agent/api.ts";
import { element } from "../shared/element.ts";
import { card, heading } from "./card.ts";
import { field } from "./field.ts";
import { VIEWER_ICONS } from "./icons.ts";
import { signInProblem, TEXT } from "./text.ts";
import type { View } from "./view.ts";

export function signInView(agent: AgentApi): View {
  const username = field(TEXT.username, {
    id: "glance_username",
    autocomplete: "username",
    autocapitalize: "none",
    spellcheck: "false",
  });
  const password = field(TEXT.password, {
    id: "glance_password",
    type: "password",
    autocomplete: "current-password",
  });
  const submit = element("button", { class: "main" }, TEXT.signIn);
  const form = element("form", { class: "form" }, username.element, password.element, submit);
  let busy = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!busy) agent.signIn(username.input.value, password.input.value);
  });
  return {
    element: card(VIEWER_ICONS.person, heading(TEXT.signIn), element("p", {}, TEXT.signInIntro), form),
    update(state: AgentState) {
      if (state.status !== "signed-out") return;
      ({ busy } = state);
      submit.textContent = busy ? TEXT.signingIn : TEXT.signIn;
      submit.setAttribute("aria-disabled", String(busy));
      password.fail(state.problem === undefined ? "" : signInProblem(state.problem));
      if (state.problem?.code === "wrong-password") password.input.select();
    },
    focus: () => username.input.focus(),
    close: () => undefined,
  };
}
