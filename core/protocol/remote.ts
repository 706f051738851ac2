// What an agent does in the visitor's page, and what the visitor's side says to that: channel `control`.
// Mirrors: control/perform.ts (visitor), control/request.ts (agent).
import type { Anchor, GestureMessage } from "./gestures.ts";

/** Modifier keys, as bits. */
export const MODIFIER = { shift: 1, ctrl: 2, alt: 4, meta: 8 } as const;

/** What an agent who was granted remote control does. The visitor's side decides about each. */
export type InputMessage =
  | {
      readonly type: "press" | "release" | "move";
      readonly at: Anchor;
      /** As of MouseEvent: 0 main, 1 middle, 2 secondary. */
      readonly button: number;
      /** {@link MODIFIER} */
      readonly keys: number;
      /** Which click in a row: 2 for a double click. */
      readonly clicks: number;
    }
  | {
      readonly type: "wheel";
      readonly at: Anchor;
      readonly left: number;
      readonly top: number;
      readonly keys: number;
    }
  /** One stroke: down, what it does, up. */
  | {
      readonly type: "key";
      readonly key: string;
      readonly code: string;
      readonly keys: number;
      /** The telling that the agent saw, as in an {@link Anchor}. */
      readonly telling: number;
    }
  /** Text that did not come key by key. */
  | { readonly type: "text"; readonly text: string; readonly telling: number }
  /** Another value of a field that has a picker of its own: date, time, colour … */
  | { readonly type: "set"; readonly at: Anchor; readonly value: string }
  /** The chosen options of a list. */
  | { readonly type: "choose"; readonly at: Anchor; readonly indexes: readonly number[] };

/** Has the visitor's browser go somewhere. */
export interface NavigateMessage {
  readonly type: "navigate";
  /** An address, relative or whole; or `back`, `forward`, `refresh`. */
  readonly url: string;
  /** `open`: a window of its own. `link`: as if a link there was clicked. */
  readonly how: "" | "open" | "link";
  /** What the visitor's page is told with its event `confirm`; null: the visitor is not asked when remote control is granted. */
  readonly confirm: unknown;
}

/** Agent → visitor. */
export type AgentControlMessage =
  | GestureMessage
  | InputMessage
  | NavigateMessage
  /** Whether the visitor's screen reader is to read what the agent points out. */
  | { readonly type: "access"; readonly enabled: boolean };

/** Why something was not done. docs/REMOTE-CONTROL.md says what each means. */
export const REFUSALS = [
  "no-grant",
  "no-permission",
  "suspended",
  "protected",
  "file",
  "other-site",
  "outside",
  "visitor-only",
  "own-ui",
  "disabled",
  "covered",
  "gone",
  "too-fast",
  "untrusted",
  "not-possible",
  "declined",
] as const;
export type RefusalReason = (typeof REFUSALS)[number];

/** Visitor → agent. */
export type VisitorControlMessage =
  /** Remote control rests while the visitor uses mouse or keyboard. */
  | { readonly type: "suspended"; readonly suspended: boolean }
  | { readonly type: "refused"; readonly reason: RefusalReason }
  /** What another agent shows. */
  | {
      readonly type: "peer";
      readonly slot: number;
      readonly name: string;
      readonly gesture: GestureMessage;
    };
