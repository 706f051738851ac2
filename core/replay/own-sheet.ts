// The sheet of our own that a replica's documents and shadow roots adopt when they need it: what a visitor's browser draws by itself,
// and no sheet of the page says. Any rule of the page's that is in no layer goes over it.

/** The browser's ring around what has the focus: at the visitor it shows, so that the page has none of its own. */
const RING = ":where([glance-focus-ring]){outline:auto 1px -webkit-focus-ring-color}";

/** What fills the visitor's screen fills the frame (Fullscreen API, "rendering"). */
const FULLSCREEN = `[glance-fullscreen]:not(:root){position:fixed!important;inset:0!important;margin:0!important;border:0!important;
padding:0!important;width:100%!important;height:100%!important;min-width:0!important;max-width:none!important;min-height:0!important;
max-height:none!important;box-sizing:border-box!important;object-fit:contain;transform:none!important}
[glance-fullscreen]::backdrop{background:#000!important}`;

type Root = Document | ShadowRoot;

/** Our own sheet in the roots of a replica. */
export class OwnSheet {
  readonly #sheets = new WeakMap<Document, CSSStyleSheet>();
  readonly #used = new Set<WeakRef<CSSStyleSheet>>();
  #scrollBars = "";
  #scheme = "";

  /** Rules for scroll bars: "" when the agent's are as the visitor's. */
  setScrollBars(css: string): void {
    this.#scrollBars = css;
    this.#write();
  }

  /** The colour schemes of a page that chose them by a `meta` element. */
  setScheme(scheme: string): void {
    this.#scheme = scheme === "" ? "" : `:where(:root){color-scheme:${scheme}}`;
    this.#write();
  }

  /** Whether every root is to adopt it. */
  get isForAll(): boolean {
    return this.#scrollBars !== "" || this.#scheme !== "";
  }

  /** Has the document or shadow root around `element` adopt the sheet. */
  adoptAround(element: Element): void {
    const root = element.getRootNode() as Root;
    if (element.isConnected) this.adopt(root);
  }

  /** Has `root` adopt the sheet, before all others. */
  adopt(root: Root): void {
    const sheet = this.#sheetOf(root);
    if (sheet === undefined || root.adoptedStyleSheets.includes(sheet)) return;
    root.adoptedStyleSheets = [sheet, ...root.adoptedStyleSheets];
  }

  /** The sheets for `root` to adopt when the page's are `sheets`: ours stays. */
  with(root: Root, sheets: readonly CSSStyleSheet[]): CSSStyleSheet[] {
    const own = this.#sheetOf(root);
    const stays = own !== undefined && (this.isForAll || root.adoptedStyleSheets.includes(own));
    return stays ? [own, ...sheets] : [...sheets];
  }

  #sheetOf(root: Root): CSSStyleSheet | undefined {
    const document = root.ownerDocument ?? root;
    const window = document.defaultView;
    if (window === null) return undefined;
    const known = this.#sheets.get(document);
    if (known !== undefined) return known;
    const sheet = new window.CSSStyleSheet();
    sheet.replaceSync(this.#css);
    this.#sheets.set(document, sheet);
    this.#used.add(new WeakRef(sheet));
    return sheet;
  }

  get #css(): string {
    return `${RING}${FULLSCREEN}${this.#scheme}${this.#scrollBars}`;
  }

  #write(): void {
    for (const reference of this.#used) {
      const sheet = reference.deref();
      if (sheet === undefined) this.#used.delete(reference);
      else sheet.replaceSync(this.#css);
    }
  }
}
