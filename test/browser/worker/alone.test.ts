import { expect } from "chai";
import { capture, type CaptureAloneOptions } from "../../../core/visitor/capture-alone.ts";
import { Replica } from "../../../core/agent/replay-alone.ts";
import { decodeAsset, decodeMessage, MESSAGE } from "../../../core/protocol/index.ts";
import { openPage, withWorkersOf } from "./policies.ts";

/** A picture of some kilobytes that nothing compresses. */
async function picture(width: number): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, 20);
  const context = canvas.getContext("2d")!;
  const pixels = context.createImageData(width, 20);
  crypto.getRandomValues(pixels.data);
  context.putImageData(pixels, 0, 0);
  return canvas.convertToBlob();
}

async function sourceOf(html: string): Promise<Document> {
  const frame = document.createElement("iframe");
  frame.srcdoc = `<!doctype html>${html}`;
  // In view, whatever other tests have left: frames that are not are not drawn.
  frame.style.cssText = "position:fixed;top:0;left:0";
  const loaded = new Promise((resolve) => frame.addEventListener("load", resolve, { once: true }));
  document.body.append(frame);
  await loaded;
  return frame.contentDocument!;
}

/** A page, its capture, and a replica of it. */
class Pair {
  readonly messages: Uint8Array<ArrayBuffer>[] = [];
  readonly replicaFrame = document.body.appendChild(document.createElement("iframe"));
  readonly replica = new Replica(this.replicaFrame);
  readonly running: ReturnType<typeof capture>;
  readonly #applied: Promise<void>[] = [];

  constructor(source: Document, options: Partial<CaptureAloneOptions> = {}) {
    this.running = capture(source, {
      ...options,
      onMessage: (bytes) => {
        this.messages.push(bytes);
        this.#applied.push(this.replica.apply(bytes));
      },
    });
  }

  get shown(): Document {
    return this.replicaFrame.contentDocument!;
  }

  get kinds(): number[] {
    return this.messages.map((message) => message[0]!);
  }

