// The help page: hears from the plant finder in the frame, opens the timer's window.
import { productOf } from "./shop.js";

addEventListener("message", ({ data, origin }) => {
  if (origin !== location.origin || typeof data?.plant !== "string") return;
  document.querySelector("#chosen").textContent = productOf(data.plant).name;
});
document.querySelector("#open-popup").addEventListener("click", () => {
  open("timer.html", "timer", "popup,width=420,height=420");
});
