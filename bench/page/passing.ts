// What comes into a page and goes again, in the forms in which applications do it: frames, and rows of components.

interface Passing {
  /** How many come at a time. */
  readonly each: number;
  /** Has them come, no two the same. Returns what takes them away. */
  come(): () => void;
}

/** Nodes of one row: see {@link row}. */
const ROW_NODES = 20;
const ROWS = 50;
let made = 0;

/** Frames with sheets of their own, of both kinds. */
function frames(): () => void {
  const all = Array.from({ length: 10 }, () => document.createElement("iframe"));
  document.body.append(...all);
  for (const frame of all) {
    const inner = frame.contentDocument!;
    inner.body.innerHTML = `<style>b { color: teal }</style><p>frame <b>${(made += 1)}</b></p><input value="${made}">`;
    const sheet = new (frame.contentWindow as Window & typeof globalThis).CSSStyleSheet();
    sheet.replaceSync(`p { margin: ${made % 50}px }`);
    inner.adoptedStyleSheets = [sheet];
  }
  return () => {
    for (const frame of all) frame.remove();
  };
}

/** A row with a component in it, which has a sheet of each kind, a script's animation, and words that no other has. */
function row(): HTMLElement {
  const element = document.createElement("div");
  const number = (made += 1);
  element.id = `row-${number}`;
  element.innerHTML = `<p title="${number}">row <b>${number}</b> of <i>many</i></p><input value="${number}"><x-cell></x-cell><ul><li>a<li>b</ul>`;
  const root = element.querySelector("x-cell")!.attachShadow({ mode: "open" });
  root.innerHTML = `<style>b { color: teal }</style><p>cell <b>${number}</b></p>`;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`p { padding: ${number % 50}px }`);
  root.adoptedStyleSheets = [sheet];
  return element;
}

function rows(): () => void {
  const list = document.querySelector("#rows")!;
  const all = Array.from({ length: ROWS }, row);
  list.append(...all);
  all[0]!.animate({ opacity: [0, 1] }, 10);
  return () => list.replaceChildren();
}

export const PASSING = {
  iframes: { each: 10, come: frames },
  nodes: { each: ROWS * ROW_NODES, come: rows },
} as const satisfies Record<string, Passing>;
