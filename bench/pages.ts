// Pages to measure on: saved real ones beside the repository, and generated ones that need nothing.
import { existsSync, readdirSync } from "node:fs";

/** Saved real pages; their README says where each comes from. */
export const CORPUS = "../shared/corpus/pages";

/** Addresses of the saved pages below the corpus folder. */
export const SAVED: Readonly<Record<string, string>> = {
  "tabler-dashboard": "/tab/index.html",
  "tabler-forms": "/tab/form-elements.html",
  "sbadmin-charts": "/sb/charts.html",
  breitbart: "/r/breitbart/source.html",
  wikia: "/r/wikia/source.html",
  medium: "/r/medium-3/source.html",
  ao3: "/r/archive-of-our-own/source.html",
  wikipedia: "/r/wikipedia-2/source.html",
  "debian-policy": "/pol/policy.html/index.html",
  "node-fs": "/node/api/fs.html",
  "python-stdtypes": "/py/library/stdtypes.html",
};

/** Pages of a folder of one's own, by address: every `.html` file below it, or those whose address has one of `parts` in it. */
export function pagesBelow(
  folder: string,
  parts: readonly string[],
): (readonly [id: string, path: string])[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
    /\.html?$/.test(file),
  );
  const wanted = files.filter((file) => parts.length === 0 || parts.some((part) => file.includes(part)));
  return wanted.sort().map((file) => [file.replaceAll(/[/\\]/g, "_"), `/${file.replaceAll("\\", "/")}`]);
}

/** A list of articles with about `nodes` nodes, styled, the same each time. */
function articles(nodes: number): string {
  const words = ["leaf", "river", "window", "paper", "morning", "stone", "glass", "north", "small", "garden"];
  let html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Articles</title><style>
    body { font: 15px/1.5 sans-serif; margin: 24px; --gap: 8px }
    .article { padding: var(--gap) 16px; border-bottom: 1px solid #ddd } .meta { color: #666; font-size: 12px }
    ${Array.from({ length: 300 }, (_, i) => `.tone-${i} { color: hsl(${i} 60% 30%); margin: 0 var(--gap) }`).join("\n")}
    </style><body data-bench="articles">`;
  // Each article: 5 elements, 4 texts, 1 text between them.
  for (let i = 0; i < nodes / 10; i += 1) {
    const text = `${words[i % 10]} ${words[(i * 3) % 10]} ${words[(i * 7) % 10]} ${i}`;
    html += `<div class="article" id="a${i}"><h3 class="tone-${i % 300}">${text}</h3><p>${text}, and then <b>more</b></p> <span class="meta" title="${text}">${i} minutes</span></div>`;
  }
  return `${html}</body></html>`;
}

/** Pages made here, by address. */
export const GENERATED: Readonly<Record<string, () => string>> = {
  "/__generated/agent.html": () =>
    `<!doctype html><meta charset="utf-8"><title>Agent</title><style>body{margin:0}iframe{border:0;display:block}</style><body>`,
  "/__generated/rows.html": () =>
    `<!doctype html><meta charset="utf-8"><title>Rows</title><style>td{padding:4px}.danger{color:#a00}</style><body><table><tbody id="rows"></tbody></table>`,
  "/__generated/articles-5000.html": () => articles(5_000),
  "/__generated/articles-100000.html": () => articles(100_000),
  "/__generated/articles-250000.html": () => articles(250_000),
};

/** Generated pages worth capturing, by id. */
const MADE: Readonly<Record<string, string>> = {
  "made-5000": "/__generated/articles-5000.html",
  "made-100000": "/__generated/articles-100000.html",
  "made-250000": "/__generated/articles-250000.html",
};

/** Pages by id: those of `wanted`, all when it is empty. Says so when the saved ones are not there. */
export function pagesOf(wanted: readonly string[]): (readonly [id: string, path: string])[] {
  const there = existsSync(CORPUS);
  if (!there) console.log(`bench: no saved pages in ${CORPUS}: measuring on generated pages alone`);
  const pages = Object.entries({ ...(there ? SAVED : {}), ...MADE });
  const unknown = wanted.filter((id) => !pages.some(([known]) => known === id));
  if (unknown.length > 0) {
    throw new Error(`no page ${unknown.join(", ")}; there are ${pages.map(([id]) => id).join(", ")}`);
  }
  return wanted.length === 0 ? pages : pages.filter(([id]) => wanted.includes(id));
}
