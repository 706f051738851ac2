import { expect } from "chai";
import type { SessionStore, StoredSession } from "../../../core/visitor/api.ts";
import { HalvedStore } from "../../../core/visitor/halves.ts";

const TOKEN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ";
const STORED = { session: "s1", token: TOKEN, generation: 3 };

/** A cookie: what any page under its domain reads, and its servers. */
class Cookie implements SessionStore {
  kept: StoredSession | undefined;
  read = (): StoredSession | undefined => this.kept;
  write = (stored: StoredSession): void => void (this.kept = stored);
  wipe = (): void => void (this.kept = undefined);
}

/** Another origin, or another browser: it has none of this one's storage. */
const elsewhere = (cookie: Cookie): HalvedStore => {
  const other = new Map<string, string>();
  const storage = {
    getItem: (name: string) => other.get(name) ?? null,
    setItem: (name: string, value: string) => void other.set(name, value),
    removeItem: (name: string) => void other.delete(name),
  } as unknown as Storage;
  return new HalvedStore(cookie, () => storage);
};

describe("core / visitor / halves", () => {
  let cookie: Cookie;
  let store: HalvedStore;
  beforeEach(() => {
    cookie = new Cookie();
    store = new HalvedStore(cookie);
    store.write(STORED);
  });
  afterEach(() => store.wipe());

  it("gives back the whole token where it was written", () => {
    expect(store.read()).to.deep.equal(STORED);
  });

  it("leaves less than half of the token in the cookie, which is worth nothing elsewhere", () => {
    expect(TOKEN.startsWith(cookie.kept!.token.slice(0, -1))).to.equal(true);
    expect(cookie.kept!.token.length).to.be.at.most(22);
    expect(elsewhere(cookie).read()).to.equal(undefined);
  });

  it("lets another origin under the cookie have it while the visitor turns away, and no longer", () => {
    store.open();
    const next = elsewhere(cookie);
    expect(next.read()).to.deep.equal(STORED);
    next.write({ ...STORED, generation: 4 });
    expect(next.read()?.generation).to.equal(4);
    expect(elsewhere(cookie).read(), "once it is there").to.equal(undefined);
    store.open();
    store.shut();
    expect(elsewhere(cookie).read(), "once the visitor is back").to.equal(undefined);
  });

  it("keeps the token whole where the browser forbids local storage", () => {
    const forbidden = new HalvedStore(cookie, () => {
      throw new DOMException("no", "SecurityError");
    });
    forbidden.write(STORED);
    expect(forbidden.read()).to.deep.equal(STORED);
    expect(cookie.kept).to.deep.equal(STORED);
  });

  it("takes no half of another session", () => {
    cookie.write({ session: "s2", token: `${TOKEN.slice(0, 21)}~`, generation: 1 });
    expect(store.read()).to.equal(undefined);
  });
});
