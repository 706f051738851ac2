// What every page shares: header and footer as elements, the cart (kept in localStorage), prices, the toast.
import { startPresence } from "./presence.js";
import { products } from "./products.js";

const PAGES = [
  ["index.html", "Shop"],
  ["studio.html", "Pot studio"],
  ["help.html", "Plant care"],
  ["account.html", "Account"],
];
const CART = "fern-and-clay-cart";

/** Prices are kept in cents. */
export function money(cents) {
  return (cents / 100).toLocaleString("en-IE", { style: "currency", currency: "EUR" });
}

/** Returns the product with this id, the first one when there is none. */
export function productOf(id) {
  return products.find((product) => product.id === id) ?? products[0];
}

/** Lines of the cart: `{ id, option, quantity }`. */
export function cartLines() {
  try {
    return JSON.parse(localStorage.getItem(CART) ?? "[]");
  } catch {
    return [];
  }
}

/** Keeps the lines and tells the page. */
export function saveCart(lines) {
  localStorage.setItem(CART, JSON.stringify(lines));
  dispatchEvent(new Event("cart"));
}

/** Adds to the cart, to the line that is there for the same thing if any. */
export function addToCart(id, option, quantity) {
  const lines = cartLines();
  const line = lines.find((each) => each.id === id && each.option === option);
  if (line) line.quantity += quantity;
  else lines.push({ id, option, quantity });
  saveCart(lines);
  toast(`${productOf(id).name} is in your cart.`);
}

/** Price of one line, with what its option adds. */
export function linePrice(line) {
  const product = productOf(line.id);
  const extra = product.options?.find((option) => option.name === line.option)?.extra ?? 0;
  return (product.price + extra) * line.quantity;
}

/** Sum of the cart without delivery. */
export function cartTotal() {
  return cartLines().reduce((sum, line) => sum + linePrice(line), 0);
}

/** Sum from which standard delivery is free. */
export const FREE_FROM = 6000;

/** Price of a way of delivery: standard, express, fetch. */
export function deliveryPrice(way) {
  if (way === "standard") return cartTotal() >= FREE_FROM ? 0 : 490;
  return way === "express" ? 990 : 0;
}

/** Makes an element with attributes and children; text is text, never HTML. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

let toastTimer;

/** Says something briefly, to screen readers too. */
export function toast(text) {
  let box = document.querySelector(".toast");
  if (!box) {
    box = element("div", { class: "toast", role: "status" });
    document.body.append(box);
  }
  box.textContent = text;
  box.classList.add("shown");
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => box.classList.remove("shown"), 3000);
}

class ShopHeader extends HTMLElement {
  connectedCallback() {
    const here = location.pathname.split("/").pop() || "index.html";
    const items = PAGES.map(([href, name]) => {
      const link = element("a", { href }, name);
      if (href === here) link.setAttribute("aria-current", "page");
      return element("li", {}, link);
    });
    this.count = element("span", { class: "count" });
    this.replaceChildren(
      element("a", { class: "skip", href: "#main" }, "Skip to content"),
      element(
        "header",
        { class: "site-bar" },
        element(
          "a",
          { class: "brand", href: "index.html" },
          element("img", { src: "images/logo.svg", alt: "", width: "34", height: "34" }),
          "Fern & Clay",
        ),
        element("nav", { "aria-label": "Main" }, element("ul", {}, ...items)),
        element(
          "div",
          { class: "tools" },
          element("a", { class: "cart-link", href: "cart.html" }, "Cart ", this.count),
          element(
            "button",
            { class: "button warm small", type: "button", glance_button: "startSession" },
            "Get help from a person",
          ),
        ),
      ),
    );
    this.show();
    addEventListener("cart", () => this.show());
    addEventListener("storage", () => this.show());
  }

  show() {
    const things = cartLines().reduce((sum, line) => sum + line.quantity, 0);
    this.count.textContent = String(things);
    this.count.setAttribute("aria-label", `${things} ${things === 1 ? "thing" : "things"}`);
  }
}
customElements.define("shop-header", ShopHeader);

class ShopFooter extends HTMLElement {
  connectedCallback() {
    this.replaceChildren(
      element(
        "footer",
        { class: "site-foot" },
        element("p", {}, "Fern & Clay is a made-up shop. Nothing is sold or sent."),
        element("span", {}, "Help is one key away too: Ctrl + Enter"),
        element("a", { href: "help.html#files" }, "Price list and guides"),
      ),
    );
  }
}
customElements.define("shop-footer", ShopFooter);

startPresence(() => ({
  "items in the cart": cartLines().reduce((sum, { quantity }) => sum + quantity, 0),
}));
