// Class names and ids that the page's style sheets name. Those of masked elements are told only as far as they are among them: then
// they are told already, with the sheets (docs/adr/0009-masked-classes.md).

/** `.name` and `#name` with escapes, wherever they are: in a comment they would be told too. */
const NAME = /[.#](-?(?:[_a-z\u0080-\uffff]|\\[^\n])(?:[\w\u0080-\uffff-]|\\[^\n])*)/gi;
const ESCAPE = /\\(?:([0-9a-f]{1,6})\s?|([^]))/gi;
/** Text that is kept to be looked through later, in UTF-16 units: most pages have nothing masked, and never ask. */
const MAX_WAITING_UNITS = 1024 * 1024;

/** Words that tell what an element's state is, and not how it looks: which of masked choices is taken, whether a masked value will do. */
const STATE =
  /(^|[-_:])(is|has)?[-_]?(active|checked|chosen|selected|current|on|off|yes|no|valid|invalid|error|success|warning|danger|filled|empty|dirty|touched|pristine|focus|focused|complete|completed|strong|medium|weak|true|false|positive|negative)($|[-_])/i;

/** Names from style sheets. */
export class SheetNames {
  readonly #names = new Set<string>();
  #waiting: string[] = [];
  #waitingUnits = 0;

  /** Takes the text of a sheet, or of rules. */
  see(css: string): void {
    if (!css.includes("{")) return;
    this.#waiting.push(css);
    this.#waitingUnits += css.length;
    if (this.#waitingUnits > MAX_WAITING_UNITS) this.#look();
  }

  /** How many names there are: another number, other answers. */
  get count(): number {
    this.#look();
    return this.#names.size;
  }

  /** What of a masked element's class may be told. */
  classes(value: string): string {
    this.#look();
    const tokens = value.split(/\s+/).filter((token) => this.#names.has(`.${token}`) && !STATE.test(token));
    return tokens.join(" ");
  }

  /** A masked element's id, if it may be told; else "". */
  id(value: string): string {
    this.#look();
    return this.#names.has(`#${value}`) ? value : "";
  }

  #look(): void {
    if (this.#waitingUnits === 0) return;
    for (const css of this.#waiting)
      for (const [whole, name = ""] of css.matchAll(NAME)) this.#names.add(whole.charAt(0) + unescaped(name));
    this.#waiting = [];
    this.#waitingUnits = 0;
  }
}

function unescaped(name: string): string {
  if (!name.includes("\\")) return name;
  return name.replace(ESCAPE, (_, digits?: string, char?: string) => {
    if (digits === undefined) return char ?? "";
    const code = Number.parseInt(digits, 16);
    return code === 0 || code > 0x10ffff ? "\ufffd" : String.fromCodePoint(code);
  });
}