  async settle(): Promise<void> {
    await this.running.flush();
    await Promise.all(this.#applied.splice(0));
  }

  stop(): void {
    this.running.stop();
    this.replica.dispose();
  }
}

const POLICIES = [
  ["a worker", ""],
  ["no worker", "worker-src 'none'"],
] as const;

describe("core / visitor, core / agent: capture and replay alone", () => {
  for (const [how, policy] of POLICIES)
    it(`shows a page, its pictures and its changes, with ${how}`, async () => {
      const url = URL.createObjectURL(await picture(40));
      const sheet = URL.createObjectURL(new Blob(["p { color: rgb(1, 2, 3) }"], { type: "text/css" }));
      const source = await sourceOf(
        `<style>@import "${sheet}"; h1 { background: url(${url}) }</style><h1>Hello</h1><p>text</p><img src="${url}">`,
      );
      const page = await openPage(policy);
      const pair = await withWorkersOf(page, async () => {
        const made = new Pair(source);
        await made.running.ready;
        await made.settle();
        return made;
      });
      expect(pair.shown.querySelector("h1")?.textContent).to.equal("Hello");
      expect(pair.shown.querySelector("img")?.naturalWidth).to.equal(40);
      source.querySelector("h1")!.firstChild!.nodeValue = "Changed";
      source.querySelector("p")!.remove();
      await pair.settle();
      expect(pair.shown.querySelector("h1")?.textContent).to.equal("Changed");
      expect(pair.shown.querySelector("p")).to.equal(null);
      expect(pair.kinds.filter((kind) => kind === MESSAGE.keyframe)).to.have.length(1);
      pair.stop();
    });

  it("F12: lays a page out as its doctype asks: in limited quirks mode", async () => {
    const doctype = `<!doctype html public "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">`;
    const frame = document.body.appendChild(document.createElement("iframe"));
    const source = frame.contentDocument!;
    source.open();
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- what gives a page its mode
    source.write(`${doctype}<div style="font-size:20px"><small style="font-size:8px">small</small></div>`);
    source.close();
    const pair = new Pair(source);
    await pair.running.ready;
    await pair.settle();
    const height = (of: Document): number => of.querySelector("div")!.getBoundingClientRect().height;
    expect(height(source)).to.be.lessThan(16);
    expect(height(pair.shown)).to.equal(height(source));
    pair.stop();
  });

  it("gives the whole page as one message, which a new replica shows as it is now", async () => {
    const url = URL.createObjectURL(await picture(40));
    const source = await sourceOf(`<p>one</p><img src="${url}">`);
    const pair = new Pair(source);
    await pair.running.ready;
    source.querySelector("p")!.textContent = "two";
    await pair.settle();
    const bundle = await pair.running.keyframe();
    expect(bundle[0]).to.equal(MESSAGE.bundle);
    const frame = document.body.appendChild(document.createElement("iframe"));
    const other = new Replica(frame);
    await other.apply(bundle);
    expect(frame.contentDocument!.querySelector("p")?.textContent).to.equal("two");
    expect(frame.contentDocument!.querySelector("img")?.naturalWidth).to.equal(40);
    other.dispose();
    pair.stop();
  });

  it("leaves pictures out, and keeps style sheets, when no assets are wanted", async () => {
    const url = URL.createObjectURL(await picture(40));
    const sheet = URL.createObjectURL(new Blob(["p { color: rgb(1, 2, 3) }"], { type: "text/css" }));
    const source = await sourceOf(`<link rel="stylesheet" href="${sheet}"><p>text</p><img src="${url}">`);
    const pair = new Pair(source, { assets: "none" });
    await pair.running.ready;
    await pair.settle();
    expect(pair.kinds).to.deep.equal([MESSAGE.keyframe]);
    const color = pair.shown.defaultView!.getComputedStyle(pair.shown.querySelector("p")!).color;
    expect(color).to.equal("rgb(1, 2, 3)");
    pair.stop();
  });

  it("deflates what gets shorter by it, unless told not to; pictures never", async () => {
    for (const compress of [true, false]) {
      const url = URL.createObjectURL(await picture(200));
      const source = await sourceOf(`<img src="${url}">${"<p>Some words, again and again</p>".repeat(200)}`);
      const pair = new Pair(source, { compress });
      await pair.running.ready;
      await pair.settle();
      const messages = pair.messages.map((message) => decodeMessage(message));
      const keyframe = messages.find(({ kind }) => kind === MESSAGE.keyframe);
      const asset = messages.find(({ kind }) => kind === MESSAGE.asset);
      expect(keyframe?.deflated).to.equal(compress);
      expect(asset?.deflated).to.equal(false);
      expect(decodeAsset(asset!.payload).sizeBytes).to.be.greaterThan(1_024);
      pair.stop();
    }
  });

  it("hands over nothing that is masked", async () => {
    const source = await sourceOf(`<p class="secret">canary-one</p><p>shown</p>`);
    for (const selectors of [[".secret"], []]) {
      const pair = new Pair(source, { mask: { selectors }, compress: false });
      await pair.running.ready;
      await pair.settle();
      const text = pair.messages.map((message) => new TextDecoder().decode(message)).join();
      // The control: without the rule it is there to be found.
      expect(text.includes("canary-one")).to.equal(selectors.length === 0);
      expect(text).to.include("shown");
      pair.stop();
    }
  });

  it("refuses a message that no page can be, and goes on with the next keyframe", async () => {
    const source = await sourceOf(`<p>text</p>`);
    const pair = new Pair(source);
    await pair.running.ready;
    await pair.settle();
    const refused = await pair.replica.apply(new Uint8Array([MESSAGE.delta, 0, 1])).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(refused).to.be.instanceOf(Error);
    await pair.replica.apply(await pair.running.keyframe());
    expect(pair.shown.querySelector("p")?.textContent).to.equal("text");
    pair.stop();
  });

  it("hands over nothing after it was stopped", async () => {
    const source = await sourceOf(`<p>text</p>`);
    const pair = new Pair(source);
    await pair.running.ready;
    await pair.settle();
    const before = pair.messages.length;
    pair.running.stop();
    // Another one hears it: by then the first would have, too.
    const other = new Pair(source);
    await other.running.ready;
    source.querySelector("p")!.textContent = "late";
    await other.settle();
    expect(other.shown.querySelector("p")?.textContent).to.equal("late");
    expect(pair.messages).to.have.length(before);
    other.stop();
    pair.stop();
  });
});
