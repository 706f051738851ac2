// What shows and does in the page what agents want: the content of the part `Control`.
import { Gestures, Grant, Perform, selectorOf } from "../control/index.ts";

export const CONTROL_TOOLS = { Gestures, Grant, Perform, selectorOf } as const;
export type ControlTools = typeof CONTROL_TOOLS;
