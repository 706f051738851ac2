// The session code: the digits alone as text, in groups of three to the eye, one by one to the ear.
import { element } from "../shared/element.ts";

const GROUP = /\d{1,3}/g;

/** The pieces that `key` is shown in: `123456789` → 123, 456, 789. A visitor id stays whole. */
export function keyGroups(key: string): readonly string[] {
  return /^\d{6,}$/.test(key) && key.length % 3 === 0 ? (key.match(GROUP) ?? [key]) : [key];
}

/** What a screen reader says: every character by itself, with a pause after each group. */
export function spokenKey(key: string): string {
  return keyGroups(key)
    .map((group) => group.split("").join(" "))
    .join(", ");
}

/** Puts `key` into `target`, whose text is then the key and nothing else. */
export function showKey(target: HTMLElement, key: string): void {
  if (target.textContent === key) return;
  target.replaceChildren(...keyGroups(key).map((group) => element("span", {}, group)));
  target.setAttribute("aria-label", spokenKey(key));
  target.classList.toggle("long", keyGroups(key).length === 1 && key.length > 10);
}

/** Copies `key`; when the browser does not let us, selects it in `target` and resolves to false. */
export async function copyKey(target: HTMLElement, key: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(key);
    return true;
  } catch {
    getSelection()?.selectAllChildren(target);
    return false;
  }
}
