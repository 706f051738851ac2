// Form controls that hold secrets whoever wrote the page: by their type, by what they ask for, by their name.
import { attributeOf } from "./natives.ts";

/** Autocomplete tokens of what nobody reads out (HTML, "autofill field"). */
const SECRET_TOKEN = /^(cc-|current-password$|new-password$|one-time-code$)/;
/** Names of fields that hold secrets, for pages that say it no better. */
const SECRET_NAME =
  /passw|passcode|passphrase|(^|[^a-z])(pwd|pin|cvv|cvc|csc|ssn|otp)([^a-z]|$)|card-?_?num/i;
/** Types of input whose value is never told. */
const SECRET_TYPES: ReadonlySet<string> = new Set(["password", "hidden", "file"]);
const CONTROLS: ReadonlySet<string> = new Set(["input", "select", "textarea"]);

/** Controls that were a password field once: showing it as text does not make it public. */
const everPassword = new WeakSet<Element>();
/** Names and ids of those, by document: a page may show a password by another element in its place. */
const passwordNames = new WeakMap<Document, Set<string>>();
/** Names kept of one document: more than any form has. */
const MAX_NAMES = 1_000;

/** Whether elements of this name are controls, whose attributes say what they ask for. */
export const isControl = (localName: string): boolean => CONTROLS.has(localName);

/** Whether `element` is a control whose value is never told. */
export function isSecretControl(element: Element): boolean {
  if (!isControl(element.localName)) return false;
  const type = attributeOf(element, "type")?.toLowerCase() ?? "";
  if (SECRET_TYPES.has(type)) {
    if (type === "password") rememberPassword(element);
    return true;
  }
  return everPassword.has(element) || wasPassword(element) || asksForSecret(element);
}

function asksForSecret(element: Element): boolean {
  const tokens = attributeOf(element, "autocomplete")?.toLowerCase().split(/\s+/) ?? [];
  if (tokens.some((token) => SECRET_TOKEN.test(token))) return true;
  // A field for one character is part of a code.
  if (element.localName === "input" && attributeOf(element, "maxlength")?.trim() === "1") return true;
  return SECRET_NAME.test(`${attributeOf(element, "name") ?? ""} ${attributeOf(element, "id") ?? ""}`);
}

function rememberPassword(element: Element): void {
  everPassword.add(element);
  const names = passwordNames.get(element.ownerDocument) ?? new Set();
  passwordNames.set(element.ownerDocument, names);
  if (names.size < MAX_NAMES) for (const name of namesOf(element)) names.add(name);
}

function wasPassword(element: Element): boolean {
  const names = passwordNames.get(element.ownerDocument);
  if (names === undefined || element.localName === "select") return false;
  return namesOf(element).some((name) => names.has(name));
}

function namesOf(element: Element): string[] {
  return ["name", "id"].flatMap((attribute) => {
    const value = attributeOf(element, attribute) ?? "";
    return value === "" ? [] : [`${attribute} ${value}`];
  });
}
