// Counts a minute down.
const clock = document.querySelector("#clock");
let left = 60;
let ticking;

function show() {
  clock.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
}
document.querySelector("#start").addEventListener("click", () => {
  clearInterval(ticking);
  left = 60;
  show();
  ticking = setInterval(() => {
    left -= 1;
    show();
    if (left === 0) clearInterval(ticking);
  }, 1000);
});
document.querySelector("#close").addEventListener("click", () => close());
