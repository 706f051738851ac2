// One product: options change the price, reviews come when they are scrolled to.
import { addToCart, element, money, productOf } from "./shop.js";

const product = productOf(new URLSearchParams(location.search).get("id"));
const quantity = document.querySelector("#quantity");
const chosen = () => product.options?.find(({ name }) => name === form.elements.size.value);
const form = document.querySelector("#buy");

document.title = `${product.name} · Fern & Clay`;
for (const id of ["name", "crumb"]) document.querySelector(`#${id}`).textContent = product.name;
document.querySelector("#text").textContent = product.text;
const picture = document.querySelector("#picture");
picture.src = `images/${product.id}.svg`;
picture.alt = product.name;
const tag = document.querySelector("#tag");
tag.textContent = product.tag ?? "";
tag.hidden = !product.tag;

const options = document.querySelector("#options");
options.hidden = !product.options;
options.querySelector(".sizes").replaceChildren(
  ...(product.options ?? []).map(({ name }, index) => {
    const radio = element("input", { type: "radio", name: "size", value: name });
    radio.defaultChecked = index === 0;
    return element("label", {}, radio, name);
  }),
);

function fact(icon, text) {
  const image = element("img", { src: `images/icon-${icon}.svg`, alt: "", width: "20", height: "20" });
  return element("li", {}, image, text);
}
const facts = [fact("truck", "Sent today if ordered before noon")];
if (product.light) facts.push(fact("sun", `Light: ${product.light.toLowerCase()}`));
if (product.water) facts.push(fact("drop", `Water: ${product.water.toLowerCase()}`));
if (product.pets !== undefined) {
  facts.push(fact("paw", product.pets ? "Safe for cats and dogs" : "Keep away from cats and dogs"));
}
document.querySelector("#facts").replaceChildren(...facts);

function showPrice() {
  const pieces = Math.max(1, Number(quantity.value) || 1);
  document.querySelector("#price").textContent = money((product.price + (chosen()?.extra ?? 0)) * pieces);
}
form.addEventListener("input", showPrice);
for (const button of document.querySelectorAll(".step")) {
  button.addEventListener("click", () => {
    quantity.value = String(Math.min(20, Math.max(1, Number(quantity.value) + Number(button.dataset.step))));
    showPrice();
  });
}
form.addEventListener("submit", (event) => {
  event.preventDefault();
  addToCart(product.id, chosen()?.name ?? "", Number(quantity.value));
});
showPrice();

async function showReviews(box) {
  const response = await fetch("data/reviews.json");
  const reviews = (await response.json()).filter((review) => review.kinds.includes(product.kind));
  box.replaceChildren(
    ...reviews.map(({ who, stars, text }) =>
      element(
        "figure",
        { class: "card review" },
        element("blockquote", {}, text),
        element(
          "figcaption",
          {},
          element(
            "span",
            { class: "stars", role: "img", "aria-label": `${stars} of 5 stars` },
            "★".repeat(stars) + "☆".repeat(5 - stars),
          ),
          ` ${who}`,
        ),
      ),
    ),
  );
  box.setAttribute("aria-busy", "false");
}
const reviews = document.querySelector("#reviews");
const seen = new IntersectionObserver(([entry]) => {
  if (!entry.isIntersecting) return;
  seen.disconnect();
  void showReviews(reviews);
});
seen.observe(reviews);
