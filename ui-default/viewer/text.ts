// Every word the agent reads, in one table.
import type {
  AgentErrorCode,
  AgentState,
  CodeProblem,
  EndedBy,
  NativeDialog,
  SignInProblem,
} from "../../core/agent/api.ts";

function duration(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  if (seconds < 90) return `${seconds} ${seconds === 1 ? "second" : "seconds"}`;
  return `${minutes} minutes`;
}

export const TEXT = {
  product: "Co-browsing",
  starting: "One moment …",
  signIn: "Sign in",
  signInIntro: "Sign in to join a visitor's session.",
  username: "User name",
  password: "Password",
  signingIn: "Signing in …",
  signOut: "Sign out",
  signedInAs: (name: string) => `Signed in as ${name}`,
  code: "Join a session",
  codeIntro: "Ask the visitor for the code on their screen.",
  codeLabel: "Session code",
  codeHelp: "Nine digits, or the visitor's id.",
  join: "Join",
  joining: "Joining …",
  waitForIt: "Wait for this session",
  waiting: "Waiting for the visitor",
  waitingIntro: "You join by yourself as soon as they start the session.",
  waitingOffline: "The server can't be reached right now. It is asked again every few seconds.",
  waitingPage: "Waiting for the visitor's page",
  waitingPageIntro: "You have joined. The page appears as soon as it has arrived.",
  waitingFor: "Code",
  cancel: "Cancel",
  page: "Visitor's page",
  pageOf: (title: string) => `Visitor's page: ${title}`,
  untitled: "Untitled page",
  pageHidden: "In the background",
  pageMasked: "All masked",
  tools: "Session",
  zoom: "Size of the page",
  fit: "Fit",
  full: "100 %",
  people: "In this session",
  visitor: "Visitor",
  agent: "Agent",
  you: "you",
  away: "away",
  more: (count: number) => `and ${count} more`,
  joined: (name: string) => `${name} joined.`,
  left: (name: string) => `${name} left.`,
  leave: "Leave",
  end: "End session",
  endTitle: "End the session?",
  endText: "It ends for the visitor and for everyone who helps. To go away alone, choose Leave.",
  endNo: "Keep helping",
  joinAnother: "Join another session",
  tryAgain: "Try again",
  continueHere: "Continue here",
} as const;

/** What the visitor sees and this agent does not. */
export const NATIVE: Readonly<Record<NativeDialog, string>> = {
  alert: "The visitor's browser shows a message. The page goes on when they close it.",
  confirm: "The visitor's browser asks them a question. The page goes on when they answer.",
  prompt: "The visitor's browser asks them to type something. The page goes on when they answer.",
  print: "The visitor's browser shows its print dialog. The page goes on when they close it.",
  file: "The visitor is choosing a file.",
  date: "The visitor has a date picker open.",
  color: "The visitor has a color picker open.",
  suggestions: "The visitor's browser suggests values for this field.",
  permission: "The visitor's browser asks whether the site may use something, such as a camera.",
};

/** What to tell and what it means. */
export interface Notice {
  readonly title: string;
  readonly advice: string;
}

/** The word for each state of a joined session. */
export const STATES = {
  waiting: "Waiting",
  live: "Live",
  paused: "Paused",
  reconnecting: "Reconnecting",
} as const;

export const RECONNECTING: Notice = {
  title: "Connection lost",
  advice: "Trying to connect again. The view goes on by itself.",
};

/** What stands in for the page while it is paused. */
export function pausedNotice(state: AgentState & { readonly status: "paused" }): Notice {
  if (state.why === "visitor") {
    return {
      title: "The visitor has paused sharing",
      advice: "The page appears again when they go on.",
    };
  }
  return {
    title: "The visitor is between pages",
    advice: "Their page is loading, was closed, or lost its connection. The view goes on by itself.",
  };
}

/** After the end, by who ended it. */
export const ENDED: Readonly<Record<EndedBy, Notice>> = {
  you: { title: "The session has ended", advice: "You ended it." },
  agent: { title: "The session has ended", advice: "Another agent ended it." },
  visitor: { title: "The session has ended", advice: "The visitor ended it." },
  error: { title: "The session has ended", advice: "It could not go on." },
  timeout: { title: "The session has ended", advice: "The visitor did not come back." },
  left: { title: "You left the session", advice: "It goes on without you." },
  over: { title: "The session has ended", advice: "It ended while you were away." },
};

/** When the viewer cannot go on, by error code. */
export const FAILED: Readonly<Record<AgentErrorCode, Notice>> = {
  unsupported: {
    title: "This browser can't show the session",
    advice: "Please use a current version of Chrome, Edge, Firefox or Safari.",
  },
  "not-started": {
    title: "There is no session with this code",
    advice: "The visitor may not have started it, or it is over. Check the code, or wait until they start.",
  },
  replaced: {
    title: "The session is open in another window",
    advice: "It can be seen in one of your windows at a time.",
  },
  version: {
    title: "The server was updated",
    advice: "Reload this page to go on with the session.",
  },
  refused: {
    title: "You are not admitted to this session any more",
    advice: "Your access has run out or was taken back. Try again, or join with the code.",
  },
  service: {
    title: "The server can't be reached",
    advice: "Check your internet connection, then try again.",
  },
  page: {
    title: "The visitor's page can't be shown",
    advice: "What arrived does not fit together. Try again to get the whole page anew.",
  },
};

export function signInProblem(problem: SignInProblem): string {
  switch (problem.code) {
    case "wrong-password":
      return "User name or password is wrong.";
    case "too-many-attempts":
      return `Too many attempts. Try again in ${duration(problem.retryAfterSeconds)}.`;
    case "service":
      return "The server can't be reached. Check your internet connection, then try again.";
  }
}

export function codeProblem(problem: CodeProblem): string {
  switch (problem.code) {
    case "invalid-key":
      return "That is no code. A code has nine digits; a visitor's id only letters, digits and .\u00a0_\u00a0~\u00a0-";
    case "unknown-key":
      return "No session has this code. Check it with the visitor.";
    case "too-many-attempts":
      return `Too many attempts. Try again in ${duration(problem.retryAfterSeconds)}.`;
    case "service":
      return "The server can't be reached. Check your internet connection, then try again.";
  }
}
