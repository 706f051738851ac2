// Every word the agent reads, in one table.
import type {
  AgentErrorCode,
  AgentState,
  CodeProblem,
  EndedBy,
  NativeDialog,
  SignInProblem,
} from "../../core/agent/api.ts";

/** In words. */
export function duration(seconds: number): string {
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
  pageHiddenTitle: "The visitor is looking at another tab or window.",
  pageMasked: "All masked",
  tools: "Session",
  zoom: "Size of the page",
  fit: "Fit",
  fitTitle: "All of the page (0)",
  full: "100 %",
  fullTitle: "The visitor's own size (1)",
  larger: "Larger (+)",
  smaller: "Smaller (−)",
  details: "About the visitor",
  unknown: "not known",
  popOut: "Own window",
  popOutBlocked: "This browser opened no window. Allow pop-ups for this page, then try again.",
  help: "Keys and limits",
  helpKeys: "Keys",
  helpLimits: "What only the visitor can do",
  helpClose: "Close",
  people: "In this session",
  visitor: "Visitor",
  agent: "Agent",
  you: "you",
  away: "away",
  more: (count: number) => `and ${count} more`,
  joined: (name: string) => `${name} joined.`,
  left: (name: string) => `${name} left.`,
  guest: "Guest",
  guests: "Guests",
  guestsMissing: "This did not load. Check your internet connection, then try again.",
  leave: "Leave",
  end: "End session",
  endTitle: "End the session?",
  endText: "It ends for the visitor and for everyone who helps. To go away alone, choose Leave.",
  endNo: "Keep helping",
  joinAnother: "Join another session",
  otherAccount: "Use another account",
  tryAgain: "Try again",
  continueHere: "Continue here",
} as const;

/** What the details are called, in their order. */
export const DETAILS = {
  title: "Page",
  url: "Address",
  browser: "Browser",
  platform: "System",
  viewport: "Window",
  connection: "Connection",
  release: "Release",
} as const;

/** How good the connection is. */
export const QUALITY = {
  good: { word: "Good", advice: "The connection to the visitor is good." },
  fair: {
    word: "Fair",
    advice: "The connection to the visitor is fair: what you do arrives with some delay.",
  },
  slow: { word: "Slow", advice: "The connection to the visitor is slow. Wait for the page after each step." },
  none: { word: "No answer", advice: "The visitor's browser does not answer right now." },
} as const;

/** What keys do, by what is written on them. */
export const KEYS: readonly (readonly [strokes: readonly string[], meaning: string])[] = [
  [["Tab"], "to the next tool, and to the page"],
  [["←", "→"], "within a row of tools"],
  [["F6"], "from the page back to the tools"],
  [["+", "−"], "larger and smaller, on the page"],
  [["0", "1"], "all of the page, and its own size"],
  [["←", "↑", "→", "↓"], "move the pointer or the highlight; with Shift in larger steps"],
  [["Enter"], "clicks for the visitor to see, or, with remote control, at the visitor"],
];

/** What browsers let no page do for somebody else; each with what to do instead. */
export const LIMITS: readonly string[] = [
  "Choose a file: you see the field and whether a file is chosen, not its name. Point at the field and ask the visitor to choose.",
  "Open the browser's own context menu: a right click reaches the page, and menus of the page open.",
  "Use shortcuts of the browser, such as printing or a new tab: shortcuts of the page itself work.",
  "Paste from the visitor's clipboard: what you paste comes from yours.",
  "Fill in passwords, card numbers and whatever else is masked.",
  "Use parts of the page that belong to another site, such as payment frames.",
  "See or use other tabs, other windows or the desktop.",
];

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
    advice:
      "Their page is loading, lost its connection or was closed, or they are on a page without co-browsing. The view goes on by itself when they are back.",
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
  "login-key-expired": {
    title: "Your sign-in link has run out",
    advice: "Open the session from your own system again, or sign in with your name and password.",
  },
  "login-key-used": {
    title: "Your sign-in link has been used",
    advice:
      "Each works once. Open the session from your own system again, or sign in with your name and password.",
  },
  "login-key-forged": {
    title: "Your sign-in link is not valid",
    advice: "It was not made for you by your own system. Open the session from there again, or sign in.",
  },
  "unknown-partner": {
    title: "Sign-in links are not set up",
    advice: "Please tell your administrator. You can sign in with your name and password.",
  },
  "foreign-page": {
    title: "This page may not show the viewer",
    advice: "Your organisation does not trust the page around it. Open the viewer in a tab of its own.",
  },
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
  full: {
    title: "The session is full",
    advice: "As many agents help there as your group allows. Try again when one of them has left.",
  },
  "wrong-group": {
    title: "This session is another group's",
    advice:
      "The link is for a group that your account does not belong to. Sign in with an account of that group.",
  },
  "no-permission": {
    title: "Your account can't join sessions",
    advice: "It is not set up for agents. Ask your administrator, or sign in with another account.",
  },
  "not-admitted": {
    title: "This way in does not count any more",
    advice: "Each works once, and for a minute. Ask the agent for the address again, and get another code.",
  },
  page: {
    title: "The visitor's page can't be shown",
    advice: "What arrived does not fit together. Try again to get the whole page anew.",
  },
};

/** After the end, as a guest reads it. */
export const GUEST_ENDED: Readonly<Partial<Record<EndedBy, Notice>>> = {
  agent: { title: "The session has ended", advice: "The agent ended it. You can close this page." },
  visitor: { title: "The session has ended", advice: "The visitor ended it. You can close this page." },
  left: { title: "You left the session", advice: "It goes on without you. You can close this page." },
  over: {
    title: "The session has ended",
    advice: "If it still goes on, ask the agent for the address, and get another code.",
  },
};

/** When a guest's viewer cannot go on. */
export const GUEST_FAILED: Readonly<Partial<Record<AgentErrorCode, Notice>>> = {
  refused: {
    title: "You are not in the session any more",
    advice: "The agent has removed you, or left. You can close this page.",
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
    case "full":
    case "wrong-group":
    case "no-permission":
      return `${FAILED[problem.code].title}. ${FAILED[problem.code].advice}`;
    case "too-many-attempts":
      return `Too many attempts. Try again in ${duration(problem.retryAfterSeconds)}.`;
    case "service":
      return "The server can't be reached. Check your internet connection, then try again.";
  }
}
