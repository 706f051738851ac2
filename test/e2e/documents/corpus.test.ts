// Every PDF of the corpus in the real frame: each opens and gives a picture of its first page, or says in plain words why not.
import { expect } from "chai";
import type { DocumentProblem } from "../../../core/protocol/index.ts";
import { corpusOf } from "../../support/corpus.ts";
import { surroundings } from "../../support/surroundings.ts";
import { Lab } from "./lab.ts";

/** Those that cannot be shown, and what is said. */
const REFUSED: Readonly<Record<string, DocumentProblem>> = {
  "pdfplumbe-empty.pdf": "unsupported",
};

describe("e2e / documents / corpus", function () {
  this.timeout(60_000);
  const files = corpusOf("pdf");
  const around = surroundings();
  let lab: Lab;

  beforeEach(async () => {
    lab = await Lab.open(around.browser, around.relay.url);
  });
  afterEach(() => lab.close());

  it("has files to open", function () {
    if (files.length === 0) this.skip();
    expect(files.length).to.be.above(40);
  });

  for (const file of files) {
    const problem = REFUSED[file.name];
    const outcome = problem ?? (file.password === "" ? "opens" : "opens with its password");
    it(`${file.name} (${file.oddity}): ${outcome}`, async () => {
      let first = await lab.own(file.bytes(), file.name);
      if (file.password !== "") {
        expect(first.type).to.equal("locked");
        await lab.frame.locator("#password").fill(`${file.password} not`);
        await lab.frame.getByRole("button", { name: "Open" }).click();
        await lab.frame.getByText("That password does not fit.").waitFor();
        await lab.frame.locator("#password").fill(file.password);
        await lab.frame.getByRole("button", { name: "Open" }).click();
        first = await lab.hear("opened", "failed");
      }
      if (problem !== undefined) {
        expect(first).to.include({ type: "failed", problem });
        return;
      }
      expect(first).to.include({ type: "opened", kind: "pdf" });
      await lab.ask({ type: "wantPage", id: 1, page: 1, pixels: 900 });
      const page = await lab.hear("page");
      expect(page).to.include({ type: "page", mime: "image/webp" });
      await lab.frame.locator(".page[data-shown] canvas").first().waitFor();
      expect(lab.complaints.filter((text) => !/autofocus/i.test(text))).to.deep.equal([]);
    });
  }
});
