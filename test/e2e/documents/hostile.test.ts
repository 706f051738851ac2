// Files that are made to do harm, and owners that lie, before the real frame.
import { expect } from "chai";
import { deflateRawSync } from "node:zlib";
import type { OwnerDocumentMessage } from "../../../core/protocol/index.ts";
import { surroundings } from "../../support/surroundings.ts";
import { zipOf } from "../../unit/documents/zip-of.ts";
import { Lab } from "./lab.ts";
import { pdfOf } from "./pdf-of.ts";

const CARD = "4111 1111 1111 1111";
const ALL_OFF = { cards: false, ibans: false, ssns: false, emails: false };
/** Where `pdfOf` has its first line: left, top, right, bottom as shares of the page. */
const FIRST_LINE = [0.1, 0.105, 0.3, 0.12] as const;

describe("e2e / documents / hostile", function () {
  this.timeout(60_000);
  const around = surroundings();
  let lab: Lab;

  beforeEach(async () => {
    lab = await Lab.open(around.browser, around.relay.url);
  });
  afterEach(() => lab.close());

  const firstPage = async (): Promise<OwnerDocumentMessage & { readonly type: "page" }> => {
    await lab.ask({ type: "wantPage", id: 1, page: 1, pixels: 900 });
    return (await lab.hear("page")) as OwnerDocumentMessage & { readonly type: "page" };
  };

  it("S47: runs no script of a PDF, and lets none of its links lead anywhere but to pages", async () => {
    let dialogs = 0;
    lab.page.on("dialog", (dialog) => {
      dialogs += 1;
      void dialog.dismiss();
    });
    const links = [
      "javascript:alert(1)",
      "file:///etc/passwd",
      "https://example.com/offer",
      "data:text/html,x",
    ];
    await lab.own(pdfOf({ lines: ["Hello"], links, script: "app.alert('run')" }));
    const { words } = await firstPage();
    expect(words.links).to.deep.equal(["https://example.com/offer"]);
    expect(dialogs).to.equal(0);
  });

  it("opens a link only when a person says so, and then by the page around", async () => {
    await lab.own(pdfOf({ lines: ["Hello"], links: ["https://example.com/offer"] }));
    await lab.frame.getByRole("button", { name: "Link to https://example.com/offer" }).click();
    await lab.frame.getByText("Open this address in another window?").waitFor();
    expect(await lab.links()).to.deep.equal([]);
    await lab.frame.getByRole("button", { name: "Open", exact: true }).click();
    await lab.page.waitForFunction(() => (window as unknown as { links: string[] }).links.length > 0);
    expect(await lab.links()).to.deep.equal(["https://example.com/offer"]);
    expect(lab.page.frames()).to.have.length(2);
  });

  it("covers a card number in what others get, picture and words, and leaves it to the owner", async () => {
    await lab.own(pdfOf({ lines: [`Card ${CARD}`, "Thank you"] }));
    const { words } = await firstPage();
    const told = words.texts.join("");
    expect(told).to.include("**** ****").and.include("Thank you");
    expect(told).to.not.include("4111");
    expect(await lab.darkness([0.19, 0.107, 0.3, 0.117])).to.be.above(0.95);
    await lab.frame.locator(".page[data-shown]").getByText(CARD).waitFor({ state: "attached" });
    await lab.send({ type: "asked", head: search("4111"), from: 1 });
    const { hits } = (await lab.hear("hits")) as OwnerDocumentMessage & { readonly type: "hits" };
    expect(hits).to.include({ count: 0, done: true });
  });

  it("control: the same card is there to be seen where a group looks for none", async () => {
    await lab.own(pdfOf({ lines: [`Card ${CARD}`] }), "card.pdf", ALL_OFF);
    expect((await firstPage()).words.texts.join("")).to.include(CARD);
    expect(await lab.darkness(FIRST_LINE)).to.be.within(0.02, 0.6);
  });

  it("S47: refuses workbooks that would fill the memory, and goes on", async () => {
    const content = deflateRawSync(Buffer.alloc(1_000));
    const bomb = zipOf([{ name: "[Content_Types].xml", content, size: 0xffff_fff0 }]);
    expect(await lab.own(bomb)).to.include({ type: "failed", problem: "too-large" });
    await lab.frame.getByRole("heading", { name: "The document is too large" }).waitFor();
    await lab.frame.getByRole("button", { name: "Close" }).first().click();
    await lab.whenClosed();
  });

  it("refuses a page that says it is a PDF by its name", async () => {
    const page = new TextEncoder().encode("<!doctype html><script>parent.alert(1)</script>");
    expect(await lab.own(page, "offer.pdf")).to.include({ type: "failed", problem: "unsupported" });
  });

  it("reaches nothing of the page around it", async () => {
    await lab.own(pdfOf({ lines: ["Hello"] }));
    const reached = await lab.frame.locator("body").evaluate(() => {
      const attempts = [
        () => parent.document.title,
        () => localStorage.length,
        () => document.cookie,
        () => window.open("/")?.closed === false && "a window",
      ];
      return attempts.map((attempt) => {
        try {
          return String(attempt());
        } catch {
          return "blocked";
        }
      });
    });
    expect(reached).to.deep.equal(["blocked", "blocked", "blocked", "false"]);
  });

  describe("an owner that lies", () => {
    const opened: OwnerDocumentMessage = {
      type: "opened",
      id: 1,
      kind: "pdf",
      name: "<img src=x onerror=parent.alert(1)>",
      pages: 1,
      width: 595,
      height: 842,
    };
    const words = {
      texts: ["<b>bold</b>\n"],
      boxes: [100, 100, 3_000, 300, 0],
      links: ["javascript:alert(1)", "https://example.com/"],
      linkBoxes: [0, 0, 500, 500, 0, 600, 500, 500],
    };

    /** Answers what the frame asks for, with a picture of these bytes. */
    const answer = async (content: readonly number[]): Promise<void> => {
      await lab.join({ head: opened, content: new Uint8Array() });
      const asked = (await lab.hear("wantPage")) as unknown as { readonly pixels: number };
      const { pixels } = asked;
      await lab.tell(
        { type: "page", id: 1, page: 1, pixels, width: 595, height: 842, mime: "image/webp", words },
        content,
      );
      await lab.frame.locator(".page[data-shown]").waitFor();
    };

    it("has its names and words shown as text", async () => {
      await answer([]);
      expect(await lab.frame.locator("h1").textContent()).to.equal("<img src=x onerror=parent.alert(1)>");
      expect(await lab.frame.locator(".word").textContent()).to.equal("<b>bold</b>\n");
      expect(await lab.frame.locator("img[src=x], b").count()).to.equal(0);
    });

    it("has a picture that is none shown as one that could not be drawn", async () => {
      await answer([1, 2, 3, 4]);
      expect(await lab.frame.locator(".turned").getAttribute("data-note")).to.equal(
        "This page cannot be shown.",
      );
    });

    it("has no link that runs something", async () => {
      await answer([]);
      const links = lab.frame.getByRole("button", { name: /^Link to/ });
      expect(await links.count()).to.equal(1);
      expect(await links.getAttribute("title")).to.equal("https://example.com/");
    });
  });
});

function search(query: string): object {
  const view = {
    page: 1,
    top: 0,
    left: 0,
    zoom: 0,
    rotation: 0,
    sheet: 0,
    row: 0,
    column: 0,
    cell: null,
    query,
    matchCase: false,
    wholeWords: false,
    hit: -1,
  };
  return { type: "view", id: 1, revision: 99, view };
}
