// Every word the visitor reads, in one table. English is here; the other languages are files of the same keys (texts/), which are
// fetched when they are needed. Words in braces stand for what is filled in.

export const ENGLISH = {
  region: "Live help",
  button: "Get live help",
  tagline: "",
  starting: "Starting live help …",
  startingInfo: "You will get a code for your agent.",
  waiting: "Waiting for your agent",
  keyless: "Your agent will find you. There is nothing you need to do.",
  keyPrompt: "Tell your agent this code",
  keyLabel: "Code",
  keyInfo: "Only this site's pages are shown. Private fields stay hidden.",
  copy: "Copy code",
  copied: "Code copied",
  copyFailed: "Code selected. Press Ctrl+C to copy it.",
  viewing: "{names} can see this page",
  viewingMany: "{count} people can see this page",
  joined: "{names} joined and can see this page.",
  left: "Your agent left. Nobody sees this page.",
  someone: "Your agent",
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
  move: "Move to another corner",
  topLeft: "Moved to the top left.",
  topRight: "Moved to the top right.",
  bottomLeft: "Moved to the bottom left.",
  bottomRight: "Moved to the bottom right.",
  endTitle: "End the session?",
  endText: "Agents stop seeing this page at once.",
  endYes: "End session",
  endNo: "Keep sharing",
  offerTitle: "{names} offers to look at this page with you",
  offerText:
    "They would see the pages of this site as you see them. Private fields stay hidden. You can pause or end it at any time.",
  offerYes: "Share this page",
  offerNo: "Not now",
  rcTitle: "{names} asks to act on this page",
  rcText:
    "They could click and type here for you. You see everything they do, and can take back control at any time.",
  rcYes: "Allow",
  rcNo: "Don't allow",
  rcOn: "{names} can see and use this page",
  rcInfo: "Your agent can click and type here.",
  rcStop: "Take back control",
  rcStopped: "You have control. Nobody else can act on this page.",
  guestTitle: "{names} asks whether a guest may watch",
  guestText: "The guest sees this page as your agent does, and can do nothing here:",
  guestYes: "Allow",
  guestNo: "Don't allow",
  crossTitle: "Go on with the session at another address?",
  crossText: "Your agent will then see those pages too:",
  crossYes: "Go on there",
  crossNo: "Stay here",
  documentTitle: "{names} asks for a document",
  documentText: "You choose the file, and see it before you share it. It is not kept.",
  documentTerms: "Read the terms of sharing documents",
  documentYes: "Choose a file",
  documentNo: "Don't share",
  navigateTitle: "{names} wants to take you to another page",
  navigateText: "Nothing changes unless you agree.",
  navigateBack: "One page back",
  navigateForward: "One page forward",
  navigateRefresh: "Load this page again",
  navigateYes: "Go there",
  navigateNo: "Stay here",
  confirmTitle: "Please confirm",
  confirmYes: "Yes",
  confirmNo: "No",
  messageTitle: "Please note",
  termsTitle: "Share this page with an agent?",
  termsText:
    "An agent will see the pages of this site as you see them, while the session runs. Private fields stay hidden. You can pause or end it at any time.",
  termsLink: "Read the terms",
  newWindow: "(opens in a new window)",
  accept: "Accept and start",
  decline: "Decline",
  close: "Close",
  again: "Try again",
  endedTitle: "The session has ended",
  endedByAgent: "Your agent ended it. Nobody sees this page any more.",
  endedByVisitorTitle: "You ended the session",
  endedByVisitor: "Nobody sees this page any more.",
  endedByError: "It could not go on. Nobody sees this page any more. If you still need help, start again.",
  serviceTitle: "Live help can't be reached",
  lostTitle: "Connection lost",
  serviceAdvice: "Check your internet connection, then try again.",
  dupkeyTitle: "A session is already running",
  dupkeyAdvice: "End it in the other window or on the other device, then try again.",
  maskingTitle: "Your data can't be protected on this page",
  maskingAdvice: "So nothing was shared. Please contact this site's support in another way.",
  loadTitle: "Live help did not load",
  loadAdvice: "Reload this page, then try again.",
  unsupportedTitle: "Live help could not open",
  unsupportedAdvice:
    "This browser is too old for it. Update it, or use another one, then come back to this page.",
  setupTitle: "Live help is not set up here",
  setupAdvice: "Please contact this site's support in another way, and tell them about it.",
  termsUrl: "",
  additionalTerms: "",
  additionalTermsUrl: "",
} as const;

/** The texts of one language. */
export type Texts = Readonly<Record<keyof typeof ENGLISH, string>>;

/** `text` with `values` in place of the words in braces; what has no value stays. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** `texts` with what `given` has in place of them: texts under known keys, anything else is left out. */
export function withTexts(texts: Texts, given: unknown): Texts {
  if (typeof given !== "object" || given === null) return texts;
  const keys = Object.keys(ENGLISH);
  const known = Object.entries(given).filter(
    ([key, value]) => keys.includes(key) && typeof value === "string",
  );
  return { ...texts, ...Object.fromEntries(known) };
}
