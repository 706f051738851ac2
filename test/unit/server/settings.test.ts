import { expect } from "chai";
import { readSettings, SettingsError } from "../../../server/settings.ts";

/** What is masked unless something is said. */
const NOTHING_MORE = {
  mode: "listed",
  selectors: [],
  pages: [],
  boxes: "exact",
  patterns: { cards: true, ibans: true, ssns: true, emails: false },
  maskingSelectors: {},
  roleBasedMasking: {},
};

const PRESENCE = { enabled: true, uniqueIdS: 300, roles: {} };
const SESSION = { keyDigits: 9, sameKey: "forbidden", waitingS: 3_600, idleS: 3_600, agents: 20 };
const CONTROL = {
  remoteControl: true,
  navigation: true,
  drawing: true,
  pointing: true,
  guests: true,
  guestPointing: false,
  regions: "page",
  roles: {},
};

describe("server / settings", () => {
  it("takes masking as JSON, with a default for what it leaves out", () => {
    const given = { mode: "except", selectors: ["nav"], patterns: { emails: true }, pages: ["/account/*"] };
    const { firstStart } = readSettings({ GLANCE_MASK: JSON.stringify(given) });
    const patterns = { ...NOTHING_MORE.patterns, emails: true };
    expect(firstStart.mask).to.deep.equal({ ...NOTHING_MORE, ...given, patterns });
  });

  it("adds selectors to those of the masking", () => {
    const { firstStart } = readSettings({
      GLANCE_MASK: '{"selectors":["a"]}',
      GLANCE_MASK_SELECTORS: '["b"]',
    });
    expect(firstStart.mask.selectors).to.deep.equal(["a", "b"]);
    const except = { GLANCE_MASK: '{"mode":"except"}', GLANCE_MASK_SELECTORS: '["b"]' };
    expect(() => readSettings(except)).to.throw(SettingsError, "GLANCE_MASK_SELECTORS");
  });

  it("has a default for everything", () => {
    expect(readSettings({})).to.deep.equal({
      port: 8080,
      host: "127.0.0.1",
      dataDir: "./data",
      databaseUrl: "sqlite:./data/glance.db",
      transport: "auto",
      proxyHops: 0,
      connectionsPerAddress: 2_000,
      loginSecret: undefined,
      firstStart: {
        username: "admin",
        password: undefined,
        trustedOrigins: [],
        control: CONTROL,
        guests: { ask: true, atOnce: 3 },
        fetchHosts: [],
        mask: NOTHING_MORE,
        session: SESSION,
        presence: PRESENCE,
      },
    });
  });

  it("takes an empty variable for none", () => {
    const empty = { PORT: "", HOST: "", DATABASE_URL: "", CLUSTER_URL: "", GLANCE_MASK_SELECTORS: "" };
    expect(readSettings(empty)).to.deep.equal(readSettings({}));
  });

  it("takes what is given", () => {
    const settings = readSettings({
      PORT: "0",
      HOST: "::1",
      DATA_DIR: "/var/lib/glance",
      RELAY_TRANSPORT: "ws",
      GLANCE_PROXY_HOPS: "2",
      GLANCE_ADMIN_USER: "root",
      GLANCE_ADMIN_PASSWORD: "secret",
      GLANCE_TRUSTED_ORIGINS: " https://a.example/, http://b.example:81 ,",
      GLANCE_FETCH_HOSTS: "CDN.example , *.b.example",
      GLANCE_MASK_SELECTORS: '["#a", ".b > c"]',
      GLANCE_CONTROL: '{"regions":"marked"}',
      GLANCE_SESSION: '{"keyDigits":7}',
      GLANCE_GUESTS: '{"ask":false,"endPage":"https://a.example/bye"}',
      GLANCE_PRESENCE: '{"uniqueIdS":600,"roles":{"Trainee":false}}',
    });
    expect(settings).to.deep.equal({
      port: 0,
      host: "::1",
      dataDir: "/var/lib/glance",
      databaseUrl: "sqlite:/var/lib/glance/glance.db",
      transport: "ws",
      proxyHops: 2,
      connectionsPerAddress: 2_000,
      loginSecret: undefined,
      firstStart: {
        username: "root",
        password: "secret",
        trustedOrigins: ["https://a.example", "http://b.example:81"],
        control: { ...CONTROL, regions: "marked" },
        guests: { ask: false, atOnce: 3, endPage: "https://a.example/bye" },
        fetchHosts: ["cdn.example", "*.b.example"],
        mask: { ...NOTHING_MORE, selectors: ["#a", ".b > c"] },
        session: { ...SESSION, keyDigits: 7 },
        presence: { ...PRESENCE, uniqueIdS: 600, roles: { Trainee: false } },
      },
    });
  });

  for (const [name, value] of [
    ["GLANCE_CONTROL", '{"regions":"all"}'],
    ["GLANCE_CONTROL", '{"enable":true}'],
    ["GLANCE_GUESTS", '{"joinPage":"javascript:alert(1)"}'],
    ["GLANCE_GUESTS", '{"atOnce":-1}'],
    ["GLANCE_PRESENCE", '{"uniqueIdS":29}'],
    ["GLANCE_PRESENCE", '{"roles":{"Trainee":"no"}}'],
    ["GLANCE_SESSION", "{"],
    ["GLANCE_SESSION", '{"keyDigits":5}'],
    ["GLANCE_SESSION", '{"idle":1}'],
    ["PORT", "eighty"],
    ["PORT", "65536"],
    ["PORT", "-1"],
    ["PORT", "1e3"],
    ["DATABASE_URL", "mysql://host/db"],
    ["DATABASE_URL", "postgres://host/db"],
    ["CLUSTER_URL", "redis://host"],
    ["RELAY_TRANSPORT", "quic"],
    ["GLANCE_PROXY_HOPS", "many"],
    ["GLANCE_ADMIN_USER", "u".repeat(129)],
    ["GLANCE_FETCH_HOSTS", "https://cdn.example"],
    ["GLANCE_FETCH_HOSTS", "*.com"],
    ["GLANCE_FETCH_HOSTS", "10.0.0.1"],
    ["GLANCE_TRUSTED_ORIGINS", "crm.example"],
    ["GLANCE_TRUSTED_ORIGINS", "https://crm.example/path"],
    ["GLANCE_TRUSTED_ORIGINS", "https://*.example; script-src *"],
    ["GLANCE_MASK", "nothing"],
    ["GLANCE_MASK", '{"mode":"none"}'],
    ["GLANCE_MASK", '{"pages":["account"]}'],
    ["GLANCE_MASK", '{"boxes":"small"}'],
    ["GLANCE_MASK", '{"roleBasedMasking":{"Trainee":["ssn"]}}'],
    ["GLANCE_MASK", JSON.stringify({ selectors: new Array(201).fill("a") })],
    ["GLANCE_MASK_SELECTORS", "[name=iban]"],
    ["GLANCE_MASK_SELECTORS", '{"a": 1}'],
    ["GLANCE_MASK_SELECTORS", "[1]"],
    ["GLANCE_MASK_SELECTORS", JSON.stringify(["x".repeat(1_025)])],
  ] as const)
    it(`refuses ${name}=${value.slice(0, 40)} in a sentence that names it`, () => {
      expect(() => readSettings({ [name]: value })).to.throw(SettingsError, name);
    });
});
