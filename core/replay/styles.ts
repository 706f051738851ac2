// Keeps style sheets as the visitor has them. Mirrors: protocol/styles.ts, capture/styles.ts, model/styles.ts.
import { type NodeId, SHEET_DISABLED, SHEET_GONE, type StylesOps } from "../protocol/index.ts";
import { isDocument, isElement, isShadowRoot } from "./node-map.ts";
import type { ReplicaState } from "./replica-state.ts";

/** Keeps its index when a rule is refused, so that the rules after it keep theirs. */
const EMPTY_RULE = "glance-none{}";

/** A change of some rules of a sheet. */
interface Splice {
  readonly from: number;
  readonly removed: number;
  readonly css: readonly string[];
}

/** A sheet as it was told. */
interface Sheet {
  readonly css: string;
  /** What came after the text. Kept while assets are missing, since the text is then set once more. */
  readonly splices: Splice[];
  /** Assets that the text or a rule refers to are missing. */
  incomplete: boolean;
  disabled: boolean;
  media: string;
  /** Constructed sheets: one object a document that adopts it. */
  readonly objects: Map<Document, CSSStyleSheet>;
}

const ownerDocument = (root: Document | ShadowRoot): Document =>
  isDocument(root) ? root : root.ownerDocument;

/** The style sheets of a replica. */
export class StylesReplay implements StylesOps {
  readonly #state: ReplicaState;
  #sheets = new Map<NodeId, Sheet>();
  /** Those of the page before, while another is built. */
  #before = new Map<NodeId, Sheet>();
  /** Roots that adopted sheets. */
  #adopters = new Set<Document | ShadowRoot>();
  #adoptersBefore = new Set<Document | ShadowRoot>();

  constructor(state: ReplicaState) {
    this.#state = state;
  }

  /** Another page is built. */
  begin(): void {
    this.#before = this.#sheets;
    this.#sheets = new Map();
    this.#adoptersBefore = this.#adopters;
    this.#adopters = new Set();
  }

  /** The other page stands: roots that live on and adopt nothing now let go of their sheets. */
  reset(): void {
    for (const root of this.#adoptersBefore)
      if (!this.#adopters.has(root)) root.adoptedStyleSheets = this.#state.own.with(root, []);
    this.#before.clear();
    this.#adoptersBefore.clear();
  }

  /** Forgets the sheet of an element that is gone, or what a root has adopted. */
  forget(id: NodeId, node?: Node): void {
    this.#sheets.delete(id);
    this.#adopters.delete(node as Document | ShadowRoot);
  }

  sheet(owner: NodeId, _href: string, css: string): void {
    const before = this.#before.get(owner);
    const same = before?.css === css && before.splices.length === 0 && !before.incomplete;
    const objects = same ? before.objects : new Map<Document, CSSStyleSheet>();
    const sheet = { css, splices: [], incomplete: false, disabled: false, media: "", objects };
    const old = this.#sheets.get(owner);
    if (old !== undefined) for (const [document, object] of old.objects) sheet.objects.set(document, object);
    this.#sheets.set(owner, sheet);
    this.#write(owner, sheet);
    if (isChanged(old ?? before)) this.#state.later(() => this.#renew(owner, sheet), `renew ${owner}`);
  }

  rules(owner: NodeId, _href: string, from: number, removed: number, css: readonly string[]): void {
    this.#state.later(() => {
      const sheet = this.#sheets.get(owner);
      if (sheet === undefined) return;
      const splice = { from, removed, css };
      sheet.splices.push(splice);
      this.#state.unsettled = true;
      this.#splice(owner, sheet, splice);
    });
  }

