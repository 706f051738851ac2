import { expect } from "chai";
import { readContact, readCredentials, readReturn, withoutLoginKey } from "../../../core/agent/address.ts";
import { Emitter } from "../../../core/host-page/emitter.ts";
import { plain, readCall, readHandshake, readWord, webAddress } from "../../../core/host-page/port.ts";
import { viewerUrl } from "../../../core/host-page/viewer-url.ts";

const CALLS = [
  { call: { type: "message", name: "a", body: {} }, fits: true },
  { call: { type: "navigate", options: { url: "/x" } }, fits: true },
  { call: { type: "rc", enabled: false }, fits: true },
  { call: { type: "accessibility", enabled: true }, fits: true },
  { call: { type: "leave", target: "" }, fits: true },
  { call: { type: "message", name: "a", body: [] }, fits: false },
  { call: { type: "message", name: 1, body: {} }, fits: false },
  { call: { type: "navigate", options: { url: 1 } }, fits: false },
  { call: { type: "navigate" }, fits: false },
  { call: { type: "rc", enabled: "yes" }, fits: false },
  { call: { type: "leave" }, fits: false },
  { call: { type: "end" }, fits: false },
  { call: { type: "constructor" }, fits: false },
  { call: { type: ["rc"], enabled: true }, fits: false },
  { call: "rc", fits: false },
  { call: null, fits: false },
] as const;

const ADDRESSES = [
  { text: "https://desk.example/x", is: "https://desk.example/x" },
  { text: "/next", is: "https://crm.example/next" },
  { text: "javascript:alert(1)", is: undefined },
  { text: "data:text/html,x", is: undefined },
  { text: "blob:https://crm.example/1", is: undefined },
  { text: "https://", is: undefined },
] as const;

const RETURNS = [
  { target: "/admin/?a=1", is: "https://glance.example/admin/?a=1" },
  { target: "//evil.example/", is: undefined },
  { target: "/\\evil.example/", is: undefined },
  { target: "https://glance.example/x", is: undefined },
  { target: "https://evil.example/", is: undefined },
  { target: "/\t/evil.example", is: undefined },
  { target: "", is: undefined },
] as const;

describe("core / host page", () => {
  for (const { call, fits } of CALLS)
    it(`${fits ? "takes" : "does not take"} ${JSON.stringify(call)} for a call`, () => {
      expect(readCall(call)).to.equal(fits ? call : undefined);
    });

  it("tells words of the handshake and of the viewer from all others", () => {
    for (const word of ["hello", "port", "here"]) expect(readHandshake({ glanceAgent: word })).to.equal(word);
    for (const word of [null, "hello", { glanceAgent: "x" }, [], { glanceFrame: "hello" }])
      expect(readHandshake(word)).to.equal(undefined);
    const event = { type: "event", name: "rc", data: {} };
    expect(readWord(event)).to.equal(event);
    for (const word of [
      null,
      { type: "event" },
      { type: "message", name: "a", body: 1 },
      { type: "x", name: "a" },
    ])
      expect(readWord(word)).to.equal(undefined);
  });

  for (const { text, is } of ADDRESSES)
    it(`C-34: takes ${text} for ${is ?? "no address to leave to"}`, () => {
      expect(webAddress(text, "https://crm.example/")).to.equal(is);
    });

  it("copies what JSON has a form for, and nothing else", () => {
    const holdsItself: Record<string, unknown> = {};
    holdsItself["self"] = holdsItself;
    expect(plain({ a: 1, accept: () => 1, at: new Date(0) })).to.deep.equal({
      a: 1,
      at: "1970-01-01T00:00:00.000Z",
    });
    for (const value of [holdsItself, undefined, () => 1, 1n]) expect(plain(value)).to.equal(undefined);
  });

  it("tells a late listener how things stand, once, and not when it has gone by then", async () => {
    const emitter = new Emitter(["state"]);
    const heard: unknown[] = [];
    const gone = (): void => void heard.push("gone");
    emitter.emit("state", "live");
    emitter.emit("once", 1);
    emitter.add("state", (data: unknown) => heard.push(data));
    emitter.add("once", (data: unknown) => heard.push(data));
    emitter.add("state", gone);
    emitter.remove("state", gone);
    expect(heard, "not before the caller has gone on").to.deep.equal([]);
    await Promise.resolve();
    expect(heard).to.deep.equal(["live"]);
    emitter.add("state", "no function");
    emitter.emit("state", "ended");
    expect(heard).to.deep.equal(["live", "ended"]);
    expect([emitter.latest("state"), emitter.latest("once")]).to.deep.equal(["ended", 1]);
  });

  it("AGT-01, AGT-02: makes the viewer's address, its key behind the number sign alone", () => {
    const credentials = { partnerid: 7, partneruserid: "ada", loginkey: "$2$x" };
    const url = new URL(
      viewerUrl("https://glance.example", "k 1", { name: "Ada", wait: "true" }, credentials),
    );
    expect(url.pathname + url.search).to.equal(
      "/agentjoin/AgentView.aspx?SessionKey=k+1&Wait=1&partnerid=7&name=Ada",
    );
    expect(readCredentials(url.search, url.hash)).to.deep.equal({ ...credentials, partnerid: "7" });
    const bare = new URL(viewerUrl("https://glance.example", "k", { wait: false, groupid: 3 }, undefined));
    expect(bare.search + bare.hash).to.equal("?SessionKey=k&groupid=3");
  });

  it("SSO-04: takes a login key out of an address, wherever it stands, and leaves the rest", () => {
    for (const [address, is] of [
      [
        "https://x.example/v?SessionKey=k&LoginKey=$1$a&loginkey=b&Wait=1",
        "https://x.example/v?SessionKey=k&Wait=1",
      ],
      ["https://x.example/v?SessionKey=k#partneruserid=a&loginkey=$2$a", "https://x.example/v?SessionKey=k"],
      ["https://x.example/v?SessionKey=k#top", "https://x.example/v?SessionKey=k#top"],
    ] as const)
      expect(withoutLoginKey(address)).to.equal(is);
    expect(readCredentials("?SessionKey=k", "#top")).to.equal(undefined);
  });

  it("AGT-02: reads name, e-mail and phone, as long as they are kept", () => {
    expect(readContact(`?Name=Ada&email=&phone=${"1".repeat(50)}`)).to.deep.equal({
      name: "Ada",
      phone: "1".repeat(32),
    });
  });

  for (const { target, is } of RETURNS)
    it(`AGT-06: ${is === undefined ? "returns nowhere for" : "returns to"} ${JSON.stringify(target)}`, () => {
      expect(
        readReturn(`?${String(new URLSearchParams({ ReturnUrl: target }))}`, "https://glance.example"),
      ).to.equal(is);
    });
});
