// A picker for fields whose own only the visitor's browser could open: lists, dates, times, colours.
import type { Field, Point } from "../../core/agent/api.ts";
import { button, element } from "../shared/element.ts";
import type { Stage } from "./stage.ts";
import { TOOL_TEXT } from "./tool-text.ts";

/** Opens over the field; one at a time. */
export class FieldPicker {
  readonly #stage: Stage;
  readonly #onpick: (at: Point, value: string | readonly number[]) => void;
  #open: HTMLDialogElement | undefined;

  constructor(stage: Stage, onpick: (at: Point, value: string | readonly number[]) => void) {
    this.#stage = stage;
    this.#onpick = onpick;
  }

  /** Offers what `field`, at `at`, can be. Escape changes nothing. */
  open(field: Field, at: Point): void {
    this.close();
    const control = field.kind === "list" ? listOf(field) : inputOf(field);
    const apply = (): void => {
      this.#onpick(at, valueOf(control));
      dialog.close();
    };
    const form = element(
      "form",
      { class: "form" },
      control,
      element(
        "div",
        { class: "actions" },
        button({}, () => dialog.close(), TOOL_TEXT.close),
        element("button", { class: "main" }, TOOL_TEXT.apply),
      ),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      apply();
    });
    const dialog = element("dialog", { class: "picker", "aria-label": TOOL_TEXT.choose }, form);
    dialog.addEventListener("close", () => {
      dialog.remove();
      this.#stage.element.focus({ preventScroll: true });
    });
    this.#open = dialog;
    this.#stage.element.append(dialog);
    dialog.showModal();
    control.focus();
  }

  close(): void {
    this.#open?.close();
    this.#open = undefined;
  }
}

function listOf({ options, isMultiple }: Extract<Field, { kind: "list" }>): HTMLSelectElement {
  const list = element("select", {
    "aria-label": TOOL_TEXT.choose,
    multiple: isMultiple,
    size: String(Math.min(10, Math.max(2, options.length))),
  });
  for (const { text, isSelected, isDisabled } of options) {
    const option = element("option", { disabled: isDisabled }, text);
    option.selected = isSelected;
    list.append(option);
  }
  return list;
}

function inputOf({ type, value }: Extract<Field, { kind: "value" }>): HTMLInputElement {
  const input = element("input", { type, "aria-label": TOOL_TEXT.value });
  input.value = value;
  return input;
}

function valueOf(control: HTMLSelectElement | HTMLInputElement): string | readonly number[] {
  return control instanceof HTMLInputElement
    ? control.value
    : [...control.selectedOptions].map(({ index }) => index);
}
