// Two questions, one plant; tells the page around the frame.
const FITS = {
  north: ["rubber-fig", "snake-plant", "snake-plant"],
  east: ["pilea", "monstera", "snake-plant"],
  south: ["string-of-pearls", "cactus", "cactus"],
  west: ["monstera", "rubber-fig", "cactus"],
};
const form = document.querySelector("#finder");

form.addEventListener("input", () => {
  const wind = form.elements.wind.value;
  if (!wind) return;
  const plant = FITS[wind][Number(form.elements.forget.value)];
  document.querySelector("#answer").textContent = `We would take: ${plant.replaceAll("-", " ")}.`;
  parent.postMessage({ plant }, location.origin);
});
