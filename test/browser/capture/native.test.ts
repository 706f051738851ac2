// F110, F75: what a page's own thread says of the browser's dialogs, and when. Real ones are in test/e2e/fidelity/media.test.ts.
import { expect } from "chai";
import { type Capture, startCapture } from "../../../core/capture/index.ts";
import { NATIVE, OPERATIONS, type PageOps, readOps } from "../../../core/protocol/index.ts";

describe("core / capture / native", () => {
  let frame: HTMLIFrameElement;
  let capture: Capture;
  /** Kinds that were told, in order. */
  let told: number[];

  /** Opens a page and captures it. */
  async function open(html: string): Promise<Window & typeof globalThis> {
    frame = document.createElement("iframe");
    const loaded = new Promise((resolve) => frame.addEventListener("load", resolve, { once: true }));
    frame.srcdoc = `<!doctype html>${html}`;
    document.body.append(frame);
    await loaded;
    told = [];
    const ignored = Object.keys(OPERATIONS).map((name) => [name, () => undefined]);
    const target = {
      ...Object.fromEntries(ignored),
      native: (kind: number) => told.push(kind),
    } as unknown as PageOps;
    capture = startCapture(frame.contentDocument!, {
      rules: { mode: "listed", selectors: [] },
      sink: (batch) => readOps(batch, target),
      onmaskingerror: () => undefined,
    });
    await capture.flush();
    return frame.contentWindow as Window & typeof globalThis;
  }

  afterEach(() => {
    capture.stop();
    frame.remove();
  });

  for (const [name, kind] of [
    ["alert", NATIVE.alert],
    ["confirm", NATIVE.confirm],
    ["prompt", NATIVE.prompt],
  ] as const)
    it(`F110: says that ${name}() is open before the page stands still, gives back what it gives, and says when it is over`, async () => {
      // What the page's own function sees of what was told: nothing of the page runs meanwhile.
      const window = await open(
        `<script>window.${name} = (text) => (parent.toldMeanwhile = parent.told(), text + "!")</script>`,
      );
      Object.assign(globalThis, { told: () => [...told] });
      const answer = (window as unknown as Record<string, (text: string) => string>)[name]!("secret");
      expect(answer).to.equal("secret!");
      expect((globalThis as { toldMeanwhile?: number[] }).toldMeanwhile).to.deep.equal([kind]);
      await capture.flush();
      expect(told).to.deep.equal([kind, NATIVE.none]);
    });

  it("F110: says that one is over that throws, and lets the page have what it threw", async () => {
    const window = await open(`<script>window.alert = () => { throw new Error("the page's own") }</script>`);
    expect(() => window.alert("x")).to.throw("the page's own");
    await capture.flush();
    expect(told).to.deep.equal([NATIVE.alert, NATIVE.none]);
  });

  it("F110: says that the page is being printed", async () => {
    const window = await open("");
    window.dispatchEvent(new window.Event("beforeprint"));
    expect(told).to.deep.equal([NATIVE.print]);
    window.dispatchEvent(new window.Event("afterprint"));
    await capture.flush();
    expect(told).to.deep.equal([NATIVE.print, NATIVE.none]);
  });

  it("F110: says that a permission is asked for until it is answered", async () => {
    const window = await open(
      `<script>MediaDevices.prototype.getUserMedia = () => new Promise((_, reject) => (window.refuse = reject))</script>`,
    );
    const asked = window.navigator.mediaDevices.getUserMedia({ audio: true });
    while (told.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    (window as unknown as { refuse: (error: Error) => void }).refuse(new Error("no"));
    await asked.catch(() => undefined);
    await capture.flush();
    expect(told).to.deep.equal([NATIVE.permission, NATIVE.none]);
  });

  it("F75: says nothing of a file dialog that the page prevents", async () => {
    const window = await open(
      `<input id=f type=file onclick="event.preventDefault()"><input id=g type=file>`,
    );
    window.document.querySelector<HTMLElement>("#f")!.click();
    await new Promise((resolve) => setTimeout(resolve));
    await capture.flush();
    expect(told).to.deep.equal([]);
    // The control: a click that nobody prevents. No dialog comes of it, since nobody clicked.
    window.document
      .querySelector("#g")!
      .dispatchEvent(new window.MouseEvent("click", { bubbles: true, composed: true }));
    while (told.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    window.document.querySelector("#g")!.dispatchEvent(new window.Event("cancel", { bubbles: true }));
    await capture.flush();
    expect(told).to.deep.equal([NATIVE.file, NATIVE.none]);
  });

  it("F75: says nothing of suggestions for a masked field", async () => {
    const window = await open(
      `<input id=a list=l class=glance_masked><input id=b list=l><datalist id=l><option value=Anna></datalist>`,
    );
    for (const id of ["a", "b"]) {
      const field = window.document.querySelector<HTMLInputElement>(`#${id}`)!;
      field.value = "An";
      field.dispatchEvent(
        new window.InputEvent("input", { bubbles: true, composed: true, inputType: "insertText" }),
      );
      await capture.flush();
      expect(told).to.deep.equal(id === "a" ? [] : [NATIVE.suggestions]);
    }
  });

  it("takes all hooks away when it stops", async () => {
    const window = await open("<canvas></canvas>");
    const hooked = (): boolean[] => [
      !String(window.alert).includes("[native code]"),
      !String(window.CanvasRenderingContext2D.prototype.fillRect).includes("[native code]"),
      !String(window.WebGLRenderingContext.prototype.drawArrays).includes("[native code]"),
      !String(window.HTMLSelectElement.prototype.showPicker).includes("[native code]"),
    ];
    expect(hooked()).to.deep.equal([true, true, true, true]);
    capture.stop();
    expect(hooked()).to.deep.equal([false, false, false, false]);
  });

  it("hooks what draws only once there is a canvas", async () => {
    const window = await open("");
    const isHooked = (): boolean =>
      !String(window.CanvasRenderingContext2D.prototype.fillRect).includes("[native code]");
    expect(isHooked()).to.equal(false);
    window.document.body.append(window.document.createElement("canvas"));
    await capture.flush();
    expect(isHooked()).to.equal(true);
  });
});
