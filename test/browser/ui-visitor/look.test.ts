import { expect } from "chai";
import type { TagSettings } from "../../../core/visitor/api.ts";
import { directionOf, wantedLanguage } from "../../../ui-default/shared/language.ts";
import { loadLook, PLAIN_LOOK } from "../../../ui-default/visitor/look.ts";
import { hostSelector, skinSheet } from "../../../ui-default/visitor/skin.ts";
import { ENGLISH, withTexts } from "../../../ui-default/visitor/text.ts";
import de from "../../../ui-default/visitor/texts/de.json";
import esMx from "../../../ui-default/visitor/texts/es-mx.json";
import es from "../../../ui-default/visitor/texts/es.json";
import frCa from "../../../ui-default/visitor/texts/fr-ca.json";
import fr from "../../../ui-default/visitor/texts/fr.json";
import it_ from "../../../ui-default/visitor/texts/it.json";
import ptBr from "../../../ui-default/visitor/texts/pt-br.json";
import { Widget } from "../../../ui-default/visitor/widget.ts";
import { FakeVisitor, shadow } from "./fake-visitor.ts";

const TRANSLATIONS = { de, es, "es-mx": esMx, fr, "fr-ca": frCa, it: it_, "pt-br": ptBr };
const SETTINGS = {
  scriptBase: "https://scripts.example/",
  styleGroup: "7",
  site: "production",
  customVersion: "",
} as TagSettings;

const wordsInBraces = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();

/** Answers requests from `files`, by path; notes what was asked for. */
function serve(files: Readonly<Record<string, string>>): string[] {
  const asked: string[] = [];
  window.fetch = (url) => {
    const { pathname, search } = new URL(url as string);
    asked.push(pathname + search);
    const text = files[pathname];
    return Promise.resolve(new Response(text ?? "", { status: text === undefined ? 404 : 200 }));
  };
  return asked;
}

