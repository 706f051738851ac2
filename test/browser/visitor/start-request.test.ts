import { expect } from "chai";
import type { StartParams } from "../../../core/visitor/api.ts";
import { readStart } from "../../../core/visitor/start-request.ts";
import { ServiceError } from "../../../core/visitor/service-error.ts";

const TAG = { groupid: "1", additionalGroupIds: ["2", "3"], visitorId: "" };

interface Row {
  readonly when: string;
  readonly params?: StartParams;
  readonly tag?: string;
  readonly page?: unknown;
  readonly key?: string;
  readonly groupid?: string;
}

const rows: readonly Row[] = [
  { when: "nobody names a key", groupid: "1" },
  { when: "the caller names one", params: { sessionKey: "jane" }, tag: "tag", page: "page", key: "jane" },
  { when: "only tag and page name one", tag: "tag", page: "page", key: "tag" },
  { when: "only the page names one", page: "page", key: "page" },
  { when: "the page's is a number", page: 4711, key: "4711" },
  { when: "the page's is empty", page: "" },
  { when: "the page's is null", page: null },
  { when: "SES-04 it is to be random", params: { sessionKey: "GLANCE_KEYTYPE_RANDOM" }, tag: "tag" },
  { when: "SES-06 it has 62 characters", page: "a".repeat(62), key: "a".repeat(62) },
  { when: "EMB-22 the caller names another group", params: { groupid: 3 }, groupid: "3" },
];

const refusals = [
  { what: "63 characters", params: { sessionKey: "a".repeat(63) }, code: "invalid-key" },
  { what: "a space", params: { sessionKey: "jane doe" }, code: "invalid-key" },
  { what: "an at sign", params: { sessionKey: "jane@example" }, code: "invalid-key" },
  { what: "markup", params: { sessionKey: "<b>" }, code: "invalid-key" },
  { what: "a line break at the end", params: { sessionKey: "jane\n" }, code: "invalid-key" },
  { what: "a group the tag does not name", params: { groupid: "9" }, code: "unknown-group" },
] as const;

describe("core / visitor / start request", () => {
  for (const { when, params = {}, tag = "", page, key, groupid = "1" } of rows) {
    it(`C-08, SES-07: asks for ${key === undefined ? "random digits" : key.slice(0, 8)} when ${when}`, () => {
      expect(readStart(params, { ...TAG, visitorId: tag }, page)).to.deep.equal({ groupid, key });
    });
  }

  for (const { what, params, code } of refusals) {
    it(`SES-06: refuses ${what}`, () => {
      expect(() => readStart(params, TAG, undefined))
        .to.throw(ServiceError)
        .with.property("code", code);
    });
  }
});
