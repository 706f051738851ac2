/* eslint-disable @typescript-eslint/no-confusing-void-expression -- rows of short acts */
// Inputs of an agent on real elements: what they do to values, what the page's code notices, and what they do not reach.
import { expect } from "chai";
import { Perform } from "../../../core/control/index.ts";
import type { Anchor, InputMessage } from "../../../core/protocol/index.ts";

/** Which telling of the page agents have. */
const TELLING = 5;

describe("core / control / perform", () => {
  let stage: HTMLElement;
  let masked: Set<Element>;
  let used: Element[];
  let perform: Perform;
  /** Elements by the number that agents have for them. */
  let known: Element[];

  beforeEach(() => {
    stage = document.createElement("div");
    stage.style.cssText = "position:fixed;left:0;top:0;background:#fff";
    document.body.append(stage);
    masked = new Set();
    used = [];
    known = [];
    perform = new Perform({
      page: () => ({
        telling: TELLING,
        elementOf: (id) => known[id],
        shows: (element) => !masked.has(element),
      }),
      regions: () => "page",
      mayGoTo: (url) => new URL(url).origin === location.origin,
      onuse: (element) => used.push(element),
    });
  });
  afterEach(() => stage.remove());

  function show(html: string): void {
    stage.innerHTML = html;
  }

  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- names the expected class, as a cast would
  function get<E extends Element = HTMLInputElement>(selector: string): E {
    return stage.querySelector<E>(selector)!;
  }

  function on(element: Element, fx = 0.5): Anchor {
    known.push(element);
    return { telling: TELLING, node: known.length - 1, fx, fy: 0.5, x: 0, y: 0 };
  }

  const click = (element: Element): (string | undefined)[] =>
    (["press", "release"] as const).map((type) =>
      perform.input({ type, at: on(element), button: 0, keys: 0, clicks: 1 }),
    );
  const key = (name: string, keys = 0): string | undefined =>
    perform.input({ type: "key", key: name, code: "", keys, telling: TELLING });
  const type = (text: string): void => {
    for (const char of text) key(char);
  };

  /** A field whose framework keeps, on the element, the value that it has written, and hears of others only. */
  function controlled(input: HTMLInputElement): string[] {
    const { get: read, set: write } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")!;
    let tracked = "";
    const heard: string[] = [];
    Object.defineProperty(input, "value", {
      configurable: true,
      get: () => read!.call(input) as string,
      set: (value: string) => {
        tracked = value;
        write!.call(input, value);
      },
    });
    input.addEventListener("input", () => {
      const now = read!.call(input) as string;
      if (now !== tracked) heard.push(now);
      tracked = now;
    });
    return heard;
  }

  for (const { what, html, act, expected } of [
    { what: "types", html: `<input>`, act: () => (click(get("input")), type("ab")), expected: "ab" },
    {
      what: "keeps to maxlength",
      html: `<input maxlength="2">`,
      act: () => (click(get("input")), type("abc")),
      expected: "ab",
    },
    {
      what: "leaves what is read-only",
      html: `<input readonly value="x">`,
      act: () => (click(get("input")), type("a")),
      expected: "x",
    },
    {
      what: "deletes",
      html: `<input value="ab">`,
      act: () => (get("input").focus(), key("End"), key("Backspace")),
      expected: "a",
    },
    {
      what: "replaces what is selected",
      html: `<input value="ab">`,
      act: () => (get("input").focus(), key("a", 2), type("c")),
      expected: "c",
    },
    {
      what: "takes back",
      html: `<input>`,
      act: () => (get("input").focus(), type("a"), key("z", 2)),
      expected: "",
    },
    {
      what: "steps numbers",
      html: `<input type="number" value="1">`,
      act: () => (get("input").focus(), key("ArrowUp")),
      expected: "2",
    },
    {
      what: "slides",
      html: `<input type="range" max="10" value="0">`,
      act: () => click(get("input")),
      expected: "5",
    },
    {
      what: "leaves what the page prevents at keydown",
      html: `<input onkeydown="event.preventDefault()">`,
      act: () => (click(get("input")), type("a")),
      expected: "",
    },
  ])
    it(what, () => {
      show(html);
      act();
      expect(get("input").value).to.equal(expected);
    });

  it("has frameworks notice what is typed, and what is set", () => {
    show(`<input><input type="date">`);
    const [typed, set] = [get("input"), get("input[type=date]")].map(controlled);
    click(get("input"));
    type("ab");
    perform.input({ type: "set", at: on(get("input[type=date]")), value: "2026-01-02" });
    expect([typed, set]).to.deep.equal([["a", "ab"], ["2026-01-02"]]);
  });

  it("asks by beforeinput first, and leaves it to editors who prevent that", () => {
    show(`<div contenteditable>x</div>`);
    const editor = get<HTMLElement>("div");
    const asked: string[] = [];
    editor.addEventListener("beforeinput", (event) => {
      asked.push(`${event.inputType} ${event.data ?? ""}`);
      event.preventDefault();
    });
    editor.focus();
    type("a");
    key("Enter");
    expect(asked).to.deep.equal(["insertText a", "insertParagraph "]);
    expect(editor.textContent).to.equal("x");
  });

  it("ticks, by the label too, and tells input, change and click", () => {
    show(`<label>News <input type="checkbox"></label>`);
    const heard: string[] = [];
    for (const name of ["click", "input", "change"])
      get("input").addEventListener(name, () => heard.push(name));
    click(get("label"));
    expect(get("input").checked).to.equal(true);
    expect(heard).to.deep.equal(["click", "input", "change"]);
  });

  it("moves among radio buttons", () => {
    show(`<input type="radio" name="a" checked><input type="radio" name="a" id="second">`);
    get("input").focus();
    key("ArrowDown");
    expect(get("#second").checked).to.equal(true);
  });

  it("chooses options, but none that is disabled", () => {
    show(`<select><option>a<option>b<option disabled>c</select>`);
    const list = get<HTMLSelectElement>("select");
    let changes = 0;
    list.addEventListener("change", () => (changes += 1));
    for (const index of [1, 2, 9]) perform.input({ type: "choose", at: on(list), indexes: [index] });
    expect([list.value, changes]).to.deep.equal(["b", 1]);
  });

  it("submits by Enter through the default button, unless that is not to be touched", () => {
    show(`<form><input><button>Go</button></form>`);
    let submits = 0;
    get<HTMLFormElement>("form").addEventListener("submit", (event) => {
      event.preventDefault();
      submits += 1;
    });
    get("input").focus();
    masked.add(get("button"));
    key("Enter");
    expect(submits).to.equal(0);
    masked.clear();
    key("Enter");
    expect(submits).to.equal(1);
  });

  for (const { what, html, isSent } of [
    {
      what: "a form of the site",
      html: `<form action="/next"><input><button>Go</button></form>`,
      isSent: true,
    },
    { what: "a form without an address", html: `<form><input><button>Go</button></form>`, isSent: true },
    {
      what: "a dialog's form, wherever it points",
      html: `<form method="dialog" action="https://x.example/"><input><button>Go</button></form>`,
      isSent: true,
    },
    {
      what: "a strange form by a button that sends it home",
      html: `<form action="https://x.example/"><input><button formaction="/next">Go</button></form>`,
      isSent: true,
    },
    { what: "a strange form", html: `<form action="https://x.example/"><input><button>Go</button></form>` },
    {
      what: "a form of the site by a button that sends it elsewhere",
      html: `<form action="/next"><input><button formaction="//x.example/">Go</button></form>`,
    },
    {
      what: "a strange form by the picture that sends it",
      html: `<form action="https://x.example/"><input><input type="image" alt="Go" width="40" height="20" style="display:block"></form>`,
    },
    {
      what: "a strange form around it by a button elsewhere",
      html: `<form id="f" action="https://x.example/"><input></form><button form="f"><b>Go</b></button>`,
    },
    {
      what: "a strange form whose controls are called like what is asked of it",
      html: `<form action="https://x.example/"><input name="getAttribute"><input name="action"><button>Go</button></form>`,
    },
    { what: "a form by mail", html: `<form action="mailto:a@x.example"><input><button>Go</button></form>` },
  ])
    it(`${isSent === true ? "sends" : "does not send"} ${what}, by mouse, by Enter and by space`, () => {
      show(html);
      let submits = 0;
      get<HTMLFormElement>("form").addEventListener("submit", (event) => {
        event.preventDefault();
        submits += 1;
      });
      const button = get(":is(button, [type=image])");
      const reasons = [click(button.firstElementChild ?? button)[1]];
      get("input").focus();
      reasons.push(key("Enter"));
      if (button.localName === "button") {
        button.focus();
        reasons.push(key(" "));
      }
      expect(new Set(reasons), reasons.join()).to.deep.equal(
        new Set([isSent === true ? undefined : "untrusted"]),
      );
      expect(submits).to.equal(isSent === true ? reasons.length : 0);
    });

  it("does not send a strange form that has no button", () => {
    show(`<form action="https://x.example/"><input></form>`);
    let submits = 0;
    get<HTMLFormElement>("form").addEventListener("submit", (event) => {
      event.preventDefault();
      submits += 1;
    });
    get("input").focus();
    expect(key("Enter")).to.equal("untrusted");
    expect(submits).to.equal(0);
    get<HTMLFormElement>("form").action = "/next";
    expect(key("Enter"), "the control").to.equal(undefined);
    expect(submits).to.equal(1);
  });

  for (const { what, html } of [
    { what: "HTML", html: `<a href="HREF">Go</a>` },
    {
      what: "SVG",
      html: `<svg width="50" height="20"><a href="HREF"><rect width="50" height="20"/></a></svg>`,
    },
    {
      what: "old SVG",
      html: `<svg width="50" height="20"><a xlink:href="HREF"><rect width="50" height="20"/></a></svg>`,
    },
  ])
    it(`follows links of ${what} to where the visitor may be sent, and no others`, () => {
      let clicks = 0;
      stage.addEventListener("click", (event) => {
        event.preventDefault();
        clicks += 1;
      });
      const target = (): Element => get("rect, a:not(:has(rect))");
      show(html.replace("HREF", "https://x.example/"));
      expect(click(target())[1]).to.equal("untrusted");
      expect(clicks).to.equal(0);
      show(html.replace("HREF", "/next"));
      expect(click(target())[1], "the control").to.equal(undefined);
      expect(clicks).to.equal(1);
    });

  it("moves on by Tab from a link that it may not follow", () => {
    show(`<a href="https://x.example/">Go</a><input>`);
    get<HTMLElement>("a").focus();
    expect(key("Tab")).to.equal(undefined);
    expect(document.activeElement).to.equal(get("input"));
  });

  it("goes into open shadow trees and frames of the site", async () => {
    show(`<div id="host"></div><iframe srcdoc="<input>" width="300" height="60"></iframe>`);
    const root = get("#host").attachShadow({ mode: "open" });
    root.innerHTML = `<input>`;
    const frame = get<HTMLIFrameElement>("iframe");
    await new Promise((resolve) => frame.addEventListener("load", resolve, { once: true }));
    for (const input of [root.querySelector("input")!, frame.contentDocument!.querySelector("input")!]) {
      expect(click(input)).to.deep.equal([undefined, undefined]);
      type("ab");
      expect(input.value).to.equal("ab");
    }
  });

  for (const { mode, typed } of [
    { mode: "open", typed: "protected" },
    { mode: "closed", typed: undefined },
  ] as const)
    it(`reaches no password in a shadow tree that is ${mode}`, () => {
      show(`<div id="host" tabindex="0"></div>`);
      const root = get("#host").attachShadow({ mode });
      root.innerHTML = `<input type="password">`;
      const password = root.querySelector("input")!;
      password.focus();
      expect(key("x")).to.equal(typed);
      perform.input({ type: "text", text: "x", telling: TELLING });
      expect(password.value).to.equal("");
    });

  it("reaches no masked part of a text that may be edited", () => {
    show(`<div contenteditable>a<span>secret</span></div>`);
    const [editor, span] = [get<HTMLElement>("div"), get("span")];
    masked.add(span);
    editor.focus();
    getSelection()!.setPosition(span.firstChild, 3);
    expect(key("x")).to.equal("protected");
    expect(span.textContent).to.equal("secret");
    getSelection()!.setPosition(editor.firstChild, 1);
    expect(key("x"), "the control").to.equal(undefined);
    expect(editor.textContent).to.equal("axsecret");
  });

  it("takes no masked part of a text away from where it is not masked", () => {
    show(`<div contenteditable>ab<span>secret</span></div>`);
    const [editor, span] = [get<HTMLElement>("div"), get("span")];
    masked.add(span);
    editor.focus();
    getSelection()!.setBaseAndExtent(span.firstChild!, 6, editor.firstChild!, 1);
    expect(key("x")).to.equal("protected");
    perform.input({ type: "text", text: "x", telling: TELLING });
    getSelection()!.setPosition(editor.firstChild, 2);
    expect(key("Delete")).to.equal("protected");
    expect(editor.textContent).to.equal("absecret");
    masked.delete(span);
    getSelection()!.setBaseAndExtent(span.firstChild!, 6, editor.firstChild!, 1);
    expect(key("x"), "the control").to.equal(undefined);
    expect(editor.textContent).to.equal("ax");
  });

  it("clicks nothing that lies over what the agent has seen", () => {
    show(`<button>Buy</button><div id="over" style="position:absolute;inset:0"></div>`);
    const button = get<HTMLButtonElement>("button");
    let clicks = 0;
    stage.addEventListener("click", () => (clicks += 1));
    expect(click(button)).to.deep.equal(["covered", "covered"]);
    expect(clicks).to.equal(0);
    get("#over").remove();
    expect(click(button), "the control").to.deep.equal([undefined, undefined]);
    expect(clicks).to.equal(1);
  });

  it("tells what is used", () => {
    show(`<button>Buy</button>`);
    click(get("button"));
    expect(used).to.deep.equal([get("button")]);
  });

  it("says that an element is gone", () => {
    const at = { telling: TELLING, node: 99, fx: 0, fy: 0, x: 0, y: 0 };
    expect(perform.input({ type: "set", at, value: "" })).to.equal("gone");
  });

  const mouse = { button: 0, keys: 0, clicks: 1 };
  for (const aimed of [
    { type: "press", ...mouse },
    { type: "release", ...mouse },
    { type: "wheel", left: 0, top: 10, keys: 0 },
    { type: "set", value: "x" },
    { type: "key", key: "x", code: "", keys: 0 },
    { type: "text", text: "x" },
  ] as const)
    it(`does no ${aimed.type} that is aimed at another telling of the page`, () => {
      show(`<input>`);
      const input = get("input");
      input.focus();
      const of = (telling: number): InputMessage =>
        ({ ...aimed, telling, at: { ...on(input), telling } }) as unknown as InputMessage;
      for (const telling of [0, TELLING - 1, TELLING + 1])
        expect(perform.input(of(telling))).to.equal("gone");
      expect(input.value).to.equal("");
      expect(used).to.deep.equal([]);
      expect(perform.input(of(TELLING)), "the control").to.equal(undefined);
    });
});
