// Who is told of a document: only agents who may see the page, and only while it is seen.
import { expect } from "chai";
import { decodeOwnerDocument, type OwnerDocumentMessage } from "../../../core/protocol/index.ts";
import { Documents } from "../../../core/worker/documents.ts";

const OPENING: OwnerDocumentMessage = { type: "opening", id: 1, name: "offer.pdf" };
const OPENED: OwnerDocumentMessage = {
  type: "opened",
  id: 1,
  kind: "pdf",
  name: "offer.pdf",
  pages: 1,
  width: 1,
  height: 1,
};
const CLOSED: OwnerDocumentMessage = { type: "closed", id: 1 };

describe("worker / documents", () => {
  let heard: string[];
  let admitted: Map<number, number>;
  let documents: Documents;

  beforeEach(() => {
    heard = [];
    admitted = new Map([[1, 1]]);
    documents = new Documents(
      (slot, bytes) => heard.push(`${slot} ${decodeOwnerDocument(bytes)?.head.type ?? "?"}`),
      () => admitted,
    );
  });

  it("tells those who may see the page, and the rest nothing", () => {
    documents.tell(0, OPENING);
    expect(heard).to.deep.equal(["1 opening"]);
    documents.tell(2, OPENED);
    expect(heard).to.deep.equal(["1 opening"]);
    expect(documents.isTold(1)).to.equal(true);
    expect(documents.isTold(2)).to.equal(false);
  });

  it("tells whoever comes later, or begins anew, the latest of it", () => {
    documents.tell(0, OPENING);
    documents.tell(0, OPENED);
    heard = [];
    admitted = new Map([
      [1, 2],
      [2, 1],
    ]);
    documents.meet();
    expect(heard).to.deep.equal(["1 closed", "1 opened", "2 opened"]);
  });

  it("closes it for one who may not see the page any more", () => {
    documents.tell(0, OPENED);
    admitted = new Map();
    documents.meet();
    expect(heard).to.deep.equal(["1 opened", "1 closed"]);
    expect(documents.isTold(1)).to.equal(false);
  });

  for (const reason of ["paused", "masked"] as const)
    it(`closes it for agents while the page is ${reason}, and tells it again afterwards`, () => {
      documents.tell(0, OPENED);
      documents.hide(reason, true);
      expect(heard).to.deep.equal(["1 opened", "1 closed"]);
      documents.tell(1, OPENED);
      documents.meet();
      expect(heard).to.have.length(2);
      expect(documents.isTold(1)).to.equal(false);
      documents.hide(reason, false);
      expect(heard).to.deep.equal(["1 opened", "1 closed", "1 opened"]);
    });

  it("waits for both when the page is paused and masked", () => {
    documents.hide("paused", true);
    documents.hide("masked", true);
    documents.tell(0, OPENED);
    documents.hide("paused", false);
    expect(heard).to.deep.equal([]);
    documents.hide("masked", false);
    expect(heard).to.deep.equal(["1 opened"]);
  });

  it("says nothing of one that was closed meanwhile", () => {
    documents.tell(0, OPENED);
    documents.hide("paused", true);
    documents.tell(0, CLOSED);
    heard = [];
    documents.hide("paused", false);
    expect(heard).to.deep.equal([]);
  });
});
