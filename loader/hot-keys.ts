// `data-inputevents='{"ctrl-13": "startSession"}'`: keys that do what start elements do.
import { actionNamed, type Action } from "./actions.ts";

const MODIFIERS = ["alt", "ctrl", "shift"] as const;

/** `shift-CTRL-13` → `ctrl-shift-13`: modifiers in one order, so that keys can be compared. */
function normal(key: string): string {
  const pieces = key.toLowerCase().split(/[\s-]+/);
  const code = pieces.pop() ?? "";
  return [...MODIFIERS.filter((modifier) => pieces.includes(modifier)), code].join("-");
}

/** Keys to actions. What is no JSON object, and actions that are none, are left out. */
export function parseHotKeys(json: string): ReadonlyMap<string, Action> {
  const keys = new Map<string, Action>();
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    return keys;
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return keys;
  for (const [key, value] of Object.entries(parsed)) {
    const action = actionNamed(value);
    if (action !== undefined) keys.set(normal(key), action);
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
      // keyCode is deprecated, and is what the attribute is written in.
      // eslint-disable-next-line @typescript-eslint/no-deprecated
      const action = keys.get([...pressed, String(event.keyCode)].join("-"));
      if (action !== undefined) act(action);
    },
    true,
  );
}
