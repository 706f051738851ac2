// In the visitor's page: changes at random, the same ones for the same seed and page.

/** Numbers from 0 up to 1 that a seed decides: mulberry32, a well-known small generator. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const NOT_SHOWN = "script, style, link, meta, template, noscript, head, title";
/** An element with more nodes below is not moved, copied or removed: a page without content has nothing to compare. */
const MAX_MOVED_NODES = 150;

type Random = () => number;
type Change = (element: HTMLElement, all: readonly HTMLElement[], random: Random) => void;

const pick = <Item>(items: ArrayLike<Item>, random: Random): Item =>
  items[Math.floor(random() * items.length)]!;
const isSmall = (element: Element): boolean => element.querySelectorAll("*").length < MAX_MOVED_NODES;
const isBody = (element: Element): boolean => element === document.body;

const CHANGES: Readonly<Record<string, Change>> = {
  text(element, _, random) {
    const texts = [...element.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE);
    if (texts.length > 0) pick(texts, random).nodeValue = `changed ${Math.floor(random() * 1_000)}`;
    else if (element.childElementCount === 0) element.textContent = "filled";
  },
  attribute(element, _, random) {
    if (random() < 0.5) element.toggleAttribute("hidden");
    else element.setAttribute("title", `title ${Math.floor(random() * 1_000)}`);
  },
  class(element, all, random) {
    element.className = pick(all, random).getAttribute("class") ?? "";
  },
  style(element, _, random) {
    element.style.setProperty("background-color", `hsl(${Math.floor(random() * 360)} 60% 80%)`);
    element.style.setProperty(
      "padding-left",
      `${Math.floor(random() * 30)}px`,
      random() < 0.3 ? "important" : "",
    );
  },
  move(element, all, random) {
    const target = pick(all, random);
    if (isBody(element) || !isSmall(element) || element.contains(target)) return;
    target.insertBefore(element, target.childNodes[Math.floor(random() * target.childNodes.length)] ?? null);
  },
  add(element, all, random) {
    const source = pick(all, random);
    if (!isBody(source) && isSmall(source)) element.append(source.cloneNode(true));
  },
  remove(element) {
    if (!isBody(element) && isSmall(element)) element.remove();
  },
  scroll(element, _, random) {
    if (random() < 0.5) element.scrollTop = random() * element.scrollHeight;
    else scrollTo({ top: random() * 400, behavior: "instant" });
  },
};

/** Makes `count` changes of what is in the window, and so in a picture of it. */
export function disturb(seed: number, count: number): void {
  const random = randomFrom(seed);
  const kinds = Object.keys(CHANGES);
  const all = [...document.body.querySelectorAll<HTMLElement>("*")].filter(
    (element) => element instanceof HTMLElement && !element.matches(NOT_SHOWN) && isInWindow(element),
  );
  for (let i = 0; i < count; i += 1) {
    const there = all.filter(({ isConnected }) => isConnected);
    if (there.length === 0) return;
    CHANGES[pick(kinds, random)]!(pick(there, random), there, random);
  }
}

function isInWindow(element: Element): boolean {
  const { top, bottom, width, height } = element.getBoundingClientRect();
  return width > 0 && height > 0 && bottom > 0 && top < innerHeight;
}
