import type { AgentState } from "../../core/agent/api.ts";

/** One part of the viewer, on the screen for as long as the agent's state is one of its own. */
export interface View {
  readonly element: HTMLElement;
  update(state: AgentState): void;
  /** Puts the keyboard where the agent goes on; called when the view appears. */
  focus(): void;
  /** Lets go of listeners. */
  close(): void;
}
