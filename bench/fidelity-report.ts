// The report of bench/fidelity.ts: each page beside its two replicas and where they differ.
import { writeFileSync } from "node:fs";

/** Where pictures and report are written to. */
export const FOLDER = ".cache/fidelity";

/** One replica beside its page at one moment. */
export interface Compared {
  readonly id: string;
  readonly phase: "load" | "storm";
  readonly name: "rrweb" | "glance";
  /** Share of the pixels, 0 to 1. */
  readonly differs: number;
  readonly errors: readonly string[];
  readonly visitor: Buffer;
  readonly replica: Buffer;
  readonly difference: Buffer;
}

const STYLE = `body{font:14px sans-serif;margin:24px}table{border-collapse:collapse;margin-bottom:32px}
td,th{padding:4px 8px;vertical-align:top;text-align:left}img{width:300px;border:1px solid #ccc;display:block}`;

/** Writes the pictures, and returns a page of HTML that shows them, the worst of ours first. */
export function reportOf(all: readonly Compared[]): string {
  const ours = all.filter(({ name }) => name === "glance").sort((a, b) => b.differs - a.differs);
  const rows = ours.map((one) => {
    const peer = all.find(({ id, phase, name }) => id === one.id && phase === one.phase && name === "rrweb");
    return `<h2>${one.id}, ${one.phase}</h2><table><tr><th>page<th>ours ${percent(one)}<th>differs<th>rrweb ${percent(peer)}<th>differs</tr>
<tr>${cell(one, "visitor")}${cell(one, "replica")}${cell(one, "difference")}${peer ? cell(peer, "replica") + cell(peer, "difference") : ""}</tr></table>`;
  });
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Fidelity</title><style>${STYLE}</style><h1>Fidelity</h1>${rows.join("\n")}</html>`;
}

function percent(one: Compared | undefined): string {
  return one === undefined ? "" : `${(one.differs * 100).toFixed(3)} %`;
}

function cell(one: Compared, picture: "visitor" | "replica" | "difference"): string {
  const file = `${one.id}.${one.phase}.${one.name}.${picture}.png`;
  writeFileSync(`${FOLDER}/${file}`, one[picture]);
  return `<td><a href="${file}"><img loading="lazy" src="${file}" alt="${picture}"></a></td>`;
}
