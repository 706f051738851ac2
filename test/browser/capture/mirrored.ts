// A page under capture and its replica, side by side without workers: what capture tells goes through the check into a real frame.
import { startCapture, type Capture } from "../../../core/capture/index.ts";
import type { MaskRules } from "../../../core/mask/index.ts";
import { createOpWriter, encodeMessage, MESSAGE, readOps } from "../../../core/protocol/index.ts";
import { MessageCheck } from "../../../core/check/index.ts";
import { Replay } from "../../../core/replay/index.ts";

const NOTHING_MASKED: MaskRules = { mode: "listed", selectors: [] };

/** What a replica has no node for, or another one in place of. */
const UNTOLD = new Set("script noscript meta base template link style".split(" "));

export class Mirrored {
  readonly page: HTMLIFrameElement;
  readonly replica: HTMLIFrameElement;
  readonly maskingErrors: string[] = [];
  /** All bytes that capture handed over. */
  readonly batches: Uint8Array[] = [];
  readonly #capture: Capture;
  readonly #replay: Replay;
  readonly #check = new MessageCheck();
  readonly #writer = createOpWriter();
  #isFirst = true;
  #applied: Promise<unknown> = Promise.resolve();

  private constructor(page: HTMLIFrameElement, rules: MaskRules) {
    this.page = page;
    this.replica = document.createElement("iframe");
    this.replica.style.cssText = "position:fixed;top:0;left:0;border:0;width:800px;height:600px";
    document.body.append(this.replica);
    this.#replay = new Replay(this.replica);
    this.#capture = startCapture(this.document, {
      rules,
      sink: (batch, complete) => this.#sink(batch, complete),
      onmaskingerror: (message) => this.maskingErrors.push(message),
    });
  }

  /** Opens a page with this HTML in a frame, and mirrors it. */
  static async open(html: string, rules = NOTHING_MASKED): Promise<Mirrored> {
    const page = document.createElement("iframe");
    page.style.cssText = "position:fixed;top:0;left:0;border:0;width:800px;height:600px";
    const loaded = new Promise((resolve) => page.addEventListener("load", resolve, { once: true }));
    page.srcdoc = html.startsWith("<!doctype") ? html : `<!doctype html>${html}`;
    document.body.append(page);
    await loaded;
    const mirrored = new Mirrored(page, rules);
    await mirrored.settle();
    return mirrored;
  }

  get document(): Document {
    return this.page.contentDocument!;
  }

  get window(): Window & typeof globalThis {
    return this.page.contentWindow as Window & typeof globalThis;
  }

  get copy(): Document {
    return this.replica.contentDocument!;
  }

  setRules(rules: MaskRules): void {
    this.#capture.setRules(rules);
  }

  /** Resolves when the replica shows all that the page is now. */
  async settle(): Promise<void> {
    await this.#capture.flush();
    await this.#applied;
  }

  /** Resolves when the replica has come so far that `holds`. The test's own time limit ends it. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds()) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      await this.settle();
    }
  }

  /** Everything that was handed over, as text to search in. */
  get told(): string {
    return this.batches.map((batch) => new TextDecoder().decode(batch)).join("\n");
  }

  close(): void {
    this.#capture.stop();
    this.#replay.dispose();
    this.page.remove();
    this.replica.remove();
  }

  #sink(batch: Uint8Array<ArrayBuffer>, complete: boolean): void {
    this.batches.push(batch);
    readOps(batch, {
      ...(this.#writer as object),
      ...forwarding(this.#writer),
      frameDocument: (id: number, flags: number) => {
        if (id === 1) this.#isFirst = true;
        this.#writer.frameDocument(id, flags);
      },
    } as never);
    if (!complete) return;
    const message = encodeMessage(this.#isFirst ? MESSAGE.keyframe : MESSAGE.delta, this.#writer.finish());
    this.#isFirst = false;
    const checked = this.#check.open(message);
    const before = this.#applied;
    this.#applied = checked.then(async (messages) => {
      await before;
      await this.#replay.apply(messages);
    });
  }
}

/** An object with the writer's methods as its own. */
function forwarding(writer: object): Record<string, unknown> {
  const methods: Record<string, unknown> = {};
  const prototype = Object.getPrototypeOf(writer) as Record<string, (...values: unknown[]) => void>;
  for (const name of Object.getOwnPropertyNames(prototype)) {
    if (Object.getOwnPropertyDescriptor(prototype, name)?.get !== undefined) continue;
    methods[name] = (...values: unknown[]) => Reflect.apply(prototype[name]!, writer, values);
  }
  return methods;
}

/** What of a tree a replica has too, as indented text. */
export function outline(root: Node): string {
  const lines: string[] = [];
  const walk = (node: Node, depth: number): void => {
    for (const child of node.childNodes) {
      if (child.nodeType === 3 || child.nodeType === 4)
        lines.push("  ".repeat(depth) + JSON.stringify(child.nodeValue));
      else if (child.nodeType === 1) element(child as Element, depth);
    }
  };
  const element = (node: Element, depth: number): void => {
    if (UNTOLD.has(node.localName) || node.localName.startsWith("glance-")) return;
    const names = ["id", "class", "title", "data-x"].filter((name) => node.hasAttribute(name));
    const attributes = names.map((name) => ` ${name}=${node.getAttribute(name) ?? ""}`).join("");
    lines.push(`${"  ".repeat(depth)}<${node.localName}${attributes}>`);
    if (node.shadowRoot !== null) {
      lines.push(`${"  ".repeat(depth + 1)}#shadow`);
      walk(node.shadowRoot, depth + 2);
    }
    const inner = node.localName === "iframe" ? (node as HTMLIFrameElement).contentDocument : null;
    if (inner !== null) walk(inner, depth + 1);
    else if (node.localName !== "textarea") walk(node, depth + 1);
  };
  walk(root, 0);
  return lines.join("\n");
}
