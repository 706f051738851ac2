// What is masked is not in any byte that capture hands over; what is not masked is.
import { expect } from "chai";
import { Mirrored } from "./mirrored.ts";

/** HTML with canaries that must stay, and what a page does then. */
const ROWS: readonly {
  id: string;
  html: string;
  act?: (document: Document, window: Window & typeof globalThis) => void;
}[] = [
  {
    id: "MSK-08",
    html: `<div class=glance_masked title=canary>canary<p>canary</p><svg><text>canary</text></svg><img alt=canary src="data:,canary"><a href="canary">x</a></div>`,
  },
  {
    id: "P1",
    html: `<input class=glance_masked value=canary id=i>`,
    act: (d) => (d.querySelector<HTMLInputElement>("#i")!.value = ""),
  },
  {
    id: "P2",
    html: `<input class=glance_masked id=i>`,
    act: (d) => d.querySelector("#i")!.setAttribute("value", "canary"),
  },
  { id: "P14", html: `<input type=file title=canary>` },
  {
    id: "P16",
    html: `<select class=glance_masked id=s><option>canary<option value=canary>x</select>`,
    act: (d) => (d.querySelector<HTMLSelectElement>("#s")!.selectedIndex = 1),
  },
  {
    id: "P21",
    html: `<div class=glance_masked id=a><p id=p>canary</p></div><div id=b class=glance_masked></div>`,
    act: (d) => d.querySelector("#b")!.append(d.querySelector("#p")!),
  },
  {
    id: "P23",
    html: `<div id=a></div>`,
    act: (d) => {
      d.querySelector("#a")!.innerHTML = "<p>canary</p>";
      d.querySelector("#a")!.className = "glance_masked";
    },
  },
  {
    id: "P25",
    html: `<div class=glance_masked><p><b id=b>x</b></p></div>`,
    act: (d) => (d.querySelector("#b")!.firstChild!.nodeValue = "canary"),
  },
  {
    id: "P26",
    html: `<div class=glance_masked id=a></div>`,
    act: (d) => d.querySelector("#a")!.append("canary"),
  },
  {
    id: "P27",
    html: `<div id=a></div>`,
    act: (d) => (d.querySelector("#a")!.innerHTML = "<p class=listed>canary</p>"),
  },
  {
    id: "P28",
    html: `<div class=glance_masked id=h></div>`,
    act: (d) => (d.querySelector("#h")!.attachShadow({ mode: "open" }).innerHTML = "<p>canary</p>"),
  },
  {
    id: "P28b",
    html: `<div class=glance_masked><template shadowrootmode=open></template></div><x-y class=glance_masked><template shadowrootmode=open><p>canary</p></template></x-y>`,
  },
  { id: "P29", html: `<iframe class=glance_masked srcdoc="canary"></iframe>` },
  {
    id: "P30",
    html: `<div id=h><template shadowrootmode=open><p class=glance_masked><slot></slot></p></template>canary<b title=canary>canary</b></div>`,
  },
  {
    id: "P34",
    html: `<div class=glance_masked contenteditable id=e>canary</div>`,
    act: (d) => (d.querySelector("#e")!.textContent = "canary typed"),
  },
  {
    id: "P35",
    html: `<textarea class=glance_masked id=t>canary</textarea>`,
    act: (d) => (d.querySelector("#t")!.textContent = "canary again"),
  },
  {
    id: "P47",
    html: `<picture class=glance_masked><source srcset="canary"><img src="canary" srcset="canary 2x"></picture>`,
  },
  {
    id: "P57",
    html: `<input type=password value=canary id=i>`,
    act: (d) => {
      d.querySelector("#i")!.setAttribute("type", "text");
      d.querySelector<HTMLInputElement>("#i")!.value = "canary2";
    },
  },
  {
    id: "MSK-03",
    html: `<p id=p>later</p>`,
    act: (d) => {
      d.querySelector("#p")!.className = "glance_masked";
      d.querySelector("#p")!.textContent = "canary";
    },
  },
  {
    id: "5.2 wide",
    html: `<div id=a></div><p id=p>x</p>`,
    act: (d) => {
      d.querySelector("#a")!.className = "wide";
      d.querySelector("#p")!.textContent = "canary";
    },
  },
];
const RULES = { mode: "listed", selectors: [".listed", ".wide ~ p"] } as const;

describe("capture / masked", () => {
  for (const { id, html, act } of ROWS) {
    it(`${id}: hands over no byte of it`, async () => {
      const mirrored = await Mirrored.open(`<body>${html}<div id=public>public</div>`, RULES);
      act?.(mirrored.document, mirrored.window);
      mirrored.document.querySelector("#public")!.append(" changed");
      await mirrored.settle();
      expect(mirrored.told).to.include("public").and.to.include("changed");
      expect(mirrored.told).to.not.include("canary");
      mirrored.close();
    });

    it(`${id}: would be seen without the mask`, async () => {
      const bare = html.replaceAll(/glance_masked|password|file/g, "none").replaceAll("listed", "unlisted");
      const mirrored = await Mirrored.open(`<body>${bare}`, { mode: "listed", selectors: [] });
      const maskedByAct = ["P23", "MSK-03"].includes(id);
      if (!maskedByAct) act?.(mirrored.document, mirrored.window);
      else mirrored.document.querySelector("#a, #p")!.textContent = "canary";
      await mirrored.settle();
      expect(mirrored.told).to.include("canary");
      mirrored.close();
    });
  }

  it("P22: takes away what was told when it is masked later, and shows it again when it is not", async () => {
    const mirrored = await Mirrored.open(`<body><p id=p>text</p>`);
    expect(mirrored.copy.body.textContent).to.equal("text");
    mirrored.document.querySelector("#p")!.className = "glance_masked";
    await mirrored.settle();
    expect(mirrored.copy.body.textContent).to.equal("");
    mirrored.document.querySelector("#p")!.className = "";
    await mirrored.settle();
    expect(mirrored.copy.body.textContent, "not at once").to.equal("");
    await mirrored.until(() => mirrored.copy.body.textContent === "text");
    mirrored.close();
  });

  it("keeps the box of a masked text at its size (5.4, exact)", async () => {
    const mirrored = await Mirrored.open(
      `<body><span class=glance_masked id=m>some secret words</span><span id=after>after</span>`,
    );
    const left = (document: Document): number =>
      document.querySelector("#after")!.getBoundingClientRect().left;
    expect(left(mirrored.copy)).to.be.closeTo(left(mirrored.document), 1);
    mirrored.close();
  });

  it("MSK-11: tells of rules that cannot be decided, and hands over no text", async () => {
    const mirrored = await Mirrored.open(`<title>canary</title><body><p>canary</p>`, {
      mode: "listed",
      selectors: [":nope"],
    });
    expect(mirrored.maskingErrors).to.have.length(1);
    expect(mirrored.told).to.not.include("canary");
    mirrored.close();
  });
});
