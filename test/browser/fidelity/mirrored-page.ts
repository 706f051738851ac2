// A page and its replica over the whole path: capture, the visitor's worker with its model, the agent's worker with its check, replay.
import { capture, type RunningCapture } from "../../../core/visitor/capture-alone.ts";
import { Replica } from "../../../core/agent/replay-alone.ts";

const WIDTH_PX = 800;
const HEIGHT_PX = 600;

function frameOf(): HTMLIFrameElement {
  const frame = document.createElement("iframe");
  // In view, whatever other tests have left: frames that are not are not drawn, and their animations stand still.
  frame.style.cssText = `position:fixed;top:0;left:0;border:0;width:${WIDTH_PX}px;height:${HEIGHT_PX}px`;
  return frame;
}

/** A page in one frame, its replica in another, and late ones on request. */
export class MirroredPage {
  readonly frame: HTMLIFrameElement;
  readonly #capture: RunningCapture;
  readonly #replicas: { readonly replica: Replica; readonly frame: HTMLIFrameElement }[] = [];
  #applied: Promise<unknown> = Promise.resolve();
  #first: HTMLIFrameElement | undefined;
  /** Bytes of all messages, and how many there were. */
  bytes = 0;
  messages = 0;

  private constructor(frame: HTMLIFrameElement) {
    this.frame = frame;
    const replica = this.#add();
    this.#first = this.#replicas[0]?.frame;
    this.#capture = capture(this.document, {
      onMessage: (message) => {
        this.bytes += message.length;
        this.messages += 1;
        this.#applied = Promise.all([this.#applied, replica.apply(message)]);
      },
    });
  }

  /** Opens a page of this HTML, which has its doctype unless it brings one, waits for its `load`, and mirrors it. */
  static async open(html: string): Promise<MirroredPage> {
    const frame = frameOf();
    const loaded = new Promise((resolve) => frame.addEventListener("load", resolve, { once: true }));
    frame.srcdoc = /^<!doctype|^<!--quirks/i.test(html) ? html : `<!doctype html>${html}`;
    document.body.append(frame);
    await loaded;
    const page = new MirroredPage(frame);
    await page.settle();
    return page;
  }

  get document(): Document {
    return this.frame.contentDocument!;
  }

  get window(): Window & typeof globalThis {
    return this.frame.contentWindow as Window & typeof globalThis;
  }

  /** The replica that was there from the beginning. */
  get copy(): Document {
    return this.#first!.contentDocument!;
  }

  get copyWindow(): Window & typeof globalThis {
    return this.#first!.contentWindow as Window & typeof globalThis;
  }

  /** The element of the page at `selector`. */
  of(selector: string): HTMLElement {
    return this.document.querySelector<HTMLElement>(selector)!;
  }

  /** The replica's element at `selector`. */
  copyOf(selector: string): HTMLElement {
    const found = this.copy.querySelector<HTMLElement>(selector);
    if (found === null) throw new Error(`no ${selector} in ${this.copy.documentElement.outerHTML}`);
    return found;
  }

  /** Computed style of the replica's element. */
  styleOf(selector: string, pseudo?: string): CSSStyleDeclaration {
    return this.copyWindow.getComputedStyle(this.copyOf(selector), pseudo);
  }

  /** Resolves when the replica shows all that the page is now. */
  async settle(): Promise<void> {
    await this.#capture.flush();
    await this.#applied;
  }

  /** Another replica, of an agent who comes now: from the worker's model alone. */
  async late(): Promise<Document> {
    const replica = this.#add();
    await replica.apply(await this.#capture.keyframe());
    return this.#replicas.at(-1)!.frame.contentDocument!;
  }

  /** The whole page comes once more to the replica that was there from the beginning. */
  async again(): Promise<void> {
    await this.#replicas[0]!.replica.apply(await this.#capture.keyframe());
  }

  close(): void {
    this.#capture.stop();
    for (const { replica, frame } of this.#replicas) {
      replica.dispose();
      frame.remove();
    }
    this.frame.remove();
  }

  #add(): Replica {
    const frame = frameOf();
    document.body.append(frame);
    const replica = new Replica(frame);
    this.#replicas.push({ replica, frame });
    return replica;
  }
}
