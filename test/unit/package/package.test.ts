// What `npm pack` gives, as whoever installs it has it.
import { expect } from "chai";
import { execFileSync, type ExecFileSyncOptionsWithStringEncoding } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { launchChromium } from "../../support/browser.ts";

const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
const TAG = `${version}M`;
const LANGUAGES = ["en", "de", "es", "es-mx", "fr", "fr-ca", "it", "pt-br"];

/** A page that mirrors itself into a frame by what the package brings. */
const PAGE = `<!doctype html><html lang="en"><title>Mirrored</title><p>Seen twice</p>
  <iframe id="replica" sandbox="allow-same-origin"></iframe>
  <script type="module">
    import { capture } from "/glance-cobrowse/capture";
    import { Replica } from "/glance-cobrowse/replay";
    const replica = new Replica(document.querySelector("#replica"));
    capture(document, { assets: "none", onMessage: (bytes) => replica.apply(bytes) });
  </script>`;

describe("package", function () {
  this.timeout(120_000);
  let folder = "";
  let installed = "";

  const read = (path: string): Buffer => readFileSync(join(installed, path));
  const has = (path: string): boolean => existsSync(join(installed, path));

  before(function () {
    if (!existsSync("dist/integrity.json")) {
      console.log("package: dist/ is not built (npm run build)");
      this.skip();
    }
    folder = mkdtempSync(join(tmpdir(), "glance-package-"));
    const options: ExecFileSyncOptionsWithStringEncoding = {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    };
    const packed = execFileSync(
      "npm",
      ["pack", "--json", "--ignore-scripts", "--pack-destination", folder],
      options,
    );
    const [{ filename }] = JSON.parse(packed) as [{ filename: string }];
    // Unpacked as npm does it, without what the server depends on: the doors below stand alone.
    installed = join(folder, "node_modules/glance-cobrowse");
    mkdirSync(installed, { recursive: true });
    execFileSync("tar", ["-xzf", join(folder, filename), "-C", installed, "--strip-components=1"]);
    writeFileSync(join(folder, "package.json"), `{"type":"module"}`);
  });
  after(() => folder !== "" && rmSync(folder, { recursive: true, force: true }));

  const COBROWSE = ["Loader", "Visitor", "VisitorUI", "Control", "Viewer", "Agent", "Documents"];
  const PRESENCE = ["PresenceVisitor", "PresenceAgent"];
  for (const part of [...COBROWSE.map((name) => `Cobrowse${name}`), ...PRESENCE]) {
    it(`EMB-27: has the part ${part} under its release's name, with its source map`, () => {
      const name = `dist/Glance${part}_${TAG}.js`;
      expect(read(name).toString()).to.include(`//# sourceMappingURL=Glance${part}_${TAG}.js.map`);
      const { sources } = JSON.parse(read(`${name}.map`).toString()) as { sources: string[] };
      expect(sources).to.not.deep.equal([]);
    });
  }

  for (const language of LANGUAGES) {
    it(`EMB-27: has the texts in ${language}`, () => {
      const texts = JSON.parse(read(`dist/text/VisitorText_${language}_${TAG}.json`).toString()) as object;
      expect(texts).to.have.property("button").that.is.a("string").and.is.not.empty;
    });
  }

  const documents = [
    "documents.css",
    "pdf.mjs",
    "pdf.worker.mjs",
    "sheets.mjs",
    "codepages.mjs",
    "wasm/qcms_bg.wasm",
  ];
  for (const path of [
    "dist/README.md",
    "dist/viewer/viewer.html",
    "dist/server.mjs",
    "dist/loader.d.ts",
    ...documents.map((name) => `dist/documents/${TAG}/${name}`),
  ]) {
    it(`has ${path}`, () => {
      expect(has(path)).to.equal(true);
    });
  }

  it("brings nothing of the project besides dist/ and what npm always packs", () => {
    expect(
      readdirSync(installed)
        .filter((name) => name !== "dist")
        .sort(),
    ).to.deep.equal(["README.md", "package.json"]);
  });

  it("has a list of hashes that fits every script and text, and no other", () => {
    const list = JSON.parse(read("dist/integrity.json").toString()) as Record<string, string>;
    const served = readdirSync(join(installed, "dist"), { recursive: true, encoding: "utf8" })
      .filter((name) =>
        /^(Glance(?:Cobrowse|Presence)[^/]*\.js|text\/[^/]*\.json|documents\/[^/]*\/[^/]*\.(mjs|css))$/.test(
          name,
        ),
      )
      .sort();
    expect(Object.keys(list).sort()).to.deep.equal(served);
    for (const [name, integrity] of Object.entries(list)) {
      const hash = createHash("sha384")
        .update(read(`dist/${name}`))
        .digest("base64");
      expect(integrity, name).to.equal(`sha384-${hash}`);
    }
  });

  it("is imported by both its doors, without anything else installed, and mirrors a page by them", async () => {
    const doors = ["glance-cobrowse/capture", "glance-cobrowse/replay"];
    const resolved = execFileSync(
      process.execPath,
      [
        "--input-type=module",
        "--eval",
        `for (const door of ${JSON.stringify(doors)}) console.log(import.meta.resolve(door))`,
      ],
      { cwd: folder, encoding: "utf8" },
    );
    const scripts = resolved
      .trim()
      .split("\n")
      .map((url) => fileURLToPath(url));
    const browser = await launchChromium();
    try {
      const page = await browser.newPage();
      await page.route("http://site.example/**", (route) => {
        const script = scripts[doors.findIndex((door) => route.request().url().endsWith(door))];
        if (script === undefined) return route.fulfill({ contentType: "text/html", body: PAGE });
        return route.fulfill({ contentType: "text/javascript", body: readFileSync(script, "utf8") });
      });
      await page.goto("http://site.example/");
      await page.frameLocator("#replica").getByText("Seen twice").waitFor();
    } finally {
      await browser.close();
    }
  });

  it("has types for TypeScript users: right uses compile, wrong ones do not", () => {
    writeFileSync(
      join(folder, "use.ts"),
      `import type { VisitorUiPort } from "glance-cobrowse/types";
       import { capture } from "glance-cobrowse/capture";
       import { Replica } from "glance-cobrowse/replay";
       declare const frame: HTMLIFrameElement;
       const replica = new Replica(frame);
       capture(document, { onMessage: (bytes) => void replica.apply(bytes) });
       const visitor = window.GLANCE?.Cobrowse.Visitor;
       visitor?.addEventListener("agents", ({ agentlist }) => agentlist.map(({ name }) => name.length));
       export const port: VisitorUiPort = {
         showButton() {},
         toggleButton() {},
         showTerms: ({ start }) => visitor?.startSession(start),
         confirm: ({ text }) => Promise.resolve(text !== ""),
       };
       window.GLANCE?.Cobrowse.Agent?.init(frame);
       window.GLANCE?.Cobrowse.Agent?.addEventListener("navigate", ({ url, pagemasked }) => [url.length, !pagemasked]);
       void window.GLANCE?.Agent?.joinSession("1", { frame, wait: false }).then((viewer) => viewer.close());
       // @ts-expect-error a session message is an object
       window.GLANCE?.Cobrowse.Agent?.sendSessionMessage("note", "text");
       // @ts-expect-error there is no such event
       visitor?.addEventListener("agent", () => undefined);
       // @ts-expect-error a port shows terms
       export const half: VisitorUiPort = { showButton() {}, toggleButton() {} };`,
    );
    const compiler = resolve("node_modules/typescript/bin/tsc");
    const compilerOptions = { noEmit: true, strict: true, module: "nodenext", target: "es2022", types: [] };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["use.ts"] }));
    const compile = (): string => {
      try {
        return execFileSync(process.execPath, [compiler, "-p", folder], { cwd: folder, encoding: "utf8" });
      } catch (error) {
        return String((error as { stdout?: unknown }).stdout);
      }
    };
    expect(compile()).to.equal("");
  });
});
