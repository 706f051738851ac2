// A page with a tag, for one test: karma's own page, put back afterwards.
import type { GlanceNamespace } from "../../../loader/api.ts";
import { startLoader } from "../../../loader/start.ts";

/** Where karma serves the stand-ins of our other scripts. */
export const PARTS = "/base/test/browser/fixtures/parts/";

/** Adds a tag that names `attributes` to the page. It has no `src`: the loader is in the test's bundle. */
export function addTag(
  attributes: Readonly<Record<string, string>>,
  name: "script" | "meta" = "script",
): HTMLElement {
  const tag = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) tag.setAttribute(attribute, value);
  tag.classList.add("test-tag");
  document.head.append(tag);
  return tag;
}

/** Runs the loader as its script would. */
export function runLoader(attributes: Readonly<Record<string, string>> = {}): GlanceNamespace {
  addTag({ id: "glance-cobrowse", "data-groupid": "1", "data-scriptserver": PARTS, ...attributes });
  startLoader();
  const glance = window.GLANCE;
  if (glance === undefined) throw new Error("the loader did not run");
  return glance;
}

/** Takes away what a test's loader left. */
export function clearPage(): void {
  delete window.GLANCE;
  for (const left of document.querySelectorAll(".test-tag,.test-start,#glance_cbscript")) left.remove();
  for (const left of document.querySelectorAll("script[src*=GlanceCobrowse],script[src*=GlancePresence]"))
    left.remove();
}

/** Resolves once `condition` holds. */
export async function until(condition: () => boolean, timeoutMs = 3_000): Promise<void> {
  const end = performance.now() + timeoutMs;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`not within ${timeoutMs} ms: ${String(condition)}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** What is written to the console as a warning while `run` runs. */
export function warningsOf(run: () => void): string[] {
  const { warn } = console;
  const warnings: string[] = [];
  console.warn = (text: unknown) => warnings.push(String(text));
  try {
    run();
  } finally {
    console.warn = warn;
  }
  return warnings;
}
