import { expect } from "chai";
import type { SessionStore, TagSettings } from "../../../core/visitor/api.ts";
import { createSessionStore } from "../../../core/visitor/session-store.ts";
import { createSessionReader } from "../../../loader/resume.ts";
import { warn } from "../../../loader/warn.ts";
import { warningsOf } from "./page.ts";

const STORED = { session: "s-1", token: "a token: with odd; signs=", generation: 3 };

function storeOf(cookieType: TagSettings["cookieType"], cookieDomain = ""): SessionStore {
  const settings = (): TagSettings => ({ cookieType, cookieDomain }) as TagSettings;
  return createSessionStore({ settings, store: createSessionReader(settings), warn });
}

const cookie = (): boolean => document.cookie.includes("glance_session=");
const local = (): boolean => localStorage.getItem("glance_session") !== null;

const types = [
  { type: "", cookies: true, locals: false },
  { type: "normal", cookies: true, locals: false },
  { type: "ls", cookies: false, locals: true },
  { type: "dual", cookies: true, locals: true },
] as const;

describe("loader / resume", () => {
  afterEach(() => storeOf("dual").wipe());

  for (const { type, cookies, locals } of types) {
    it(`C-12: keeps and forgets a session with data-cookietype="${type}"`, () => {
      const store = storeOf(type);
      store.write(STORED);
      expect([cookie(), local()]).to.deep.equal([cookies, locals]);
      expect(store.read()).to.deep.equal(STORED);
      store.wipe();
      expect([cookie(), local()]).to.deep.equal([false, false]);
      expect(store.read()).to.equal(undefined);
    });
  }

  it("C-14: finds the session with dual after the site's code has deleted the cookie", () => {
    const store = storeOf("dual");
    store.write(STORED);
    document.cookie = "glance_session=; Max-Age=0; Path=/";
    expect(cookie()).to.equal(false);
    expect(store.read()).to.deep.equal(STORED);
  });

  it("SES-14: keeps the cookie for the browser's session, for the whole site, not for other sites", () => {
    const set: string[] = [];
    const own = Object.getOwnPropertyDescriptor(Document.prototype, "cookie")!;
    Object.defineProperty(document, "cookie", {
      configurable: true,
      get: () => String(own.get?.call(document)),
      set: (value: string) => {
        set.push(value);
        own.set?.call(document, value);
      },
    });
    storeOf("").write(STORED);
    delete (document as { cookie?: string }).cookie;
    expect(set[0]).to.include("; Path=/").and.to.include("; SameSite=Lax");
    expect(set[0]).to.not.match(/Max-Age|Expires/i);
  });

  it("takes a cookie domain that is not this page's for none at all", () => {
    const store = storeOf("normal", "elsewhere.example");
    store.write(STORED);
    expect(store.read()).to.deep.equal(STORED);
  });

  for (const text of ["", "a", "a:b", "a:b:c", "a:b:-1", "a:b:1e3", "%:b:1", ":b:1", "a::1"]) {
    it(`reads no session from "${text}"`, () => {
      localStorage.setItem("glance_session", text);
      expect(storeOf("ls").read()).to.equal(undefined);
    });
  }

  it("warns when the browser keeps nothing", () => {
    Object.defineProperty(document, "cookie", { configurable: true, get: () => "", set: () => undefined });
    const warnings = warningsOf(() => storeOf("normal").write(STORED));
    delete (document as { cookie?: string }).cookie;
    expect(warnings).to.have.length(1);
  });

  it("takes storage that the browser forbids for empty storage", () => {
    Object.defineProperty(document, "cookie", {
      configurable: true,
      get: () => {
        throw new DOMException("no", "SecurityError");
      },
    });
    const read = (): unknown => storeOf("normal").read();
    const result = read();
    delete (document as { cookie?: string }).cookie;
    expect(result).to.equal(undefined);
  });
});
