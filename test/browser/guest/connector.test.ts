// A guest's script, and the page that uses it, against a service that does as a test says.
import { expect } from "chai";
import { Connector } from "../../../core/guest/connector.ts";
import { GuestViewer } from "../../../core/guest/viewer.ts";
import { GuestJoin } from "../../../ui-default/guest/join.ts";
import { GUEST_TEXTS } from "../../../ui-default/guest/text.ts";
import { LANGUAGES } from "../../../ui-default/shared/language.ts";

async function until(condition: () => boolean): Promise<void> {
  const start = Date.now();
  while (!condition()) {
    if (Date.now() - start > 2_000) throw new Error(`never: ${String(condition)}`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

const TEXTS = GUEST_TEXTS.en;

/** Answers by path; news waits until there is some. */
class Service {
  readonly asked: string[] = [];
  refusal: number | undefined;
  timeout = 300;
  news: { readonly status: number; readonly body: object } | undefined;
  readonly #fetch = globalThis.fetch;

  constructor() {
    globalThis.fetch = (input, init) => this.#answer(input as URL, init!);
  }

  close(): void {
    globalThis.fetch = this.#fetch;
  }

  async #answer(url: URL, init: RequestInit): Promise<Response> {
    this.asked.push(`${url.origin}${url.pathname} ${init.body as string}`);
    if (this.refusal !== undefined) return new Response("{}", { status: this.refusal });
    if (url.pathname.endsWith("/wait")) {
      await until(() => this.news !== undefined || init.signal?.aborted === true);
      if (this.news === undefined) throw new DOMException("aborted", "AbortError");
      return new Response(JSON.stringify(this.news.body), { status: this.news.status });
    }
    const body = url.pathname.endsWith("/more-time")
      ? { timeout: this.timeout }
      : { ticket: "t", code: "123456", timeout: this.timeout };
    return new Response(JSON.stringify(body), { status: 200 });
  }
}

describe("guest / connector", () => {
  let service: Service;
  let went: string[];
  let heard: string[];
  let connector: Connector;

  beforeEach(() => {
    service = new Service();
    went = [];
    heard = [];
    connector = new Connector(
      { groupid: 1, ws: "https://help.example" },
      { goTo: (url) => went.push(url), retryMs: 1 },
    );
    connector.addEventListener("timeout", () => heard.push("timeout"));
    connector.addEventListener("error", ({ code }) => heard.push(code));
    connector.addEventListener("admitted", ({ url }) => heard.push(url));
  });
  afterEach(() => service.close());

  const VIEW = "https://help.example/guestview?groupid=1#token=way-in";

  it("C-45: has a code to tell, and how long it counts", async () => {
    expect(await connector.connect("Gil")).to.deep.equal({ ok: true, code: "123456", timeout: 300 });
    expect(service.asked[0]).to.equal('https://help.example/api/v1/guests {"groupid":"1","name":"Gil"}');
  });

  it("C-45: goes to the page that shows the session once the guest is admitted", async () => {
    await connector.connect("Gil");
    service.news = { status: 200, body: { state: "admitted", token: "way-in" } };
    await until(() => went.length > 0);
    expect([went, heard]).to.deep.equal([[VIEW], [VIEW]]);
  });

  it("C-45: stays where it is when the page says so", async () => {
    connector.addEventListener("admitted", (event) => event.preventDefault());
    await connector.connect("Gil");
    service.news = { status: 200, body: { state: "admitted", token: "way-in" } };
    await until(() => heard.length > 0);
    expect(went).to.deep.equal([]);
  });

  it("C-45: tells that the code has run out, by the service's word and by its own clock", async () => {
    await connector.connect("Gil");
    service.news = { status: 410, body: { code: "timeout" } };
    await until(() => heard.length > 0);
    service.news = undefined;
    service.timeout = 0.02;
    await connector.connect("Gil");
    await until(() => heard.length > 1);
    expect(heard).to.deep.equal(["timeout", "timeout"]);
    expect(await connector.moreTime(), "too late").to.deep.equal({ ok: false, timeout: 0 });
  });

  it("A11Y-03: more time may be had more than once, and puts the end off", async () => {
    service.timeout = 0.2;
    await connector.connect("Gil");
    const end = performance.now() + 500;
    while (performance.now() < end) {
      expect(await connector.moreTime()).to.deep.equal({ ok: true, timeout: 0.2 });
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(heard).to.deep.equal([]);
    await until(() => heard.length > 0);
    expect(heard).to.deep.equal(["timeout"]);
  });

  it("C-45: tells that the guest is not wanted", async () => {
    await connector.connect("Gil");
    service.news = { status: 200, body: { state: "declined" } };
    await until(() => heard.length > 0);
    expect(heard).to.deep.equal(["declined"]);
  });

  for (const [status, code] of [
    [400, "invalid-name"],
    [404, "unknown-group"],
    [429, "too-many-attempts"],
    [500, "service"],
  ] as const)
    it(`is told ${code} when the service answers ${status}`, async () => {
      service.refusal = status;
      expect(await connector.connect("Gil")).to.deep.equal({ ok: false, code: "", timeout: 0 });
      expect(heard).to.deep.equal([code]);
    });

  it("asks on when the service is away for a moment", async () => {
    await connector.connect("Gil");
    service.news = { status: 503, body: {} };
    await until(() => service.asked.length > 4);
    expect(heard).to.deep.equal([]);
    service.news = { status: 200, body: { state: "admitted", token: "way-in" } };
    await until(() => went.length > 0);
  });

  it("C-45: shows the session in a frame", () => {
    const frame = document.createElement("iframe");
    new GuestViewer({ groupid: 1, ws: "https://help.example" }).show(frame, "way-in");
    expect(frame.src).to.equal(VIEW);
  });
});

describe("guest / join page", () => {
  let service: Service;
  let root: HTMLElement;
  let now: number;
  let connector: Connector;

  beforeEach(() => {
    service = new Service();
    now = 0;
    root = document.createElement("main");
    document.body.append(root);
    connector = new Connector(
      { groupid: 1, ws: "https://help.example" },
      { goTo: () => undefined, retryMs: 1 },
    );
    new GuestJoin(root, { connector, texts: TEXTS, now: () => now });
  });
  afterEach(() => {
    service.close();
    root.remove();
  });

  const text = (selector: string): string => root.querySelector(selector)!.textContent;
  async function ask(): Promise<void> {
    root.querySelector("input")!.value = " Gil ";
    root.querySelector<HTMLButtonElement>("form button")!.click();
    await until(() => text("h1") === TEXTS.codeTitle);
  }

  it("A11Y-03: counts down, warns a minute before the end once, and takes more time", async () => {
    await ask();
    expect([text(".key"), text(".left"), text(".warning")]).to.deep.equal([
      "123 456",
      "It counts for another 5:00.",
      "",
    ]);
    now = 241_000;
    await until(() => text(".warning") === TEXTS.warning);
    expect(text(".left")).to.include("0:59");
    [...root.querySelectorAll("button")].at(-1)!.click();
    await until(() => text(".warning") === "");
    expect(text(".left")).to.include("5:00");
    expect(text(".said")).to.equal(TEXTS.moreTimeGiven);
  });

  it("C-45: offers another code when it is over", async () => {
    await ask();
    service.news = { status: 410, body: {} };
    await until(() => text("h1") === TEXTS.timeoutTitle);
    expect(text("form button")).to.equal(TEXTS.newCode);
    expect(root.querySelector<HTMLElement>(".key")!.hidden).to.equal(true);
  });

  it("says what went wrong, in words", async () => {
    service.refusal = 429;
    root.querySelector("input")!.value = "Gil";
    root.querySelector<HTMLButtonElement>("form button")!.click();
    await until(() => text(".problem") === TEXTS.errors["too-many-attempts"]);
  });

  for (const language of LANGUAGES)
    it(`has all its words in ${language}`, () => {
      const { errors, ...texts } = GUEST_TEXTS[language];
      for (const [key, value] of Object.entries({ ...texts, ...errors }))
        expect(value, key).to.match(/\S{2}/);
      expect(texts.left).to.include("{time}");
    });
});
