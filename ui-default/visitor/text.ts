// Every word the visitor reads, in one table.
import type { ErrorEvent, SessionEndReason } from "../../core/visitor/api.ts";

/** What to tell and what to do about it. */
export interface Notice {
  readonly title: string;
  readonly advice: string;
}

export const TEXT = {
  region: "Live help",
  button: "Get live help",
  starting: "Starting live help …",
  waiting: "Waiting for your agent",
  keyPrompt: "Tell your agent this code",
  keyLabel: "Code",
  keyInfo: "Only this site's pages are shown. Private fields stay hidden.",
  copy: "Copy code",
  copied: "Code copied",
  copyFailed: "Code selected. Press Ctrl+C to copy it.",
  viewing: (names: string) => `${names} can see this page`,
  viewingMany: (count: number) => `${count} people can see this page`,
  joined: (names: string) => `${names} joined and can see this page.`,
  left: "Your agent left. Nobody sees this page.",
  someone: "Your agent",
  and: " and ",
  paused: "Paused: nobody sees this page",
  resumed: "No longer paused.",
  reconnecting: "Connection lost. Trying again …",
  stillReconnecting: "Still no connection. You can wait, or end the session.",
  reconnected: "Connected again.",
  blanked: "To protect your data, agents see this page blanked out.",
  pause: "Pause",
  resume: "Resume",
  end: "End",
  collapse: "Show less",
  expand: "Show more",
  confirmTitle: "End the session?",
  confirmText: "Agents stop seeing this page at once.",
  confirmYes: "End session",
  confirmNo: "Keep sharing",
  termsTitle: "Share this page with an agent?",
  termsText:
    "An agent will see the pages of this site as you see them, while the session runs. Private fields stay hidden. You can pause or end it at any time.",
  termsLink: "Read the terms",
  newWindow: "(opens in a new window)",
  accept: "Accept and start",
  decline: "Decline",
  close: "Close",
  again: "Try again",
} as const;

/** After the end, by reason. */
export const ENDED: Readonly<Record<SessionEndReason, Notice>> = {
  agent: { title: "The session has ended", advice: "Your agent ended it. Nobody sees this page any more." },
  visitor: { title: "You ended the session", advice: "Nobody sees this page any more." },
  error: {
    title: "The session has ended",
    advice: "It could not go on. Nobody sees this page any more. If you still need help, start again.",
  },
};

const NOT_SET_UP: Notice = {
  title: "Live help is not set up here",
  advice: "Please contact this site's support in another way, and tell them about it.",
};

/** When a start failed, by error code. */
export const FAILED: Readonly<Record<ErrorEvent["code"], Notice>> = {
  service: {
    title: "Live help can't be reached",
    advice: "Check your internet connection, then try again.",
  },
  conndrop: { title: "Connection lost", advice: "Check your internet connection, then try again." },
  dupkey: {
    title: "A session is already running",
    advice: "End it in the other window or on the other device, then try again.",
  },
  maskingerror: {
    title: "Your data can't be protected on this page",
    advice: "So nothing was shared. Please contact this site's support in another way.",
  },
  SCRIPT_NOT_LOADED: {
    title: "Live help did not load",
    advice: "Reload this page, then try again.",
  },
  "invalid-key": NOT_SET_UP,
  "untrusted-domain": NOT_SET_UP,
  "unknown-group": NOT_SET_UP,
};
