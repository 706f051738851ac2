// Setters of form controls as their classes have them. Frameworks put their own on each element, to tell what they have written from
// what a person has: what is written past those is noticed like a person's input.

type Setter = (this: Element, value: unknown) => void;

/** Writes `element[name]` as the browser would. Classes are those of the element's own window. */
export function setNatively(element: Element, name: "value" | "checked" | "selected", value: unknown): void {
  let owner: object | null = Object.getPrototypeOf(element) as object | null;
  while (owner !== null) {
    const setter = Object.getOwnPropertyDescriptor(owner, name)?.set as Setter | undefined;
    if (setter !== undefined) {
      setter.call(element, value);
      return;
    }
    owner = Object.getPrototypeOf(owner) as object | null;
  }
}

/** The window that `element` is of, whose event classes its listeners know. */
export function windowOf(element: Element): Window & typeof globalThis {
  return element.ownerDocument.defaultView ?? window;
}

interface EditedDocument {
  execCommand(command: string, showUi: boolean, value: string): boolean;
}

/** Has the browser edit where the caret is. The interface is deprecated without a successor: nothing else keeps undo, limits of
 * length, and what frameworks know of a field. Returns whether it did. */
export function edit(document: Document, command: string, value = ""): boolean {
  return (document as EditedDocument).execCommand(command, false, value);
}
