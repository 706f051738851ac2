// In the visitor's page: small applications as frameworks drive them, for the busy page. Each builds itself once and then works a
// round: steps of a script's work with a forced layout behind each, as the browsers' own benchmark has it.

/** One application. */
export interface App {
  /** Builds it into the body. */
  open(): void;
  /** The steps of one round; the page is afterwards as it was before. */
  steps(): readonly (() => void)[];
}

const THINGS = 100;
const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

function find(selector: string): Element {
  return document.querySelector(selector)!;
}

/** A to-do list that is built of markup, listens at the list, and counts what is left after each event. */
const todoMarkup: App = {
  open: () =>
    void (document.body.innerHTML = `<section><input id="new"><ul id="todos"></ul><footer id="left"></footer></section>`),
  steps() {
    const list = find("#todos");
    const count = (): void =>
      void (find("#left").textContent = `${list.querySelectorAll(":not(.completed)").length} left`);
    const add = (i: number) => (): void => {
      list.insertAdjacentHTML(
        "beforeend",
        `<li><div class="view"><input class="toggle" type="checkbox"><label>Something to do ${i}</label><button class="destroy"></button></div><input class="edit" value="Something to do ${i}"></li>`,
      );
      count();
    };
    const tick = (i: number) => (): void => {
      list.children[i]!.querySelector<HTMLInputElement>(".toggle")!.click();
      list.children[i]!.classList.add("completed");
      count();
    };
    const drop = (): void => {
      list.lastElementChild!.remove();
      count();
    };
    return [...numbers(THINGS).map(add), ...numbers(THINGS).map(tick), ...numbers(THINGS).map(() => drop)];
  },
};

/** What a keyed list of a framework does: compares what should be with what is, and touches only what differs. */
interface Item {
  readonly key: number;
  readonly text: string;
  readonly done: boolean;
}

function patch(list: Element, before: readonly Item[], after: readonly Item[]): void {
  const kept = new Map(before.map((item, index) => [item.key, [item, list.children[index]!] as const]));
  let place = list.firstElementChild;
  for (const item of after) {
    const [old, element] = kept.get(item.key) ?? [undefined, row()];
    kept.delete(item.key);
    if (old?.text !== item.text) element.querySelector("label")!.firstChild!.nodeValue = item.text;
    if ((old?.done ?? false) !== item.done) element.className = item.done ? "completed" : "";
    if (element === place) place = place.nextElementSibling;
    else list.insertBefore(element, place);
  }
  for (const [, element] of kept.values()) element.remove();
}

function row(): Element {
  const made = document.createElement("li");
  const view = made.appendChild(document.createElement("div"));
  view.className = "view";
  view.appendChild(document.createElement("input")).type = "checkbox";
  view.appendChild(document.createElement("label")).appendChild(document.createTextNode(""));
  view.appendChild(document.createElement("button")).className = "destroy";
  return made;
}

/** A to-do list that a keyed comparison keeps: things are added in front, ticked off, sorted and deleted. */
const todoKeyed: App = {
  open: () => void (document.body.innerHTML = `<main><ul id="todos"></ul><p id="left"></p></main>`),
  steps() {
    const list = find("#todos");
    let items: readonly Item[] = [];
    const become = (next: readonly Item[]): void => {
      patch(list, items, next);
      items = next;
      find("#left").textContent = `${items.filter(({ done }) => !done).length} left`;
    };
    return [
      ...numbers(THINGS).map(
        (key) => () => become([{ key, text: `Something to do ${key}`, done: false }, ...items]),
      ),
      ...numbers(THINGS).map(
        (key) => () => become(items.map((item) => (item.key === key ? { ...item, done: true } : item))),
      ),
      ...numbers(20).map(() => () => become([...items].reverse())),
      ...numbers(THINGS).map((key) => () => become(items.filter((item) => item.key !== key))),
    ];
  },
};

