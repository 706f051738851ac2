// One round trip a noun: what a page does, and what its replica shows then.
import { expect } from "chai";
import { Mirrored, outline } from "./mirrored.ts";

describe("capture / nouns", () => {
  let mirrored: Mirrored;
  afterEach(() => mirrored.close());

  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- as querySelector has it
  const copyOf = <T extends Element>(selector: string): T => {
    const found = mirrored.copy.querySelector<T>(selector);
    if (found === null) throw new Error(`no ${selector} in ${mirrored.copy.documentElement.outerHTML}`);
    return found;
  };
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- as querySelector has it
  const pageOf = <T extends Element>(selector: string): T => mirrored.document.querySelector<T>(selector)!;

  it("tree: tells elements of all namespaces, and no comment, script or handler", async () => {
    mirrored = await Mirrored.open(`<body><!-- canary --><p onclick="canary()">a</p><script>"canary"</script>
      <svg viewBox="0 0 1 1"><linearGradient id="g"/></svg><math><mi>x</mi></math>`);
    expect(outline(mirrored.copy)).to.equal(outline(mirrored.document));
    expect(copyOf("linearGradient").namespaceURI).to.equal("http://www.w3.org/2000/svg");
    expect(mirrored.told).to.not.include("canary");
  });

  it("tree: passes over what is marked as suppressed, and counts it nowhere", async () => {
    mirrored = await Mirrored.open(
      `<body><p id=a>a</p><div glance_cobrowse_suppress="1">canary</div><p id=b>b</p>`,
    );
    pageOf("#a").after("new");
    pageOf("[glance_cobrowse_suppress]").append("canary");
    await mirrored.settle();
    expect(mirrored.copy.body.textContent).to.equal("anewb");
    expect(mirrored.told).to.not.include("canary");
  });

  it("mutations: tells a node that moved as a move, with its state kept (F2)", async () => {
    mirrored = await Mirrored.open(`<body><div id=a><input id=i></div><div id=b></div>`);
    const before = copyOf("#i");
    pageOf("#b").append(pageOf("#i"));
    await mirrored.settle();
    expect(copyOf("#b").firstChild).to.equal(before);
  });

  it("mutations: tells nothing of what came and went between two readings (F4)", async () => {
    mirrored = await Mirrored.open(`<body>`);
    const element = mirrored.document.createElement("p");
    element.textContent = "canary";
    mirrored.document.body.append(element);
    element.remove();
    await mirrored.settle();
    expect(mirrored.told).to.not.include("canary");
  });

  it("input: tells values, ticks and choices, set by people or by scripts (F70-F73)", async () => {
    mirrored =
      await Mirrored.open(`<body><form id=f><input id=t value="default"><textarea id=a>default</textarea>
      <input id=c type=checkbox checked><input id=r1 type=radio name=r checked><input id=r2 type=radio name=r>
      <select id=s multiple><option selected>1<option>2<option>3</select></form>`);
    const state = (document: Document): unknown[] => [
      document.querySelector<HTMLInputElement>("#t")!.value,
      document.querySelector<HTMLTextAreaElement>("#a")!.value,
      document.querySelector<HTMLInputElement>("#c")!.checked,
      document.querySelector<HTMLInputElement>("#r1")!.checked,
      document.querySelector<HTMLInputElement>("#r2")!.checked,
      Array.from(document.querySelector<HTMLSelectElement>("#s")!.selectedOptions, (option) => option.text),
    ];
    expect(state(mirrored.copy)).to.deep.equal(state(mirrored.document));
    pageOf<HTMLInputElement>("#t").value = "set by a script";
    pageOf<HTMLTextAreaElement>("#a").value = "and here";
    pageOf<HTMLInputElement>("#c").checked = false;
    pageOf<HTMLInputElement>("#r2").checked = true;
    pageOf<HTMLSelectElement>("#s").options[2]!.selected = true;
    await mirrored.settle();
    expect(state(mirrored.copy)).to.deep.equal([
      "set by a script",
      "and here",
      false,
      false,
      true,
      ["1", "3"],
    ]);
    pageOf<HTMLFormElement>("#f").reset();
    await mirrored.settle();
    expect(state(mirrored.copy)).to.deep.equal(["default", "default", true, true, false, ["1"]]);
  });

  it("scroll: tells what was scrolled before and after it began (F84)", async () => {
    mirrored =
      await Mirrored.open(`<body><div id=s style="height:50px;overflow:auto"><div style="height:500px"><p>x</p></div></div>
      <div style="height:3000px"></div><script>s.scrollTop = 70</script>`);
    expect(copyOf("#s").scrollTop).to.equal(70);
    pageOf("#s").scrollTop = 120;
    mirrored.window.scrollTo(0, 400);
    await new Promise((resolve) => mirrored.window.requestAnimationFrame(resolve));
    await mirrored.settle();
    expect(copyOf("#s").scrollTop).to.equal(120);
    expect(mirrored.replica.contentWindow?.scrollY).to.equal(400);
  });

  const color = (selector: string): string => getComputedStyle(copyOf(selector)).color;

  it("styles: tells text, rules inserted by scripts, and rules written to (F31, F33, F44)", async () => {
    mirrored =
      await Mirrored.open(`<head><style id=text>#a { color: rgb(1, 0, 0) }</style><style id=speedy></style></head>
      <body><p id=a>a</p><p id=b>b</p><script>speedy.sheet.insertRule("#b { color: rgb(2, 0, 0) }")</script>`);
    expect([color("#a"), color("#b")]).to.deep.equal(["rgb(1, 0, 0)", "rgb(2, 0, 0)"]);
    pageOf<HTMLStyleElement>("#speedy").sheet!.insertRule("#a { color: rgb(3, 0, 0) !important }", 0);
    await mirrored.settle();
    expect(color("#a")).to.equal("rgb(3, 0, 0)");
    (pageOf<HTMLStyleElement>("#speedy").sheet!.cssRules[1] as CSSStyleRule).style.color = "rgb(4, 0, 0)";
    await mirrored.settle();
    expect(color("#b")).to.equal("rgb(4, 0, 0)");
    pageOf<HTMLStyleElement>("#speedy").sheet!.deleteRule(0);
    pageOf("#text").firstChild!.nodeValue = "#a { color: rgb(5, 0, 0) }";
    await mirrored.settle();
    expect(color("#a")).to.equal("rgb(5, 0, 0)");
  });

  it("styles: tells sheets that are adopted, pushed, replaced and let go (F35, F37)", async () => {
    mirrored = await Mirrored.open(`<body><p id=a>a</p>`);
    const sheet = new mirrored.window.CSSStyleSheet();
    sheet.replaceSync("#a { color: rgb(1, 0, 0) }");
    mirrored.document.adoptedStyleSheets.push(sheet);
    await mirrored.settle();
    expect(color("#a")).to.equal("rgb(1, 0, 0)");
    sheet.replaceSync("#a { color: rgb(2, 0, 0) }");
    await mirrored.settle();
    expect(color("#a")).to.equal("rgb(2, 0, 0)");
    mirrored.document.adoptedStyleSheets = [];
    await mirrored.settle();
    expect(color("#a")).to.equal("rgb(0, 0, 0)");
  });

  it("styles: keeps var() in shorthands, and tells when a sheet is switched off (F34, F40)", async () => {
    mirrored = await Mirrored.open(
      `<head><style id=s>:root { --m: 7px } #a { margin: var(--m) auto }</style></head><body><p id=a>a</p>`,
    );
    expect(getComputedStyle(copyOf("#a")).marginTop).to.equal("7px");
    pageOf<HTMLStyleElement>("#s").sheet!.disabled = true;
    await mirrored.settle();
    expect(getComputedStyle(copyOf("#a")).marginTop).to.equal("16px");
  });

  it("shadow: tells roots that were there, that come later, and closed ones made while it runs (F91, F92)", async () => {
    mirrored = await Mirrored.open(
      `<body><div id=a><template shadowrootmode=open><i>deep</i><slot></slot></template>slotted</div><div id=b></div><div id=c></div>`,
    );
    expect(outline(mirrored.copy)).to.equal(outline(mirrored.document));
    pageOf("#b").attachShadow({ mode: "open" }).innerHTML = "<b>later</b>";
    const closed = pageOf("#c").attachShadow({ mode: "closed" });
    closed.innerHTML = "<b>closed</b>";
    await mirrored.settle();
    expect(copyOf("#b").shadowRoot?.textContent).to.equal("later");
    expect(copyOf("#c").shadowRoot?.textContent).to.equal("closed");
    closed.firstElementChild!.append("!");
    await mirrored.settle();
    expect(copyOf("#c").shadowRoot?.textContent).to.equal("closed!");
  });

  it("frames: tells same-origin frames, what changes in them, and where they go (F94)", async () => {
    mirrored = await Mirrored.open(`<body><iframe id=f srcdoc="<p id=p>one</p>"></iframe>`);
    const inner = (): Document => copyOf<HTMLIFrameElement>("#f").contentDocument!;
    expect(inner().body.textContent).to.equal("one");
    const frame = pageOf<HTMLIFrameElement>("#f");
    frame.contentDocument!.querySelector("#p")!.textContent = "two";
    await mirrored.settle();
    expect(inner().body.textContent).to.equal("two");
    const loaded = new Promise((resolve) => frame.addEventListener("load", resolve, { once: true }));
    frame.srcdoc = "<p>three</p>";
    await loaded;
    await mirrored.settle();
    expect(inner().body.textContent).to.equal("three");
  });

  it("pointer: tells where the mouse is and what has the focus", async () => {
    mirrored = await Mirrored.open(`<body><input id=i><p id=p>p</p>`);
    const moved = { clientX: 12, clientY: 34, bubbles: true, composed: true };
    pageOf("#p").dispatchEvent(new mirrored.window.MouseEvent("mousemove", moved));
    pageOf<HTMLInputElement>("#i").dispatchEvent(
      new mirrored.window.FocusEvent("focusin", { bubbles: true }),
    );
    const before = mirrored.batches.length;
    await mirrored.settle();
    expect(mirrored.batches.length).to.equal(before + 1);
  });

  it("leaves no hook, listener or attribute on the page when it stops", async () => {
    mirrored = await Mirrored.open(`<body><input id=i>`);
    const { document, window } = mirrored;
    const sources = (): string[] =>
      [
        [window.HTMLInputElement.prototype, "value", "set"] as const,
        [window.Element.prototype, "attachShadow", "value"] as const,
        [window.CSSStyleSheet.prototype, "insertRule", "value"] as const,
      ].map(([prototype, name, part]) => String(Object.getOwnPropertyDescriptor(prototype, name)?.[part]));
    for (const source of sources()) expect(source).to.not.include("[native code]");
    mirrored.close();
    for (const source of sources()) expect(source).to.include("[native code]");
    expect(document.documentElement.outerHTML).to.not.include("glance");
  });

  it("tells nothing while nothing changes", async () => {
    mirrored = await Mirrored.open(`<body><p>a</p>`);
    const before = mirrored.batches.length;
    await mirrored.settle();
    await mirrored.settle();
    expect(mirrored.batches.length).to.equal(before);
  });
});
