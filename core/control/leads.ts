// Where a click would have the visitor's browser go, if the page's own code does not prevent it.
import { pathOf } from "./place.ts";

const XLINK = "http://www.w3.org/1999/xlink";
const MATHML = "http://www.w3.org/1998/Math/MathML";

/** Addresses that a click on `element` may lead to: those of the links it is in, and of the form that it submits. */
export function addressesAt(element: Element): string[] {
  const path = pathOf(element, document);
  const submitter = path.map(submitterAt).find((control) => control !== undefined);
  const links = path.map(linkOf).filter((address) => address !== undefined);
  return submitter === undefined ? links : [...links, ...addressesOf(submitter)];
}

/** The address that `form` is sent to without the help of a button; none for a form of a dialog. */
export function addressesOfForm(form: HTMLFormElement): string[] {
  return attributeOf(form, "method")?.trim().toLowerCase() === "dialog"
    ? []
    : [absolute(attributeOf(form, "action") ?? "", form)];
}

/** Links are elements of three namespaces, and only HTML's have their address in a property that is text. */
function linkOf(element: Element): string | undefined {
  if (!/^(a|area)$/.test(element.localName) && element.namespaceURI !== MATHML) return undefined;
  const href = element.getAttribute("href") ?? element.getAttributeNS(XLINK, "href");
  return href === null ? undefined : absolute(href, element);
}

/** The button that a click on `element` presses, when it is one that submits a form. */
function submitterAt(element: Element): HTMLButtonElement | undefined {
  const control = element.localName === "label" ? (element as HTMLLabelElement).control : element;
  if (control === null || !/^(button|input)$/.test(control.localName)) return undefined;
  const button = control as HTMLButtonElement;
  return /^(submit|image)$/.test(button.type) && button.form !== null ? button : undefined;
}

function addressesOf(button: HTMLButtonElement): string[] {
  const { form } = button;
  if (form === null || attributeOf(button, "formmethod")?.trim().toLowerCase() === "dialog") return [];
  const own = attributeOf(button, "formaction");
  return own === null ? addressesOfForm(form) : [absolute(own, button)];
}

/** A form's controls stand in the place of its properties, by name: methods are taken from where no page puts one. */
function attributeOf(element: Element, name: string): string | null {
  return Element.prototype.getAttribute.call(element, name);
}

/** `address` as the browser would go to it; as it is when it is none. */
function absolute(address: string, element: Element): string {
  const base = element.ownerDocument.baseURI;
  return URL.canParse(address, base) ? new URL(address, base).href : address;
}
