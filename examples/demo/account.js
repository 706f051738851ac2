// The account page: sorts the orders, keeps the preferences; the club's card is a component of its own.
import "./loyalty-card.js";
import { toast } from "./shop.js";

const orders = document.querySelector("#orders");
let sorted = -1;
for (const button of document.querySelectorAll(".sort")) {
  const column = Number(button.dataset.column);
  button.addEventListener("click", () => {
    const text = (row) => row.cells[column].textContent.replace("€", "").padStart(12);
    const rows = [...orders.rows].sort((a, b) => text(a).localeCompare(text(b)));
    if (sorted === column) rows.reverse();
    sorted = sorted === column ? -1 : column;
    orders.append(...rows);
  });
}

const preferences = document.querySelector("#preferences");
preferences.addEventListener("input", () => {
  document.querySelector("#often-shown").textContent = preferences.elements.often.value;
});
preferences.addEventListener("change", () => toast("Kept."));

document.querySelector("#change-password").addEventListener("submit", (event) => {
  event.preventDefault();
  event.target.reset();
  toast("Your password is as made up as this shop.");
});
