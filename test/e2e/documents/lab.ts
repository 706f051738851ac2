// The viewer's frame alone, in a page that stands where a visitor's page would: it gives files, asks as agents do, and keeps what is told.
import type { Browser, FrameLocator, Page } from "playwright-core";
import type {
  DocumentMessage,
  OwnerDocumentMessage,
  PeerDocumentMessage,
} from "../../../core/protocol/index.ts";
import { Site } from "../../support/site.ts";

/** What the frame told: the picture is left behind, but for its size. */
export interface Told {
  readonly head: OwnerDocumentMessage;
  readonly to: number;
  readonly bytes: number;
}

interface LabWindow {
  told: Told[];
  pictures: Uint8Array[];
  links: string[];
  isClosed: boolean;
  send: (message: object, transfer?: Transferable[]) => void;
}

/** Plays the host page of core/documents/host.ts, which the frame cannot tell from ours. */
function page(server: string): string {
  return `<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>Lab</title><body style="margin:0"><script>
    window.told = []; window.pictures = []; window.links = []; window.isClosed = false;
    const frame = document.createElement("iframe");
    frame.setAttribute("sandbox", "allow-scripts");
    frame.style = "position:fixed;inset:0;width:100%;height:100%;border:0";
    addEventListener("message", ({ source, data }) => {
      if (source !== frame.contentWindow || data !== "glance-documents" || window.send) return;
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => {
        if (data.type === "tell") {
          window.told.push({ head: data.head, to: data.to, bytes: data.content.length });
          if (data.content.length > 0) window.pictures.push(data.content);
        } else if (data.type === "link") window.links.push(data.url);
        else if (data.type === "close") window.isClosed = true;
        else if (data.type === "ask") window.told.push({ head: data.head, to: -1, bytes: 0 });
      };
      window.send = (message, transfer = []) => port1.postMessage(message, transfer);
      frame.contentWindow.postMessage(data, "*", [port2]);
    });
    frame.src = "${server}/documents.html";
    document.body.append(frame);
  </script>`;
}

export class Lab {
  readonly page: Page;
  /** What the page's console has said, and what its policy has refused. */
  readonly complaints: string[] = [];
  readonly #site: Site;

  private constructor(page: Page, site: Site) {
    this.page = page;
    this.#site = site;
    page.on("pageerror", (error) => this.complaints.push(error.message));
    page.on("console", (message) => message.type() === "error" && this.complaints.push(message.text()));
  }

  static async open(browser: Browser, server: string): Promise<Lab> {
    const site = await new Site({ "/": page(server) }).start(server);
    const context = await browser.newContext({ viewport: { width: 900, height: 700 } });
    const lab = new Lab(await context.newPage(), site);
    await lab.page.goto(site.url);
    await lab.page.waitForFunction(() => (window as unknown as LabWindow).send);
    return lab;
  }

  /** The frame's own page. */
  get frame(): FrameLocator {
    return this.page.frameLocator("iframe");
  }

  async close(): Promise<void> {
    await this.page.context().close();
    await this.#site.stop();
  }

  /** Opens a file in the frame, as its owner. Resolves when it has said what comes of it. */
  async own(bytes: Uint8Array, name = "file", patterns?: object): Promise<OwnerDocumentMessage> {
    await this.page.route("**/the-file", (route) => route.fulfill({ body: Buffer.from(bytes) }));
    await this.page.evaluate(
      async ([name, patterns]) => {
        const { send } = window as unknown as LabWindow;
        send({ type: "own", id: 1, name, patterns });
        const file = await (await fetch("/the-file")).arrayBuffer();
        send({ type: "bytes", bytes: file }, [file]);
      },
      [name, patterns] as const,
    );
    return this.hear("opened", "failed", "locked");
  }

  /** Stands for the owner: what the frame shows is what is told it. */
  async join(...messages: readonly DocumentMessage<OwnerDocumentMessage>[]): Promise<void> {
    await this.send({ type: "join" });
    for (const message of messages) await this.tell(message.head);
  }

  async tell(head: OwnerDocumentMessage, content: readonly number[] = []): Promise<void> {
    await this.page.evaluate(
      ([head, content]) => {
        const { send } = window as unknown as LabWindow;
        send({ type: "told", head, content: new Uint8Array(content) });
      },
      [head, content] as const,
    );
  }

  async send(message: object): Promise<void> {
    await this.page.evaluate((message) => (window as unknown as LabWindow).send(message), message);
  }

  /** Asks as the agent in slot 1. */
  async ask(head: PeerDocumentMessage): Promise<void> {
    await this.send({ type: "asked", head, from: 1 });
  }

  /** The latest that was told of these types; waits for one. */
  async hear(...types: readonly string[]): Promise<OwnerDocumentMessage> {
    const handle = await this.page.waitForFunction(
      (types) =>
        (window as unknown as LabWindow).told
          .slice()
          .reverse()
          .find(({ head }) => types.includes(head.type))?.head,
      types,
      { timeout: 40_000 },
    );
    return (await handle.jsonValue())!;
  }

  async told(): Promise<Told[]> {
    return this.page.evaluate(() => (window as unknown as LabWindow).told);
  }

  /** Forgets what was told. */
  async forget(): Promise<void> {
    await this.page.evaluate(() => {
      (window as unknown as LabWindow).told = [];
    });
  }

  async links(): Promise<string[]> {
    return this.page.evaluate(() => (window as unknown as LabWindow).links);
  }

  async whenClosed(): Promise<void> {
    await this.page.waitForFunction(() => (window as unknown as LabWindow).isClosed);
  }

  /** The latest picture's share of dark px in a box of it: left, top, right, bottom as shares. */
  async darkness(box: readonly [number, number, number, number]): Promise<number> {
    return this.page.evaluate(async ([left, top, right, bottom]) => {
      const bytes = (window as unknown as LabWindow).pictures.at(-1) ?? new Uint8Array();
      const picture = await createImageBitmap(new Blob([bytes as Uint8Array<ArrayBuffer>]));
      const canvas = new OffscreenCanvas(picture.width, picture.height);
      const context = canvas.getContext("2d");
      if (context === null) return -1;
      context.drawImage(picture, 0, 0);
      const [x, y] = [Math.floor(left * picture.width), Math.floor(top * picture.height)];
      const [w, h] = [Math.ceil((right - left) * picture.width), Math.ceil((bottom - top) * picture.height)];
      const { data } = context.getImageData(x, y, w, h);
      let dark = 0;
      for (let at = 0; at < data.length; at += 4) if ((data[at] ?? 255) < 60) dark += 1;
      return dark / (data.length / 4);
    }, box);
  }
}