describe("ui-default / visitor / look", () => {
  const { fetch } = window;
  afterEach(() => {
    window.fetch = fetch;
    document.documentElement.lang = "";
  });

  for (const [language, texts] of Object.entries(TRANSLATIONS)) {
    it(`L10N-01: ${language} has every text, with the same words to fill in`, () => {
      const needed = Object.entries(ENGLISH).filter(([, text]) => text !== "");
      expect(Object.keys(texts).sort()).to.deep.equal(needed.map(([key]) => key).sort());
      for (const [key, text] of needed) {
        const translated = (texts as Record<string, string>)[key] ?? "";
        expect(translated.trim(), key).to.not.equal("");
        expect(wordsInBraces(translated), key).to.deep.equal(wordsInBraces(text));
      }
    });
  }

  for (const [page, browser, language] of [
    ["de", ["en"], "de"],
    ["de-AT", ["en"], "de"],
    ["es", [], "es"],
    ["es-ES", [], "es"],
    ["es-MX", [], "es-mx"],
    ["es-419", [], "es-mx"],
    ["fr_CA", [], "fr-ca"],
    ["fr-BE", [], "fr"],
    ["pt", [], "pt-br"],
    ["", ["it-CH", "de"], "it"],
    ["", [], "en"],
    ["en-GB", [], "en"],
    ["ja", ["de"], undefined],
    ["../../x", ["de"], "de"],
  ] as const) {
    it(`L10N-01: speaks ${language ?? "none of its own"} for a page in "${page}" and a browser in "${browser.join()}"`, () => {
      expect(wantedLanguage(page, browser).builtIn).to.equal(language);
    });
  }

  it("L10N-01: knows which languages are written from right to left", () => {
    expect([directionOf("ar-eg"), directionOf("he"), directionOf("de")]).to.deep.equal(["rtl", "rtl", "ltr"]);
  });

  it("L10N-01: has the release's texts with the group's own in place of some", async () => {
    document.documentElement.lang = "de";
    const asked = serve({
      "/text/VisitorText_de_test.json": JSON.stringify(de),
      "/text/7/VisitorText_7_de_P.json": `{"button":"Hilfe von Fern & Clay","toString":"x","pause":5}`,
    });
    const { texts, language } = await loadLook(SETTINGS);
    expect(asked.sort()).to.deep.equal([
      "/customstyles/CustomSkin_7_P.css",
      "/text/7/VisitorText_7_de_P.json",
      "/text/VisitorText_de_test.json",
    ]);
    expect([texts.button, texts.pause, language]).to.deep.equal(["Hilfe von Fern & Clay", "Anhalten", "de"]);
  });

  it("L10N-01: asks for the staging site's files, past caches", async () => {
    document.documentElement.lang = "en";
    const asked = serve({});
    expect(await loadLook({ ...SETTINGS, site: "staging", customVersion: "3 b" })).to.deep.equal(PLAIN_LOOK);
    expect(asked.sort()).to.deep.equal([
      "/customstyles/CustomSkin_7_S.css?3%20b",
      "/text/7/VisitorText_7_en_S.json?3%20b",
    ]);
  });

  it("L10N-01: speaks a language that only the group has, from right to left if need be", async () => {
    document.documentElement.lang = "ar";
    serve({ "/text/7/VisitorText_7_ar_P.json": `{"button":"مساعدة"}` });
    const { language, direction } = await loadLook(SETTINGS);
    expect([language, direction]).to.deep.equal(["ar", "rtl"]);
  });

  it("L10N-01: is English where a language cannot be had", async () => {
    document.documentElement.lang = "ar";
    window.fetch = () => Promise.reject(new TypeError("offline"));
    expect(await loadLook(SETTINGS)).to.deep.equal(PLAIN_LOOK);
  });

  it("asks for nothing by a group that is no name", async () => {
    const asked = serve({});
    await loadLook({ ...SETTINGS, styleGroup: "../7" });
    expect(asked).to.deep.equal([]);
  });

  for (const [selector, inside] of [
    ["#glance_cobrowse_btn", ":host(#glance_cobrowse_btn)"],
    [
      "div#glance_cobrowse_btn.in_session #glance_stop_btn",
      ":host(#glance_cobrowse_btn.in_session) #glance_stop_btn",
    ],
    ["#glance_cobrowse_btn:hover > .x, #glance_msg", ":host(#glance_cobrowse_btn:hover) > .x, #glance_msg"],
    ["#glance_cobrowse_btn:not(.in_session) b", ":host(#glance_cobrowse_btn:not(.in_session)) b"],
    ["#glance_stop_btn", "#glance_stop_btn"],
  ] as const) {
    it(`C-47: reads ${selector} as ${inside}`, () => {
      expect(hostSelector(selector)).to.equal(inside);
    });
  }

  describe("in a card", () => {
    let widget: Widget;
    const fake = new FakeVisitor();
    afterEach(() => widget.remove());

    /** A card with a group's style sheet. */
    async function start(css: string, texts: object = {}): Promise<void> {
      const skin = skinSheet(css, "https://scripts.example/customstyles/x.css");
      widget = new Widget(fake.cobrowse, () =>
        Promise.resolve({ ...PLAIN_LOOK, skin, texts: withTexts(ENGLISH, texts) }),
      );
      fake.ui?.showButton();
      await widget.restyle();
    }

    const style = (id: string): CSSStyleDeclaration => getComputedStyle(shadow().querySelector(`#${id}`)!);

    it("C-47: the group's style sheet reaches every part by its id, and the whole", async () => {
      await start(`
        #glance_cobrowse_btn { left: 31px; right: auto; }
        #glance_cobrowse_btn #glance_show_btn { background-color: rgb(1, 2, 3); }
        @media all { #glance_cobrowse_btn.not_in_session #glance_start_label { color: rgb(4, 5, 6); } }`);
      expect(style("glance_show_btn").backgroundColor).to.equal("rgb(1, 2, 3)");
      expect(style("glance_start_label").color).to.equal("rgb(4, 5, 6)");
      const host = document.querySelector("#glance_cobrowse_btn")!;
      expect(Math.round(host.getBoundingClientRect().left)).to.equal(31);
    });

    it("keeps what was asked for while the look is on its way", async () => {
      await start("", { button: "Ask us" });
      expect(shadow().querySelector("#glance_start_label")?.textContent).to.equal("Ask us");
    });

    it("UI-06: has additional terms when there are a text and an address", async () => {
      await start("", { additionalTerms: "Data protection", additionalTermsUrl: "/data" });
      fake.ui?.showTerms({ url: "/terms", start: {} });
      const link = shadow().querySelector<HTMLAnchorElement>("#glance_terms_link2")!;
      expect([link.checkVisibility(), link.href]).to.deep.equal([true, `${location.origin}/data`]);
    });

    for (const texts of [{ additionalTerms: "Data protection" }, { additionalTermsUrl: "/data" }]) {
      it(`UI-06: has none with ${Object.keys(texts).join()} alone`, async () => {
        await start("", texts);
        fake.ui?.showTerms({ url: "/terms", start: {} });
        expect(shadow().querySelector("#glance_terms_link2")!.checkVisibility()).to.equal(false);
      });
    }

    it("shows the terms first where only the group has an address for them", async () => {
      await start("", { termsUrl: "/group-terms" });
      fake.calls.length = 0;
      shadow().querySelector<HTMLElement>("#glance_show_btn")!.click();
      expect(fake.calls).to.deep.equal(["showTerms"]);
    });
  });
});