/** Cards with shadow roots and slots, whose attributes change. */
const components: App = {
  open() {
    document.body.innerHTML = `<main id="cards"></main>`;
    if (customElements.get("bench-card") !== undefined) return;
    customElements.define(
      "bench-card",
      class extends HTMLElement {
        static observedAttributes = ["state"];
        constructor() {
          super();
          this.attachShadow({ mode: "open" }).innerHTML =
            `<style>:host{display:block;padding:4px}b{color:#246}</style><b></b><p><slot></slot></p><i>0</i>`;
        }
        attributeChangedCallback(_: string, __: string | null, state: string): void {
          this.shadowRoot!.querySelector("b")!.textContent = state;
          this.shadowRoot!.querySelector("i")!.textContent = String(state.length);
        }
      },
    );
  },
  steps() {
    const cards = find("#cards");
    const add = (i: number) => (): void => {
      const card = document.createElement("bench-card");
      card.textContent = `card ${i}`;
      cards.append(card);
    };
    const set = (i: number) => (): void => cards.children[i]!.setAttribute("state", `state ${i}`);
    return [
      ...numbers(THINGS).map(add),
      ...numbers(THINGS).map(set),
      ...numbers(THINGS).map(() => () => cards.firstElementChild!.remove()),
    ];
  },
};

const SVG = "http://www.w3.org/2000/svg";

/** A chart of 400 bars and a line, drawn anew with other numbers. */
const chart: App = {
  open: () =>
    void (document.body.innerHTML = `<svg id="chart" width="800" height="400"><g id="bars"></g><path id="line" fill="none" stroke="#246"/></svg>`),
  steps() {
    const bars = find("#bars");
    const draw = (seed: number) => (): void => {
      let line = "";
      for (const i of numbers(400)) {
        const bar = bars.children[i] ?? bars.appendChild(document.createElementNS(SVG, "rect"));
        const height = (i * 7 + seed * 31) % 300;
        bar.setAttribute("x", String(i * 2));
        bar.setAttribute("y", String(400 - height));
        bar.setAttribute("height", String(height));
        bar.setAttribute("width", "1");
        line += `${i === 0 ? "M" : "L"}${i * 2} ${400 - height}`;
      }
      find("#line").setAttribute("d", line);
    };
    return [...numbers(20).map(draw), () => bars.replaceChildren()];
  },
};

/** A news site that goes from one page to the next: everything below the head is replaced by markup. */
const news: App = {
  open: () =>
    void (document.body.innerHTML = `<header><nav><a href="#">World</a> <a href="#">Sport</a></nav></header><main id="page"></main>`),
  steps() {
    const page = (seed: number): string =>
      numbers(60)
        .map(
          (i) =>
            `<article class="tone-${(i + seed) % 9}"><h2><a href="#${i}">Story ${i} of ${seed}</a></h2><p>What happened in place ${(i * seed) % 17}, <em>told</em> in words.</p><ul><li>more</li><li>less</li></ul></article>`,
        )
        .join("");
    return numbers(10).flatMap((seed) => [
      () => void (find("#page").innerHTML = page(seed)),
      () =>
        document
          .querySelectorAll("article")
          .forEach((article, i) => article.classList.toggle("open", i % 3 === 0)),
      () => find("header").classList.toggle("menu"),
    ]);
  },
};

/** Applications by name. */
export const APPS = {
  "todo-markup": todoMarkup,
  "todo-keyed": todoKeyed,
  components,
  chart,
  news,
} as const satisfies Record<string, App>;

/** Name of an application. */
export type AppName = keyof typeof APPS;

/** All of them, as they are measured. */
export const APP_NAMES = Object.keys(APPS) as AppName[];

/** Steps between two pauses: about as many as a person's action makes. */
const STEPS_A_TASK = 10;

/**
 * Works one round of an application. Returns the milliseconds from the first step to the end of the last task's layout: the
 * script's work, and what observers and listeners add to it and to the tasks in between.
 */
export async function playRound(name: AppName): Promise<number> {
  const app = APPS[name];
  app.open();
  await pause();
  const steps = app.steps();
  const start = performance.now();
  for (let i = 0; i < steps.length; i += STEPS_A_TASK) {
    for (const step of steps.slice(i, i + STEPS_A_TASK)) step();
    document.body.getBoundingClientRect();
    await pause();
  }
  return performance.now() - start;
}

/** Lets other tasks run, without the delay that nested timers have. */
function pause(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => resolve();
    port2.postMessage(0);
  });
}
