// A web of made-up hosts for tests of the loader alone: every request of a browser context is answered from here, nothing
// reaches a network. Real https origins, cookies and policies; no certificates.
import { readdirSync, readFileSync } from "node:fs";
import type { BrowserContext, Route } from "playwright-core";

export interface StagedPage {
  readonly html: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Where our scripts are: another origin than every site. */
export const CDN = "https://cdn.example/r/";

const STUB = readFileSync("test/browser/fixtures/parts/GlanceCobrowseVisitor_test.js", "utf8");

/** The built file whose name starts with `name`, with the release tag in it. */
export function builtFile(name: string): string {
  const file = readdirSync("dist").find((known) => known.startsWith(`${name}_`) && known.endsWith("M.js"));
  if (file === undefined) throw new Error(`dist/ has no ${name}: run npm run build`);
  return file;
}

/** The loader and the default UI as built. The visitor part is a stand-in that notes what is asked of it. */
function scriptAt(path: string): string | undefined {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (name === builtFile("GlanceCobrowseVisitor")) return STUB;
  if (name === builtFile("GlanceCobrowseVisitorUI")) return readFileSync(`dist/${name}`, "utf8");
  const isLoader = [builtFile("GlanceCobrowseLoader"), "GlanceCobrowseLoader.js", "CobrowseJS.ashx"].includes(
    name,
  );
  return isLoader ? readFileSync(`dist/${builtFile("GlanceCobrowseLoader")}`, "utf8") : undefined;
}

/** Answers everything that `context` asks for: pages by their whole address, scripts of the CDN, else 404. */
export async function stage(
  context: BrowserContext,
  pages: Readonly<Record<string, StagedPage>>,
): Promise<string[]> {
  const asked: string[] = [];
  await context.route("**", async (route: Route) => {
    const url = new URL(route.request().url());
    const page = pages[url.origin + url.pathname];
    const script = url.hostname === "cdn.example" ? scriptAt(url.pathname) : undefined;
    if (url.hostname === "cdn.example") asked.push(url.pathname);
    if (page !== undefined)
      await route.fulfill({ body: page.html, headers: { "content-type": "text/html", ...page.headers } });
    // As a plain file server may: without an encoding.
    else if (script !== undefined)
      await route.fulfill({ body: script, headers: { "content-type": "text/javascript" } });
    else await route.fulfill({ status: 404, body: "" });
  });
  return asked;
}
