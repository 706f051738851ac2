// Ways in which a page lets a secret slip past its mask: by the order of changes within one turn, by trees that nobody reaches, by what
// browsers tell beside the content. Each would tell its canary without the mask.
import { expect } from "chai";
import { Mirrored } from "../capture/mirrored.ts";

type Page = Document & { readonly defaultView: Window & typeof globalThis };

interface Attack {
  readonly what: string;
  readonly html: string;
  /** What the page does in one turn. `mask` marks an element; without masks it does nothing. */
  readonly act: (page: Page, mask: (element: Element) => void) => void;
  /** What it did in earlier turns. */
  readonly before?: (page: Page) => void;
}

const $ = (page: Document, selector: string): HTMLElement => page.querySelector<HTMLElement>(selector)!;

/** A host with a closed shadow tree, whose part with the slot is masked when `class` says so. */
function closedHost(page: Document, inner: string): void {
  $(page, "#host").attachShadow({ mode: "closed" }).innerHTML = inner;
}

const ATTACKS: readonly Attack[] = [
  {
    what: "an attribute that is set before its ancestor is masked",
    html: `<div id=around><b id=inner>x</b></div>`,
    act: (page, mask) => {
      $(page, "#inner").title = "canary";
      mask($(page, "#around"));
    },
  },
  {
    what: "a value that is set before its ancestor is masked",
    html: `<div id=around><input id=inner></div>`,
    act: (page, mask) => {
      ($(page, "#inner") as HTMLInputElement).value = "canary";
      $(page, "#inner").setAttribute("placeholder", "canary");
      mask($(page, "#around"));
    },
  },
  {
    what: "an attribute of a frame's element that is set before the frame is masked",
    html: `<iframe id=around srcdoc="<b id=inner>x</b>"></iframe>`,
    act: (page, mask) => {
      $(($(page, "#around") as HTMLIFrameElement).contentDocument!, "#inner").title = "canary";
      mask($(page, "#around"));
    },
  },
  {
    what: "an attribute in a shadow tree that is set before the host is masked",
    html: `<div id=around><template shadowrootmode=open><b>x</b></template></div>`,
    act: (page, mask) => {
      $(page, "#around").shadowRoot!.querySelector("b")!.title = "canary";
      mask($(page, "#around"));
    },
  },
  {
    what: "an attribute of slotted content that is set before the part with the slot is masked",
    html: `<div id=host><template shadowrootmode=open><p><slot></slot></p></template><b id=inner>x</b></div>`,
    act: (page, mask) => {
      $(page, "#inner").title = "canary";
      mask($(page, "#host").shadowRoot!.querySelector("p")!);
    },
  },
  {
    what: "a text of slotted content that is set before the part with the slot is masked",
    html: `<div id=host><template shadowrootmode=open><p><slot></slot></p></template><b id=inner>x</b></div>`,
    act: (page, mask) => {
      $(page, "#inner").textContent = "canary";
      mask($(page, "#host").shadowRoot!.querySelector("p")!);
    },
  },
  {
    what: "an attribute that is set before its element is taken to another slot",
    html: `<div id=host><template shadowrootmode=open><slot></slot><p class=glance_masked><slot name=s></slot></p></template><b id=inner>x</b></div>`,
    act: (page) => {
      $(page, "#inner").title = "canary";
      $(page, "#inner").slot = "s";
    },
  },
  {
    what: "what a masked part of a closed shadow tree shows",
    html: `<div id=host>x</div>`,
    before: (page) => closedHost(page, `<p class=glance_masked><slot></slot></p>`),
    act: (page) => $(page, "#host").insertAdjacentHTML("beforeend", "canary<b title=canary>canary</b>"),
  },
  {
    what: "what a masked part of a closed shadow tree shows by a slot of a slot",
    html: `<div id=host>x</div>`,
    before: (page) => {
      const root = $(page, "#host").attachShadow({ mode: "closed" });
      root.innerHTML = `<div><slot></slot></div>`;
      root.querySelector("div")!.attachShadow({ mode: "closed" }).innerHTML =
        `<p class=glance_masked><slot></slot></p>`;
    },
    act: (page) => $(page, "#host").append("canary"),
  },
  {
    what: "what a masked part of an open tree shows by a slot of a slot",
    html: `<div id=host>x</div>`,
    before: (page) => {
      const root = $(page, "#host").attachShadow({ mode: "open" });
      root.innerHTML = `<div><slot></slot></div>`;
      root.querySelector("div")!.attachShadow({ mode: "open" }).innerHTML =
        `<p class=glance_masked><slot></slot></p>`;
    },
    act: (page) => {
      $(page, "#host").append("canary");
      $(page, "#host").insertAdjacentHTML("beforeend", "<b title=canary>canary</b>");
    },
  },
  {
    what: "what is put by hand into a slot of a masked part",
    html: `<div id=host><b id=inner>x</b></div>`,
    before: (page) => {
      const root = $(page, "#host").attachShadow({ mode: "open", slotAssignment: "manual" });
      root.innerHTML = `<p class=glance_masked><slot></slot></p>`;
    },
    act: (page) => {
      $(page, "#host").shadowRoot!.querySelector("slot")!.assign($(page, "#inner"));
      $(page, "#inner").title = "canary";
      $(page, "#inner").textContent = "canary";
    },
  },
  {
    what: "the title of the page by a title element",
    html: `<title class=glance_masked>canary</title><p id=x>x</p>`,
    act: (page) => {
      page.title = "canary 2";
    },
  },
  {
    what: "the title of the page by a title element that is masked later",
    html: `<title>first</title>`,
    act: (page, mask) => {
      page.title = "canary";
      mask($(page, "title"));
    },
  },
  {
    what: "the schemes of a meta element",
    html: `<meta name=color-scheme content=light class=glance_masked>`,
    act: (page) => page.querySelector("meta")!.setAttribute("content", "canary"),
  },
  {
    what: "a text split, joined and wrapped inside of a mask",
    html: `<p id=around class=glance_masked>can</p>`,
    act: (page) => {
      const text = $(page, "#around").firstChild as Text;
      text.data = "xcanaryx";
      text.splitText(1).splitText(6);
      const range = page.createRange();
      range.selectNodeContents($(page, "#around").childNodes[1]!);
      range.surroundContents(page.createElement("i"));
      $(page, "#around").append("canary");
      $(page, "#around").normalize();
    },
  },
  {
    what: "content taken from a masked frame into a masked element",
    html: `<iframe id=f class=glance_masked srcdoc="<b title=canary>canary</b>"></iframe><p id=to class=glance_masked></p>`,
    act: (page) => {
      const inner = $(($(page, "#f") as HTMLIFrameElement).contentDocument!, "b");
      $(page, "#to").append(page.adoptNode(inner));
    },
  },
  {
    what: "a shadow tree that is attached late, under a mask that comes with it",
    html: `<div id=host>x</div>`,
    act: (page, mask) => {
      $(page, "#host").attachShadow({ mode: "open" }).innerHTML =
        `<b title=canary>canary</b><style>p{--s:"canary"}</style>`;
      mask($(page, "#host"));
    },
  },
  {
    what: "a sheet that a masked shadow tree adopts",
    html: `<div id=host class=glance_masked></div>`,
    act: (page) => {
      const sheet = new page.defaultView.CSSStyleSheet();
      sheet.replaceSync(`p::before{content:"canary"}`);
      $(page, "#host").attachShadow({ mode: "open" }).innerHTML = "<p></p>";
      $(page, "#host").shadowRoot!.adoptedStyleSheets = [sheet];
    },
  },
  {
    what: "a sheet whose element is masked after it was told",
    html: `<div id=around><style id=s>p{color:red}</style></div>`,
    act: (page, mask) => {
      ($(page, "#s") as HTMLStyleElement).sheet!.insertRule(`p::before{content:"canary"}`);
      mask($(page, "#around"));
    },
  },
  {
    what: "a sheet that was adopted by a tree that is masked by now",
    html: `<div id=host></div>`,
    before: (page) => {
      const sheet = new page.defaultView.CSSStyleSheet();
      sheet.replaceSync("p{color:red}");
      $(page, "#host").attachShadow({ mode: "open" }).innerHTML = "<p></p>";
      $(page, "#host").shadowRoot!.adoptedStyleSheets = [sheet];
    },
    act: (page, mask) => {
      $(page, "#host").shadowRoot!.adoptedStyleSheets[0]!.insertRule(`p::before{content:"canary"}`);
      mask($(page, "#host"));
    },
  },
  {
    what: "an attribute deep in slotted content, when the slot is moved into what is masked",
    html: `<div id=host><template shadowrootmode=open><p><slot></slot></p><i class=glance_masked></i></template><b><u id=inner>x</u></b></div>`,
    act: (page) => {
      const root = $(page, "#host").shadowRoot!;
      $(page, "#inner").title = "canary";
      $(page, "#inner").textContent = "canary";
      root.querySelector("i")!.append(root.querySelector("slot")!);
    },
  },
  {
    what: "a text in slotted content, when a new masked part takes the slot",
    html: `<div id=host><template shadowrootmode=open><slot></slot></template><b id=inner>x</b></div>`,
    act: (page, mask) => {
      $(page, "#inner").append("canary");
      $(page, "#inner").title = "canary";
      const part = page.createElement("div");
      const root = $(page, "#host").shadowRoot!;
      part.append(root.querySelector("slot")!);
      mask(part);
      root.append(part);
    },
  },
  {
    what: "a text in what is masked in the same turn in which something around it is moved",
    html: `<div id=around><p id=inner>x</p></div><section id=to></section>`,
    act: (page, mask) => {
      $(page, "#to").append($(page, "#around"));
      mask($(page, "#inner"));
      $(page, "#inner").append("canary");
    },
  },
  {
    what: "an animation of a masked element",
    html: `<p id=p class=glance_masked>x</p>`,
    act: (page) => {
      $(page, "#p").animate([{ "--secret": "canary", opacity: 0 }, { opacity: 1 }], 60_000);
    },
  },
  {
    what: "an animation of an element that is masked in the same turn",
    html: `<div id=around><p id=p>x</p></div>`,
    act: (page, mask) => {
      $(page, "#p").animate([{ fontFamily: "canary" }, { fontFamily: "canary" }], 60_000);
      mask($(page, "#around"));
    },
  },
  {
    what: "the state of a list whose ancestor is masked in the same turn",
    html: `<div id=around><select id=s><option>a<option>b</select></div>`,
    act: (page, mask) => {
      ($(page, "#s") as HTMLSelectElement).add(new page.defaultView.Option("canary"));
      mask($(page, "#around"));
    },
  },
  {
    what: "a dialog that is shown while it is masked",
    html: `<dialog id=d>x</dialog>`,
    act: (page, mask) => {
      $(page, "#d").textContent = "canary";
      $(page, "#d").title = "canary";
      ($(page, "#d") as HTMLDialogElement).showModal();
      mask($(page, "#d"));
    },
  },
  {
    what: "texts of drawings and formulas whose mask comes with them",
    html: `<svg id=s><text>x</text><g></g></svg><math><mi>x</mi></math>`,
    act: (page, mask) => {
      $(page, "text").textContent = "canary";
      $(page, "text").setAttribute("data-x", "canary");
      $(page, "mi").textContent = "canary";
      mask($(page, "text"));
      mask($(page, "math"));
    },
  },
  {
    what: "a child that is told in a later slice of a masked list",
    html: `<ul id=list></ul>`,
    act: (page, mask) => {
      const list = $(page, "#list");
      for (let i = 0; i < 2_000; i += 1) list.append(page.createElement("li"));
      for (const item of list.children) {
        item.textContent = "canary";
        item.setAttribute("title", "canary");
      }
      mask(list);
    },
  },
];

