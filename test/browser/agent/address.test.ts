import { expect } from "chai";
import { readAddress, readCredentials, readKey, withoutLoginKey } from "../../../core/agent/address.ts";

const ADDRESSES = [
  {
    when: "VisitorId with Wait",
    search: "?VisitorId=ada&Wait=1",
    is: { key: "ada", wait: true, groupid: "" },
  },
  {
    when: "SessionKey, its synonym",
    search: "?SessionKey=123456789",
    is: { key: "123456789", wait: false, groupid: "" },
  },
  {
    when: "names in lower case",
    search: "?visitorid=ada&wait=1",
    is: { key: "ada", wait: true, groupid: "" },
  },
  {
    when: "names in upper case",
    search: "?SESSIONKEY=ada&WAIT=1",
    is: { key: "ada", wait: true, groupid: "" },
  },
  {
    when: "both names, of which VisitorId counts",
    search: "?SessionKey=no&VisitorId=yes",
    is: { key: "yes", wait: false, groupid: "" },
  },
  {
    when: "an empty VisitorId beside a SessionKey",
    search: "?VisitorId=&SessionKey=ada",
    is: { key: "ada", wait: false, groupid: "" },
  },
  {
    when: "a name twice, of which the first counts",
    search: "?VisitorId=one&visitorid=two",
    is: { key: "one", wait: false, groupid: "" },
  },
  { when: "Wait=true", search: "?VisitorId=a&Wait=true", is: { key: "a", wait: true, groupid: "" } },
  { when: "Wait=0", search: "?VisitorId=a&Wait=0", is: { key: "a", wait: false, groupid: "" } },
  { when: "an empty Wait", search: "?VisitorId=a&Wait=", is: { key: "a", wait: false, groupid: "" } },
  {
    when: "single sign-on before the key",
    search: "?partnerid=7&partneruserid=bob&loginkey=$1$x&SessionKey=k&Wait=1",
    is: { key: "k", wait: true, groupid: "7" },
  },
  {
    when: "characters that are escaped",
    search: "?VisitorId=a%7Eb+",
    is: { key: "a~b", wait: false, groupid: "" },
  },
  { when: "nothing", search: "", is: { key: "", wait: false, groupid: "" } },
] as const;

const TYPED = [
  { when: "digits", typed: "123456789", is: "123456789" },
  { when: "digits in groups", typed: "123 456 789", is: "123456789" },
  { when: "pasted with spaces and a line break around", typed: "  123\u00a0456 789\n", is: "123456789" },
  { when: "a visitor's id", typed: "Ada.Lovelace_1~x-y", is: "Ada.Lovelace_1~x-y" },
  { when: "a visitor's id with spaces around", typed: " ada ", is: "ada" },
  { when: "62 characters", typed: "x".repeat(62), is: "x".repeat(62) },
  { when: "63 characters", typed: "x".repeat(63), is: undefined },
  { when: "a space in a visitor's id", typed: "ada lovelace", is: undefined },
  { when: "other characters", typed: "ada@example", is: undefined },
  { when: "nothing", typed: "  ", is: undefined },
] as const;

const ADA = { partnerid: "7", partneruserid: "ada@bank.example", loginkey: "$1$99$sig~_-" };

const CREDENTIALS = [
  {
    when: "a key beside the names",
    search: "?partnerid=7&partneruserid=ada@bank.example&loginkey=$1$99$sig~_-",
    is: ADA,
  },
  {
    when: "a key behind the agent's name",
    search: "?partnerid=7&partneruserid=ada@bank.example~$1$99$sig~_-",
    is: ADA,
  },
  {
    when: "the same, escaped",
    search: "?PARTNERID=7&PartnerUserId=ada%40bank.example~%241%2499%24sig~_-",
    is: ADA,
  },
  { when: "a key behind a user name", search: "?username=ada@bank.example@7~$1$99$sig~_-", is: ADA },
  {
    when: "a key behind a user name, of the partner that is named",
    search: "?groupid=7&username=ada@bank.example~$1$99$sig~_-",
    is: ADA,
  },
  { when: "names alone", search: "?partnerid=7&partneruserid=ada", is: undefined },
  {
    when: "a name with a tilde, and no key",
    search: "?partnerid=7&partneruserid=ada~lovelace",
    is: undefined,
  },
  { when: "nothing", search: "", is: undefined },
] as const;

describe("core / agent / address", () => {
  for (const { when, search, is } of CREDENTIALS) {
    it(`SSO-03 reads ${when}, from the query and from behind the number sign`, () => {
      expect(readCredentials(search, "")).to.deep.equal(is);
      expect(readCredentials("", search.replace("?", "#"))).to.deep.equal(is);
    });

    it(`SSO-03 leaves no key in an address with ${when}`, () => {
      for (const address of [
        `https://x.example/cbjoin${search}`,
        `https://x.example/cbjoin${search.replace("?", "#")}`,
      ]) {
        const left = withoutLoginKey(address);
        expect(left).to.not.match(/sig|\$1|%241/);
        if (is === undefined) expect(left).to.equal(address);
      }
    });
  }

  for (const { when, search, is } of ADDRESSES) {
    it(`AGT-02 reads ${when}: ${search === "" ? "no query" : search}`, () => {
      expect(readAddress(search)).to.deep.equal(is);
    });
  }

  for (const { when, typed, is } of TYPED) {
    it(`takes ${when} for ${is === undefined ? "no key" : `the key ${is.slice(0, 20)}`}`, () => {
      expect(readKey(typed)).to.equal(is);
    });
  }
});
