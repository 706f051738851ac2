// Fields whose browsers open a picker: an agent's browser cannot open the visitor's, so the viewer offers one of its own.
import type { Box } from "./place.ts";

/** One option of a list. Text of the visitor's page, never markup. */
export interface FieldOption {
  readonly text: string;
  readonly isSelected: boolean;
  readonly isDisabled: boolean;
}

/** A field as the agent sees it. */
export type Field =
  | {
      readonly kind: "list";
      readonly box: Box;
      readonly isMultiple: boolean;
      readonly options: readonly FieldOption[];
    }
  | {
      readonly kind: "value";
      readonly box: Box;
      /** Type of an input whose values it takes. */
      readonly type: PickedType;
      readonly value: string;
    };

const PICKED = ["date", "time", "month", "week", "datetime-local", "color"] as const;
export type PickedType = (typeof PICKED)[number];

/** Most options that are offered: a list of all towns is typed into. */
const MAX_OPTIONS = 1_000;

/** The type of an input that has a picker; undefined for others. */
export function pickedTypeOf(element: Element): PickedType | undefined {
  if (element.localName !== "input") return undefined;
  return PICKED.find((type) => type === (element as HTMLInputElement).type);
}

/** What is to be offered for `element`; undefined when it needs nothing. */
export function fieldOf(element: Element, box: Box): Field | undefined {
  const list = element.closest("select");
  if (list !== null && !list.disabled) {
    if (list.size > 1) return undefined;
    const options = [...list.options].slice(0, MAX_OPTIONS).map(({ text, selected, disabled }) => ({
      text,
      isSelected: selected,
      isDisabled: disabled,
    }));
    return { kind: "list", box, isMultiple: list.multiple, options };
  }
  const type = pickedTypeOf(element);
  const input = element as HTMLInputElement;
  return type === undefined || input.disabled ? undefined : { kind: "value", box, type, value: input.value };
}
