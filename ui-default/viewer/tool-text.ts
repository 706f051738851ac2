// Every word of the tools, in one table.
import type { Permission, RefusalReason } from "../../core/agent/api.ts";

export const TOOL_TEXT = {
  tools: "Tools",
  region: "Help on the page",
  look: "Look",
  act: "Use the page",
  point: "Point",
  highlight: "Highlight",
  pen: "Draw",
  rectangle: "Rectangle",
  arrow: "Arrow",
  stays: "Keep drawings",
  clear: "Clear",
  aloud: "Read aloud",
  request: "Request control",
  requested: "Waiting for the visitor …",
  stop: "Stop control",
  suspended: "The visitor is using the page.",
  given: "You can use the page. F6 leads back to the tools.",
  over: "You can't use the page any more.",
  browser: "Visitor's browser",
  back: "Back",
  forward: "Forward",
  refresh: "Refresh",
  address: "Address for the visitor's browser",
  go: "Go",
  choose: "Choose",
  value: "Value",
  close: "Cancel",
  apply: "Apply",
} as const;

/** Why a tool cannot be used, by the permission that it needs. */
export const FORBIDDEN: Readonly<Record<Permission, string>> = {
  remoteControl: "Your group or role may not use remote control.",
  navigation: "Your group or role may not send the visitor's browser elsewhere.",
  drawing: "Your group or role may not draw on the page.",
  pointing: "Your group or role may not point on the page.",
  guests: "Your group or role may not let guests watch.",
};

/** Why something was not done. */
export const REFUSED: Readonly<Record<RefusalReason, string>> = {
  "no-grant": "Not done: the visitor has not given you control.",
  "no-permission": "Not done: your group or role may not do this.",
  suspended: "Not done: the visitor is using the page.",
  protected: "Protected field: only the visitor can use it.",
  file: "Only the visitor can choose a file. Point at the field and ask them to.",
  "other-site": "Not done: this part belongs to another site, and only the visitor can use it.",
  outside: "Not done: agents can't use this part of the page.",
  "visitor-only": "Not done: the visitor has to press this.",
  "own-ui": "Not done: this belongs to the visitor's own controls.",
  disabled: "Not done: this is switched off on the page.",
  covered: "Not done: something lies over it at the visitor.",
  gone: "Not done: it is not there any more.",
  "too-fast": "Not done: too much at once.",
  untrusted: "Not done: the address that this leads to is not one of the trusted ones.",
  "not-possible": "Not done: the visitor's browser does not allow it. Ask the visitor to do it.",
  declined: "The visitor declined.",
};
