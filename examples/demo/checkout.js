// The forms: what is shown depends on what is chosen; mistakes are told at the field and in a list on top.
import {
  cartLines,
  cartTotal,
  deliveryPrice,
  element,
  linePrice,
  money,
  productOf,
  saveCart,
} from "./shop.js";

const form = document.querySelector("#checkout");
const by = (id) => document.querySelector(`#${id}`);

function showOrder() {
  const lines = cartLines();
  by("order").replaceChildren(
    ...lines.map((line) => {
      const product = productOf(line.id);
      const image = element("img", { src: `images/${product.id}.svg`, alt: "", width: "48", height: "48" });
      return element(
        "li",
        {},
        image,
        `${line.quantity} × ${product.name}`,
        element("span", { class: "number" }, money(linePrice(line))),
      );
    }),
  );
  if (lines.length === 0) by("order").append(element("li", { class: "muted" }, "Your cart is empty."));
  const standard = deliveryPrice("standard");
  by("standard-cost").textContent = standard === 0 ? "free" : money(standard);
  by("order-total").textContent = money(cartTotal() + deliveryPrice(form.elements.delivery.value));
}

function label(field) {
  return field.labels[0].textContent.trim();
}

function problemOf(field) {
  if (field.validity.valueMissing) {
    return field.type === "checkbox" ? "Tick this to go on." : `Fill in: ${label(field).toLowerCase()}.`;
  }
  if (field.validity.typeMismatch) return "This does not look like an e-mail address.";
  if (field.validity.tooShort) return "At least eight characters.";
  return field.validity.patternMismatch ? "This does not look like a postcode." : "";
}

function errorBox(field) {
  const id = `${field.id}-error`;
  const there = by(id);
  if (there) return there;
  const box = element("span", { id, class: "error" });
  field.closest(".field").append(box);
  return box;
}

/** Shows or clears a field's problem; returns the problem. */
function check(field) {
  const problem = field.disabled || field.closest("[hidden]") ? "" : problemOf(field);
  if (problem || field.hasAttribute("aria-invalid")) {
    const box = errorBox(field);
    box.textContent = problem;
    field.setAttribute("aria-describedby", box.id);
    field.setAttribute("aria-invalid", String(problem !== ""));
  }
  return problem;
}

form.addEventListener("focusout", ({ target }) => {
  if (target.matches("input, textarea") && target.value !== "") check(target);
});
form.addEventListener("input", ({ target }) => {
  if (target.getAttribute("aria-invalid") === "true") check(target);
});
form.addEventListener("change", () => {
  by("gift-card").hidden = !by("gift").checked;
  by("account-fields").hidden = !by("make-account").checked;
  by("password").required = by("make-account").checked;
  showOrder();
});
by("gift-text").addEventListener("input", ({ target }) => {
  by("gift-left").textContent = `${200 - target.value.length} characters left`;
});
by("card-number").addEventListener("input", ({ target }) => {
  const digits = target.value.replace(/\D/g, "").slice(0, 16);
  target.value = digits.replace(/(\d{4})(?=\d)/g, "$1 ");
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const wrong = [...form.elements].filter(
    (field) => field.matches("input, select, textarea") && check(field),
  );
  const problems = by("problems");
  problems.hidden = wrong.length === 0;
  if (wrong.length > 0) {
    const items = wrong.map((field) =>
      element("li", {}, element("a", { href: `#${field.id}` }, label(field))),
    );
    problems.replaceChildren(
      element("strong", {}, "Please look at these again:"),
      element("ul", {}, ...items),
    );
    problems.focus();
    problems.scrollIntoView({ block: "center" });
    return;
  }
  by("order-number").textContent = `FC-${2042 + cartLines().length}`;
  by("thanks").showModal();
});
by("thanks").addEventListener("close", () => {
  saveCart([]);
  location.href = "index.html";
});
showOrder();
