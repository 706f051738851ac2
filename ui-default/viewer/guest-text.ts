// Words about guests, as the agent reads them who lets them in.
import type { GuestInvite, GuestProblem } from "../../core/agent/api.ts";
import { duration } from "./text.ts";

export const GUEST_TEXT = {
  title: "Let a guest watch",
  intro: "A guest sees what you see, and can do nothing. The visitor is asked first.",
  addressLabel: "1. Send your guest this address",
  copy: "Copy",
  copied: "Copied",
  copyFailed: "Selected. Press Ctrl+C to copy it.",
  codeLabel: "2. Type the code that your guest tells you",
  codeHelp: "Six digits.",
  admit: "Admit",
  present: "Guests in this session",
  none: "No guests yet.",
  eject: "Remove",
  ejectWho: (name: string) => `Remove ${name}`,
  noName: "Guest",
  close: "Close",
} as const;

function problemOf(problem: GuestProblem): string {
  switch (problem.code) {
    case "unknown-code":
      return "No guest waits with this code. Ask your guest to read it out again; it may have run out.";
    case "full":
      return "There are as many guests as your group allows. Remove one first.";
    case "no-permission":
      return "Your group or role may not let guests watch.";
    case "too-many-attempts":
      return `Too many wrong codes. Try again in ${duration(problem.retryAfterSeconds)}.`;
    case "service":
      return "The server can't be reached. Check your internet connection, then try again.";
  }
}

/** What is said of a guest who is being let in; problems are said at the field. */
export function inviteText(invite: GuestInvite): { readonly text: string; readonly problem: string } {
  switch (invite.status) {
    case "finding":
      return { text: "Looking for your guest …", problem: "" };
    case "asking":
      return { text: `The visitor is asked whether ${invite.name} may watch.`, problem: "" };
    case "accepted":
      return { text: `The visitor agreed. ${invite.name} comes in now.`, problem: "" };
    case "declined":
      return { text: `The visitor does not want ${invite.name} to watch.`, problem: "" };
    case "failed":
      return { text: "", problem: problemOf(invite.problem) };
  }
}
