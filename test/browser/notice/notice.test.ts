import axe from "axe-core";
import { expect } from "chai";
import { NOTICE_ID, showNotice } from "../../../ui-default/notice/notice.ts";
import { NOTICE_TEXTS } from "../../../ui-default/notice/text.ts";
import { LANGUAGES } from "../../../ui-default/shared/language.ts";

const box = (): HTMLElement | null => document.getElementById(NOTICE_ID);
const closeButton = (): HTMLButtonElement => box()!.querySelector("button")!;

describe("notice", () => {
  afterEach(() => box()?.remove());

  for (const language of LANGUAGES)
    for (const reason of ["unsupported", "missing"] as const)
      it(`9.5: says ${reason} in ${language}, readable by all`, async () => {
        showNotice(NOTICE_TEXTS[language], reason, language);
        expect(box()?.textContent).to.include(NOTICE_TEXTS[language][reason]);
        expect(box()?.lang).to.equal(language);
        expect((await axe.run(box()!)).violations.map(({ id }) => id)).to.deep.equal([]);
      });

  it("is read out: its content comes into an alert that is there", () => {
    const added: string[] = [];
    const observer = new MutationObserver(() => undefined);
    observer.observe(document.body, { childList: true, subtree: true });
    showNotice(NOTICE_TEXTS.en, "unsupported", "en");
    for (const { target, addedNodes } of observer.takeRecords())
      for (const node of addedNodes) added.push(`${target.nodeName} > ${node.nodeName}`);
    expect(added).to.deep.equal(["BODY > DIV", "DIV > STRONG", "DIV > P", "DIV > BUTTON"]);
    expect(box()?.getAttribute("role")).to.equal("alert");
  });

  it("is closed by its button and by Escape, and there is one at a time", () => {
    showNotice(NOTICE_TEXTS.en, "missing", "en");
    showNotice(NOTICE_TEXTS.en, "unsupported", "en");
    expect(document.querySelectorAll(`#${NOTICE_ID}`)).to.have.length(1);
    closeButton().click();
    expect(box()).to.equal(null);
    showNotice(NOTICE_TEXTS.en, "missing", "en");
    closeButton().dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
    expect(box()).to.equal(null);
  });

  it("looks the same on a page that styles everything", () => {
    const sheet = document.createElement("style");
    sheet.textContent = "div,p,strong{color:red;font-size:6px;display:inline}";
    document.head.append(sheet);
    showNotice(NOTICE_TEXTS.en, "missing", "en");
    const { color, fontSize, display } = getComputedStyle(box()!.querySelector("p")!);
    sheet.remove();
    expect([color, fontSize, display]).to.deep.equal(["rgb(26, 34, 51)", "16px", "block"]);
  });
});
