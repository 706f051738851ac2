// `data-inputevents='{"ctrl-13": "startSession"}'`: keys that do what start elements do. A key is a `keyCode`, or better the name
// that `KeyboardEvent.key` has: `{"ctrl-Enter": "startSession"}`.
import { actionNamed, type Action } from "./actions.ts";
import { warn } from "./warn.ts";

const MODIFIERS = ["alt", "ctrl", "shift"] as const;

/** `shift-CTRL-13` → `ctrl-shift-13`: modifiers in one order, so that keys can be compared. */
function normal(key: string): string {
  // The last piece may itself be a hyphen.
  const [, before = "", code = ""] = /^(.*?[\s-])??([^\s-]+|-)$/.exec(key.toLowerCase()) ?? [];
  return [...MODIFIERS.filter((modifier) => before.includes(modifier)), code].join("-");
}

/** Keys to actions. What is no JSON object, and actions that are none, are left out, with a warning. */
export function parseHotKeys(json: string): ReadonlyMap<string, Action> {
  const keys = new Map<string, Action>();
  try {
    const parsed = JSON.parse(json) as object;
    if (Array.isArray(parsed)) throw new TypeError();
    for (const [key, value] of Object.entries(parsed)) {
      const action = actionNamed(value);
      if (action === undefined) warn(`data-inputevents: ${key} names no action`);
      else keys.set(normal(key), action);
    }
  } catch {
    warn("data-inputevents is no JSON object");
  }
  return keys;
}

/** Calls `act` when one of the keys in `json` is pressed. */
export function listenForKeys(json: string, act: (action: Action) => void): void {
  if (json === "") return; // most pages; an exception costs more than all the rest of the loader
  const keys = parseHotKeys(json);
  if (keys.size === 0) return;
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.repeat || event.metaKey) return;
      const pressed = MODIFIERS.filter((modifier) => event[`${modifier}Key`]);
      // keyCode is deprecated, and is what the attribute was first written in.
      // eslint-disable-next-line @typescript-eslint/no-deprecated
      const code = String(event.keyCode);
      // A number is a code: Ctrl+Tab is `ctrl-9`, and Ctrl+9 is not.
      const key = isNaN(Number(event.key)) ? event.key.toLowerCase() : code;
      const action = [key, code].map((name) => keys.get([...pressed, name].join("-"))).find(Boolean);
      if (action !== undefined) act(action);
    },
    true,
  );
}