async function toldOf({ html, act, before }: Attack, isMasked: boolean): Promise<string> {
  const page = isMasked ? html : html.replaceAll("glance_masked", "bare");
  const mirrored = await Mirrored.open(`<body>${page}<i id=public>public</i>`);
  const document = mirrored.document as Page;
  const bare = (element: string): string =>
    isMasked ? element : element.replaceAll("glance_masked", "bare");
  const { prototype } = document.defaultView.ShadowRoot;
  const { set } = Object.getOwnPropertyDescriptor(prototype, "innerHTML")!;
  Object.defineProperty(prototype, "innerHTML", {
    ...Object.getOwnPropertyDescriptor(prototype, "innerHTML"),
    set(this: ShadowRoot, inner: string) {
      set!.call(this, bare(inner));
    },
  });
  before?.(document);
  await mirrored.settle();
  act(document, (element) => isMasked && element.classList.add("glance_masked"));
  $(document, "#public").append(" later");
  await mirrored.settle();
  const { told } = mirrored;
  mirrored.close();
  return told;
}

describe("mask / attacks", function () {
  this.timeout(10_000);
  for (const attack of ATTACKS) {
    it(`tells no byte of ${attack.what}`, async () => {
      const told = await toldOf(attack, true);
      expect(told).to.include("later");
      expect(told).to.not.include("canary");
    });

    it(`would tell ${attack.what} without the mask`, async () => {
      expect(await toldOf(attack, false)).to.include("canary");
    });
  }
});
