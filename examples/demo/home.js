// The shelf: filter by kind, search by name.
import { products } from "./products.js";
import { addToCart, element, money } from "./shop.js";

const grid = document.querySelector("#grid");
const found = document.querySelector("#found");
const search = document.querySelector("#search");
const buttons = [...document.querySelectorAll(".filters button")];
let kind = "all";

function cardOf(product) {
  const add = element(
    "button",
    { class: "add", type: "button", "aria-label": `Add ${product.name} to the cart` },
    "+",
  );
  add.addEventListener("click", () => addToCart(product.id, product.options?.[0].name ?? "", 1));
  const image = element("img", {
    src: `images/${product.id}.svg`,
    alt: "",
    width: "400",
    height: "400",
    loading: "lazy",
  });
  const link = element("a", { href: `product.html?id=${product.id}` }, product.name);
  const from = product.options ? "from " : "";
  const about = element(
    "div",
    { class: "about" },
    element(
      "div",
      {},
      element("h3", {}, link),
      element("span", { class: "muted" }, from + money(product.price)),
    ),
    add,
  );
  const tag = product.tag ? [element("span", { class: "tag" }, product.tag)] : [];
  return element("li", {}, element("article", { class: "product-card" }, image, ...tag, about));
}

function show() {
  const text = search.value.trim().toLowerCase();
  const shown = products.filter(
    (product) => (kind === "all" || product.kind === kind) && product.name.toLowerCase().includes(text),
  );
  grid.replaceChildren(...shown.map(cardOf));
  found.textContent =
    shown.length === 0
      ? "Nothing by that name. Ask a person?"
      : `${shown.length} of ${products.length} things`;
}

for (const button of buttons) {
  button.addEventListener("click", () => {
    kind = button.dataset.kind;
    for (const each of buttons) each.setAttribute("aria-pressed", String(each === button));
    show();
  });
}
search.addEventListener("input", show);
show();
