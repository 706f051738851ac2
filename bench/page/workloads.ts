// In the visitor's page: what a page does while it is recorded. Each workload prepares and then changes, once each time.
import { painted } from "./marks.ts";

/** One change of a page, timed as a whole. */
export interface Workload {
  prepare(): void;
  change(): void | Promise<void>;
}

/** Frames of what goes on for a while. */
const FRAMES = 60;

async function eachFrame(act: (frame: number) => void): Promise<void> {
  for (let frame = 0; frame < FRAMES; frame += 1) {
    act(frame);
    await painted();
  }
}

const WORDS = ["green", "quiet", "round", "paper", "river", "early", "small", "brass", "amber", "north"];

function rowsOf(count: number, from = 0): DocumentFragment {
  const rows = document.createDocumentFragment();
  for (let i = from; i < from + count; i += 1) {
    const row = document.createElement("tr");
    row.setAttribute("data-id", String(i));
    for (const text of [String(i), `${WORDS[i % 10]} ${WORDS[(i * 7) % 10]} ${WORDS[(i * 3) % 9]}`, "x"]) {
      const cell = document.createElement("td");
      cell.className = "col-md-1";
      cell.appendChild(document.createElement("a")).textContent = text;
      row.append(cell);
    }
    rows.append(row);
  }
  return rows;
}

function table(): HTMLTableSectionElement {
  return document.querySelector("#rows")!;
}

function fill(count: number): () => void {
  return () => {
    document.body.innerHTML = `<h1>Rows</h1><table><tbody id="rows"></tbody></table>`;
    table().append(rowsOf(count));
  };
}

function cells(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("#rows a")].slice(0, 10_000);
}

/**
 * React's way to swap the second row with the last but one, by keys: it leaves the row that comes from behind where it
 * is and moves all others before the last row, one insertBefore each.
 */
function keyedSwap(): void {
  const rows = [...table().rows];
  const last = rows.at(-1)!;
  const moved = [...rows.slice(2, -2), rows[1]!];
  for (const row of moved) table().insertBefore(row, last);
}

/** Types as a person does: with the events of input, and an undo step. */
function type(letter: string): void {
  // The only way for a page to do that, and no browser plans to take it away.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  document.execCommand("insertText", false, letter);
}

/** Workloads by name. */
export const WORKLOADS = {
  "create-10000": { prepare: fill(0), change: () => table().append(rowsOf(10_000)) },
  "create-1000": { prepare: fill(0), change: () => table().append(rowsOf(1_000)) },
  "clear-10000": { prepare: fill(10_000), change: () => table().replaceChildren() },
  "replace-1000": { prepare: fill(1_000), change: () => table().replaceChildren(rowsOf(1_000, 5_000)) },
  "text-10000": {
    prepare: fill(4_000),
    change: () => {
      for (const cell of cells()) (cell.firstChild as Text).data += " !";
    },
  },
  "attribute-10000": {
    prepare: fill(4_000),
    change: () => {
      cells().forEach((cell, i) => cell.setAttribute("data-state", String(i)));
    },
  },
  "class-10000": {
    prepare: fill(4_000),
    change: () => {
      for (const cell of cells()) cell.classList.add("danger");
    },
  },
  "swap-keyed": { prepare: fill(1_000), change: keyedSwap },
  animation: {
    prepare: fill(100),
    change: () =>
      eachFrame((frame) => {
        for (const [i, row] of [...table().rows].slice(0, 20).entries()) {
          row.style.transform = `translateX(${(frame * 3 + i) % 90}px)`;
          row.style.opacity = String(0.5 + ((frame + i) % 50) / 100);
        }
      }),
  },
  typing: {
    prepare: () => {
      document.body.innerHTML = `<form><input id="line"><textarea id="lines"></textarea><p id="rich" contenteditable>Dear</p></form>`;
    },
    change: async () => {
      for (const id of ["line", "lines", "rich"]) {
        document.getElementById(id)!.focus();
        for (const letter of "a quick brown fox ") {
          type(letter);
          await painted();
        }
      }
    },
  },
  scrolling: {
    prepare: () => {
      fill(300)();
      scrollTo(0, 0);
    },
    change: () => eachFrame((frame) => scrollTo(0, frame * 40)),
  },
} as const satisfies Record<string, Workload>;

/** Name of a workload. */
export type WorkloadName = keyof typeof WORKLOADS;

/** All of them, as they are measured. */
export const WORKLOAD_NAMES = Object.keys(WORKLOADS) as WorkloadName[];