  sheetState(owner: NodeId, flags: number, media: string): void {
    this.#state.later(() => {
      const sheet = this.#sheets.get(owner);
      if (sheet === undefined) return;
      if ((flags & SHEET_GONE) !== 0) {
        this.forget(owner);
        this.#state.assets.release(owner);
        return;
      }
      sheet.disabled = flags === SHEET_DISABLED;
      sheet.media = media;
      this.#applyState(owner, sheet);
    }, `state ${owner}`);
  }

  adopt(rootId: NodeId, sheets: readonly number[]): void {
    const root = this.#state.nodes.get(rootId);
    const isThere = root !== undefined && (isDocument(root) || isShadowRoot(root));
    const adopted = (): void => this.#adopt(rootId, sheets);
    // The document of a frame is there when all is.
    if (isThere || rootId === this.#state.building?.documentId) this.#state.soon(adopted, `adopt ${rootId}`);
    else this.#state.later(adopted, `adopt ${rootId}`);
  }

  #adopt(rootId: NodeId, sheets: readonly number[]): void {
    const root = this.#state.nodes.get(rootId);
    if (root === undefined || !(isDocument(root) || isShadowRoot(root))) return;
    const document = ownerDocument(root);
    const objects = sheets.flatMap((id) => this.#objectFor(id, document) ?? []);
    root.adoptedStyleSheets = this.#state.own.with(root, objects);
    this.#adopters.add(root);
    this.#state.unsettled = true;
  }

  /** Writes the whole text, now and when assets in it arrive; then what came after it. */
  #write(owner: NodeId, sheet: Sheet): void {
    let first = true;
    this.#state.assets.use(owner, "sheet", sheet.css, (css, complete) => {
      sheet.incomplete = !complete;
      this.#state.unsettled = true;
      const element = this.#state.nodes.element(owner);
      if (element !== undefined && element.textContent !== css) {
        element.textContent = css;
        if (/@import/i.test(css)) this.#state.imports.add(loaded(element));
      }
      for (const object of sheet.objects.values()) object.replaceSync(css);
      if (!first) this.#catchUp(owner, sheet);
      first = false;
    });
  }

  /** Does again to a text that was set once more what had been done to it. */
  #catchUp(owner: NodeId, sheet: Sheet): void {
    for (const splice of sheet.splices) this.#splice(owner, sheet, splice);
    this.#applyState(owner, sheet);
  }

  /** An element whose text is the same as before keeps its sheet, and what was done to it: it gets another. */
  #renew(owner: NodeId, sheet: Sheet): void {
    const element = this.#state.nodes.element(owner);
    if (element !== undefined) element.replaceChildren(...element.childNodes);
    this.#applyState(owner, sheet);
  }

  #applyState(owner: NodeId, sheet: Sheet): void {
    const isElement = this.#state.nodes.element(owner) !== undefined;
    for (const object of this.#objectsOf(owner, sheet)) applyState(object, sheet, !isElement);
  }

  #splice(owner: NodeId, sheet: Sheet, { from, removed, css }: Splice): void {
    for (const object of this.#objectsOf(owner, sheet)) {
      for (let i = 0; i < removed && from < object.cssRules.length; i += 1) object.deleteRule(from);
      for (const [offset, text] of css.entries())
        insertRule(object, this.#resolved(owner, text), from + offset);
    }
  }

  /** A rule's text with the assets that are there. */
  #resolved(owner: NodeId, text: string): string {
    let resolved = text;
    this.#state.assets.use(owner, `rule ${text}`, text, (css, complete) => {
      resolved = css;
      if (complete) this.#state.assets.release(owner, `rule ${text}`);
    });
    return resolved;
  }

  #objectsOf(owner: NodeId, sheet: Sheet): CSSStyleSheet[] {
    const node = this.#state.nodes.get(owner);
    if (node === undefined) return [...sheet.objects.values()];
    const own = isElement(node) ? (node as Element & { sheet?: CSSStyleSheet | null }).sheet : null;
    return own ? [own] : [];
  }

  /** The object that stands for a constructed sheet in `document`. */
  #objectFor(id: NodeId, document: Document): CSSStyleSheet | undefined {
    const sheet = this.#sheets.get(id);
    const window = document.defaultView;
    if (sheet === undefined || window === null) return undefined;
    const known = sheet.objects.get(document);
    if (known !== undefined) return known;
    const object = new window.CSSStyleSheet();
    sheet.objects.set(document, object);
    this.#state.assets.use(id, "sheet", sheet.css, (css) => object.replaceSync(css));
    this.#catchUp(id, sheet);
    return object;
  }
}

function isChanged(sheet: Sheet | undefined): boolean {
  return sheet !== undefined && (sheet.disabled || sheet.media !== "" || sheet.splices.length > 0);
}

/** Resolves when `element` has all that its sheet imports. What a text that was set before imports may still come, or fail: its blobs are
 * gone. What cannot be had at all is not waited for by whoever asks (settled.ts). */
function loaded(element: Element & { readonly sheet?: CSSStyleSheet | null }): Promise<void> {
  return new Promise((resolve) => {
    const check = (): void => {
      if (element.sheet && !isWhole(element.sheet)) return;
      for (const each of ["load", "error"]) element.removeEventListener(each, check);
      resolve();
    };
    for (const each of ["load", "error"]) element.addEventListener(each, check);
  });
}

/** Whether a sheet has all that it imports. What stands for a missing one is of no origin, and not to be read. */
function isWhole(sheet: CSSStyleSheet): boolean {
  if (sheet.href?.startsWith("data:") === true) return true;
  for (const rule of sheet.cssRules) {
    if (!("styleSheet" in rule)) continue;
    const { styleSheet } = rule as CSSImportRule;
    if (styleSheet === null || !isWhole(styleSheet)) return false;
  }
  return true;
}

function insertRule(sheet: CSSStyleSheet, text: string, index: number): void {
  const at = Math.min(index, sheet.cssRules.length);
  try {
    sheet.insertRule(text, at);
  } catch {
    sheet.insertRule(EMPTY_RULE, at);
  }
}

/** An element's media list is its attribute, unless scripts have changed it; a constructed sheet's is told with its state. */
function applyState(object: CSSStyleSheet, sheet: Sheet, constructed: boolean): void {
  object.disabled = sheet.disabled;
  if (constructed || sheet.media !== "") object.media.mediaText = sheet.media;
}
