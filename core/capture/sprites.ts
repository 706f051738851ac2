// What `use` elements take from other files: told as nodes within them, since a replica may not load those files. Mirror: tree.ts.
import { MASK } from "../mask/index.ts";
import type { NodeId } from "../protocol/index.ts";
import { absoluteUrl } from "./attributes.ts";
import type { CaptureContext } from "./context.ts";
import { attributeOf, childElementsOf, localNameOf, tagNameOf } from "./natives.ts";
import type { NodeInfo } from "./node-ids.ts";
import { isInFile, localName } from "./sprite-names.ts";

/** Most elements told for one `use`: icons have ten. */
const MAX_ELEMENTS = 2_000;
/** Most files kept at once. */
const MAX_FILES = 50;
/** Where one part of a file may refer to another. */
const REFERENCE = /url\(\s*["']?#([^"')]+)["']?\s*\)|^#(.+)$/g;

/** A `use` element, and what was told within it. */
interface Used {
  readonly info: NodeInfo;
  address: string;
  told: NodeId[];
}

/** Follows `use` elements that refer to other files. */
export class SpritesCapture {
  readonly #context: CaptureContext;
  readonly #files = new Map<string, Promise<Document | undefined>>();
  readonly #uses = new WeakMap<Element, Used>();
  #ready: [use: Element, file: Document][] = [];

  constructor(context: CaptureContext) {
    this.#context = context;
  }

  tell(use: Element, info: NodeInfo): void {
    if (info.mask !== MASK.shown) return;
    const used = { info, address: "", told: [] };
    this.#uses.set(use, used);
    this.#look(use, used);
  }

  attribute(use: Element, name: string): void {
    const used = this.#uses.get(use);
    if (used !== undefined && (name === "href" || name === "xlink:href")) this.#look(use, used);
  }

  /** Tells what has arrived. */
  read(): void {
    for (const [use, file] of this.#ready.splice(0)) {
      const used = this.#uses.get(use);
      if (used === undefined || this.#context.ids.living(use) !== used.info) continue;
      for (const id of used.told.splice(0)) this.#context.writer.remove(id);
      const { hash } = new URL(used.address);
      const wanted = decodeURIComponent(hash.slice(1));
      if (wanted !== "") this.#parts(used, file, wanted);
    }
  }

  #look(use: Element, used: Used): void {
    const href = attributeOf(use, "href") ?? attributeOf(use, "xlink:href") ?? "";
    const address = isInFile(href) ? absoluteUrl(href, use) : "";
    if (address === used.address) return;
    used.address = address;
    if (address !== "") void this.#load(use, used, address);
    else this.#mark(use, use.ownerDocument);
  }

  async #load(use: Element, used: Used, address: string): Promise<void> {
    const file = address.replace(/#.*$/, "");
    const loading = this.#files.get(file) ?? documentAt(file);
    if (this.#files.size < MAX_FILES) this.#files.set(file, loading);
    const document = await loading;
    if (document !== undefined && used.address === address && !this.#context.signal.aborted)
      this.#mark(use, document);
  }

  #mark(use: Element, file: Document): void {
    const used = this.#uses.get(use);
    if (used?.address === "" && used.told.length === 0) return;
    this.#ready.push([use, file]);
    this.#context.dirty.other = true;
    this.#context.request();
  }

  /** Tells the part called `wanted`, and the parts that it refers to. */
  #parts(used: Used, file: Document, wanted: string): void {
    const address = used.address.replace(/#.*$/, "");
    const parts = new Set([wanted]);
    let left = MAX_ELEMENTS;
    // The list grows while it is walked.
    for (const name of parts) {
      const root = file.getElementById(name);
      if (root === null || left <= 0) continue;
      this.#context.writer.at(used.info.id, 0);
      const { id, count } = this.#copy(root, address, parts, left);
      used.told.push(id);
      left -= count;
    }
  }

  /** Tells `root` and what is in it; returns its id, and how many elements that were. */
  #copy(
    root: Element,
    address: string,
    parts: Set<string>,
    most: number,
  ): { readonly id: NodeId; readonly count: number } {
    const { ids, writer } = this.#context;
    const rest: (readonly [element: Element, parent: NodeId])[] = [[root, 0]];
    let count = 0;
    let first = 0;
    for (let next = rest.shift(); next !== undefined && count < most; next = rest.shift()) {
      const [element, parent] = next;
      const id = ids.nextId();
      if (parent === 0) first = id;
      else writer.at(parent, 0);
      writer.element(id, 1, tagNameOf(element), attributesOf(element, address, parts));
      count += 1;
      for (const child of childElementsOf(element)) if (isTold(child)) rest.push([child, id]);
    }
    return { id: first, count };
  }
}

/** Scripts do nothing there, and styles of a file do not hold for what is taken from it. */
function isTold(element: Element): boolean {
  const name = localNameOf(element);
  return name !== "script" && name !== "style";
}

/** Attributes with the names that parts of this file have here; `parts` gets those that are referred to. */
function attributesOf(element: Element, address: string, parts: Set<string>): string[] {
  const attributes: string[] = [];
  for (const { name, value } of element.attributes) {
    if (name.startsWith("on")) continue;
    attributes.push(name, name === "id" ? localName(address, value) : renamed(value, address, parts));
  }
  return attributes;
}

function renamed(value: string, address: string, parts: Set<string>): string {
  if (!value.includes("#")) return value;
  return value.replace(REFERENCE, (whole, inUrl?: string, plain?: string) => {
    const name = inUrl ?? plain ?? "";
    // A colour is no reference.
    if (plain !== undefined && /^[0-9a-f]{3,8}$/i.test(plain)) return whole;
    parts.add(name);
    return inUrl === undefined ? `#${localName(address, name)}` : `url(#${localName(address, name)})`;
  });
}

/** The file at `address`. By a request of this kind, since pages with Trusted Types let nobody parse text. */
function documentAt(address: string): Promise<Document | undefined> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("GET", address);
    request.responseType = "document";
    request.overrideMimeType("image/svg+xml");
    request.onloadend = () => resolve(request.responseXML ?? undefined);
    request.send();
  });
}
