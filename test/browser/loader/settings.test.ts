import { expect } from "chai";
import type { TagSettings } from "../../../core/visitor/api.ts";
import { findTag } from "../../../loader/script-tag.ts";
import { readSettings } from "../../../loader/settings.ts";
import { addTag, clearPage } from "./page.ts";

const LOADER = "https://cdn.example/r/GlanceCobrowseLoader_6.0.0M.js";

function settingsFor(url: string, attributes: Readonly<Record<string, string>> = {}): TagSettings {
  const element = addTag({ id: "glance-cobrowse", ...attributes });
  return readSettings({ element, url: new URL(url), nonce: "" });
}

const ids = ["glance-cobrowse", "cobrowsescript", "cobrowsejs"] as const;

/** C-02: attribute, its value, the setting and what it is then. */
const attributes: readonly [string, string, keyof TagSettings, unknown][] = [
  ["data-groupid", " 12345 ", "groupid", "12345"],
  ["data-site", "staging", "site", "staging"],
  ["data-site", "elsewhere", "site", "production"],
  ["data-ui", "custom", "customUi", true],
  ["data-termsurl", "/terms", "termsUrl", "/terms"],
  ["data-inputevents", `{"ctrl-13":"startSession"}`, "inputEvents", `{"ctrl-13":"startSession"}`],
  ["data-cookiedomain", "example.com", "cookieDomain", "example.com"],
  ["data-cookietype", "dual", "cookieType", "dual"],
  ["data-cookietype", "crumbs", "cookieType", ""],
  ["data-custver", "7", "customVersion", "7"],
  ["data-scriptserver", "https://own.example/scripts", "scriptBase", "https://own.example/scripts/"],
  ["data-presence", "api", "presence", "api"],
  ["data-presence", "", "presence", "off"],
  ["data-ws", "relay.example", "serviceOrigin", "https://relay.example"],
  ["data-ws", "http://relay.example:8080/x", "serviceOrigin", "http://relay.example:8080"],
  ["data-ws", ":::", "serviceOrigin", "https://cdn.example"],
  ["data-additionalgroupids", "2, 3", "additionalGroupIds", ["2", "3"]],
  ["data-additionalgroupids", "", "additionalGroupIds", []],
  ["data-visitorid", "jane", "visitorId", "jane"],
  ["data-startpaused", "1", "startPaused", true],
  ["data-startpaused", "2", "startPaused", false],
  ["data-video", "small", "video", "small"],
  ["data-collection", "on", "collection", true],
];

/** EMB-06, EMB-27: the loader's address, where its other scripts are, and what its query says. */
const addresses = [
  { url: LOADER, base: "https://cdn.example/r/", groupid: "", site: "production" },
  {
    url: "https://cdn.example/cobrowse/CobrowseJS.ashx?group=7&site=staging",
    base: "https://cdn.example/",
    groupid: "7",
    site: "staging",
  },
  {
    url: "https://x.example/glance/cobrowse/CobrowseJS.ashx?groupid=8",
    base: "https://x.example/glance/",
    groupid: "8",
    site: "production",
  },
] as const;

describe("loader / settings", () => {
  afterEach(clearPage);

  for (const id of ids) {
    it(`EMB-05, C-01: finds the tag by the id ${id}`, () => {
      const tag = addTag({ id });
      expect(findTag().element).to.equal(tag);
    });

    it(`EMB-13, C-01: finds a meta tag by the id ${id}`, () => {
      const tag = addTag({ id }, "meta");
      expect(findTag().element).to.equal(tag);
    });
  }

  it("EMB-13: leaves alone other elements that happen to have our id", () => {
    const other = document.createElement("div");
    other.id = "cobrowsejs";
    other.className = "test-tag";
    document.head.append(other);
    expect(findTag().element).to.equal(undefined);
  });

  for (const [name, value, setting, expected] of attributes) {
    it(`C-02: reads ${name}="${value}" as ${setting} ${JSON.stringify(expected)}`, () => {
      expect(settingsFor(LOADER, { [name]: value })[setting]).to.deep.equal(expected);
    });
  }

  for (const { url, base, groupid, site } of addresses) {
    it(`EMB-06: takes group and site from ${url}, and its other scripts from ${base}`, () => {
      const settings = settingsFor(url);
      expect([settings.scriptBase, settings.groupid, settings.site]).to.deep.equal([base, groupid, site]);
    });
  }

  it("EMB-06: prefers the attribute to the address", () => {
    const url = "https://cdn.example/cobrowse/CobrowseJS.ashx?group=7&site=staging";
    const settings = settingsFor(url, { "data-groupid": "1", "data-site": "production" });
    expect([settings.groupid, settings.site]).to.deep.equal(["1", "production"]);
  });

  it("reads the tag anew each time, since pages change it at run time", () => {
    const element = addTag({ id: "glance-cobrowse" });
    const tag = { element, url: new URL(LOADER), nonce: "" };
    expect(readSettings(tag).startPaused).to.equal(false);
    element.dataset["startpaused"] = "1";
    expect(readSettings(tag).startPaused).to.equal(true);
  });
});
