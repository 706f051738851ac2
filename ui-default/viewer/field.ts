// A labelled text field that can say what is wrong with it.
import { element } from "../shared/element.ts";

export interface Field {
  readonly element: HTMLElement;
  readonly input: HTMLInputElement;
  /** Shows and announces what is wrong; "" for nothing. */
  fail(problem: string): void;
}

/** @param attributes of the input; `id` is needed. */
export function field(label: string, attributes: Readonly<Record<string, string>>, help = ""): Field {
  const id = attributes["id"] ?? "";
  const input = element("input", { type: "text", required: true, ...attributes });
  const hint = element("p", { class: "hint", id: `${id}_hint` }, help);
  const problem = element("p", { class: "problem", id: `${id}_problem`, role: "alert" });
  const described = help === "" ? `${id}_problem` : `${id}_hint ${id}_problem`;
  input.setAttribute("aria-describedby", described);
  hint.hidden = help === "";
  return {
    element: element("div", { class: "field" }, element("label", { for: id }, label), input, hint, problem),
    input,
    fail(text) {
      if (problem.textContent !== text) problem.textContent = text;
      input.setAttribute("aria-invalid", String(text !== ""));
    },
  };
}
