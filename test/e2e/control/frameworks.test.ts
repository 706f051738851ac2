// What an agent types and chooses is noticed by the frameworks that pages are made with, and stays when they render again.
import { expect } from "chai";
import { build } from "esbuild";
import { taggedPage } from "../../support/site.ts";
import { surroundings } from "../../support/surroundings.ts";
import { LISTENING, Stage } from "./stage.ts";

/** In the folder `frameworks`, one file each: the same form, whose values the framework keeps in `state`. */
const FRAMEWORKS = ["react", "vue", "angular"] as const;

const STEPS: readonly { readonly what: string; act(stage: Stage): Promise<void>; readonly holds: string }[] =
  [
    {
      what: "typing",
      act: async (stage) => {
        await stage.click("#name");
        await stage.type("Ada");
        await stage.press("Backspace");
      },
      holds: `state.name === "Ad"`,
    },
    {
      what: "typing lines",
      act: async (stage) => {
        await stage.click("#note");
        await stage.type("a");
        await stage.press("Enter");
        await stage.type("b");
      },
      holds: `state.note === "a\\nb"`,
    },
    { what: "ticking", act: (stage) => stage.click("#news"), holds: `state.news === true` },
    {
      what: "choosing",
      act: async (stage) => {
        await stage.click("#size");
        await stage.agent.page.getByRole("dialog").getByRole("listbox").selectOption("M");
        await stage.agent.page.getByRole("button", { name: "Apply" }).click();
      },
      holds: `state.size === "M"`,
    },
    {
      what: "sliding",
      act: async (stage) => {
        const { x, y } = await stage.middleOf("#level", 0.9);
        await stage.agent.page.mouse.click(x, y);
      },
      holds: `Number(state.level) >= 8`,
    },
  ];

const pages: Record<string, string> = {};

/** The page of one framework: its script in the page itself. */
async function pageOf(framework: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [`test/e2e/control/frameworks/${framework}.js`],
    bundle: true,
    write: false,
    minify: true,
    define: {
      "process.env.NODE_ENV": '"production"',
      __VUE_OPTIONS_API__: "true",
      __VUE_PROD_DEVTOOLS__: "false",
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false",
    },
  });
  const script = outputFiles[0]?.text.replaceAll("</script", "<\\/script") ?? "";
  return taggedPage(`<div id="app"></div><script>${script}</script>`, LISTENING);
}

describe("e2e / control / frameworks", () => {
  before(async () => {
    for (const framework of FRAMEWORKS) pages[`/${framework}`] = await pageOf(framework);
  });
  const around = surroundings(pages);

  for (const framework of FRAMEWORKS)
    describe(framework, () => {
      let stage: Stage;
      before(async () => {
        stage = await Stage.open(around.browser, around.relay, `${around.site.url}/${framework}`);
        await stage.takeControl();
      });
      after(() => stage.close());

      for (const { what, act, holds } of STEPS)
        it(`AV-03: ${what} is noticed, and stays`, async () => {
          await act(stage);
          await stage.until(holds);
        });

      it("AV-03: shows in the end what it keeps", async () => {
        const shown = await stage.page.evaluate(() => ({
          name: document.querySelector<HTMLInputElement>("#name")?.value,
          note: document.querySelector<HTMLTextAreaElement>("#note")?.value,
          news: document.querySelector<HTMLInputElement>("#news")?.checked,
          size: document.querySelector<HTMLSelectElement>("#size")?.value,
        }));
        expect(shown).to.deep.equal({ name: "Ad", note: "a\nb", news: true, size: "M" });
      });
    });
});
