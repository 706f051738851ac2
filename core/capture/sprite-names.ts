// What parts of other files are called where they are told. Used by attributes.ts and sprites.ts.

/** Files by the order in which they were met. */
const files = new Map<string, number>();

/** Whether a `use` element's address names a part of another file. */
export function isInFile(href: string): boolean {
  return href.includes("#") && !href.startsWith("#") && !href.startsWith("data:");
}

/** The id, in a page, of the part `name` of the file at `address`, which has no fragment. */
export function localName(address: string, name: string): string {
  let file = files.get(address);
  if (file === undefined) files.set(address, (file = files.size + 1));
  return `glance-sprite-${file}-${name}`;
}

/** What a `use` element refers to here, in place of an absolute address. */
export function localReference(address: string): string {
  const at = address.indexOf("#");
  return `#${localName(address.slice(0, at), decodeURIComponent(address.slice(at + 1)))}`;
}
