// The cart's table, drawn from localStorage and drawn again on each change.
import {
  cartLines,
  cartTotal,
  deliveryPrice,
  element,
  FREE_FROM,
  linePrice,
  money,
  productOf,
  saveCart,
} from "./shop.js";

const by = (id) => document.querySelector(`#${id}`);

function rowOf(line, index) {
  const product = productOf(line.id);
  const select = element("select", { "aria-label": `Quantity of ${product.name}` });
  for (let n = 1; n <= Math.max(10, line.quantity); n += 1) {
    select.append(new Option(String(n), String(n), n === line.quantity, n === line.quantity));
  }
  select.addEventListener("change", () => {
    const lines = cartLines();
    lines[index].quantity = Number(select.value);
    saveCart(lines);
  });
  const remove = element(
    "button",
    { class: "link-button", type: "button", "aria-label": `Remove ${product.name}` },
    "Remove",
  );
  remove.addEventListener("click", () => saveCart(cartLines().filter((_, at) => at !== index)));
  const image = element("img", { src: `images/${product.id}.svg`, alt: "", width: "64", height: "64" });
  const name = element("a", { href: `product.html?id=${product.id}` }, product.name);
  const option = element("span", { class: "muted" }, line.option);
  const thing = element(
    "div",
    { class: "cart-thing" },
    image,
    element("div", {}, name, element("br"), option),
  );
  return element(
    "tr",
    {},
    element("td", {}, thing),
    element("td", {}, select),
    element("td", { class: "number" }, money(linePrice(line))),
    element("td", {}, remove),
  );
}

function show() {
  const lines = cartLines();
  by("full").hidden = lines.length === 0;
  by("empty").hidden = lines.length > 0;
  by("lines").replaceChildren(...lines.map(rowOf));
  const sum = cartTotal();
  const delivery = deliveryPrice("standard");
  by("sum").textContent = money(sum);
  by("delivery").textContent = delivery === 0 ? "free" : money(delivery);
  by("total").textContent = money(sum + delivery);
  by("to-free").value = Math.min(sum, FREE_FROM);
  by("to-free-text").textContent =
    sum >= FREE_FROM ? "Delivery is on us." : `${money(FREE_FROM - sum)} more, and delivery is on us.`;
}

addEventListener("cart", show);
addEventListener("storage", show);
show();
