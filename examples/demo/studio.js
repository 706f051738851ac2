// The pot studio: a style sheet written rule by rule (insertRule), one that is adopted, an animation, a list that grows.
import { element } from "./shop.js";

const form = document.querySelector("#design");
const by = (id) => document.querySelector(`#${id}`);

// Layout of this page: adopted, so it stands in no <style> and no file.
const layout = new CSSStyleSheet();
layout.replaceSync(`
  .studio { display: grid; grid-template-columns: 320px minmax(0, 1fr) 280px; gap: 24px; align-items: stretch; }
  .wheel-stage { position: relative; min-height: 420px; overflow: hidden; border-radius: 24px; background: linear-gradient(#f3ead6, #dcc9a2); }
  .wheel { position: absolute; left: 50%; bottom: 48px; width: 300px; height: 44px; margin-left: -150px; border-radius: 50%; background: radial-gradient(#b98d5e, #8d6439); }
  .pot { position: absolute; left: 50%; bottom: 74px; z-index: 1; transform: translateX(-50%); background-blend-mode: soft-light; box-shadow: inset -26px 0 40px rgb(0 0 0 / 28%), inset 18px 0 30px rgb(255 255 255 / 24%); }
  .turning .pot { animation: turn 3s linear infinite; }
  @keyframes turn { to { background-position: 240px 0, 240px 0; } }
  .kiln { height: 330px; margin: 0; padding: 0; overflow-y: auto; list-style: none; }
  .kiln li { display: flex; gap: 12px; align-items: center; padding: 8px 4px; border-bottom: 1px solid var(--line); }
  .kiln .swatch { width: 26px; height: 26px; flex: none; border-radius: 5px 5px 11px 11px; }
  @media (max-width: 1020px) { .studio { grid-template-columns: minmax(0, 1fr); } }
`);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, layout];

// The pot itself, in the manner of CSS-in-JS libraries: an empty <style> whose rules exist in the object model alone.
const style = document.head.appendChild(element("style"));
const PATTERNS = {
  plain: "none",
  stripes: "repeating-linear-gradient(90deg, rgb(255 255 255 / 40%) 0 14px, transparent 14px 40px)",
  dots: "radial-gradient(circle, rgb(255 255 255 / 55%) 7px, transparent 8px) 0 0 / 40px 40px",
};

function shape() {
  const { glaze, rim, height, belly, pattern } = form.elements;
  by("height-shown").textContent = `${height.value / 10} cm`;
  by("belly-shown").textContent = `${belly.value} %`;
  const sheet = style.sheet;
  while (sheet.cssRules.length > 0) sheet.deleteRule(0);
  const image = PATTERNS[pattern.value];
  sheet.insertRule(
    `.pot { width: 200px; height: ${height.value}px; border-top: 18px solid ${rim.value}; background: ${image === "none" ? "" : `${image},`} ${glaze.value}; }`,
  );
  sheet.insertRule(
    `.pot { border-radius: 10px 10px ${belly.value}% ${belly.value}% / 8px 8px ${Number(belly.value) + 10}% ${Number(belly.value) + 10}%; }`,
    1,
  );
}

form.addEventListener("input", () => {
  shape();
  document.querySelector(".wheel-stage").classList.toggle("turning", form.elements.turn.checked);
});
shape();
document.querySelector(".wheel-stage").classList.add("turning");

// Three hundred pots, and one more every few seconds while the page is seen.
const GLAZES = ["#5d7f92", "#c8643c", "#2f7a4d", "#e6c46a", "#7a6bb0", "#4a4f4c", "#d98f7a"];
const WORDS = ["river", "ember", "moss", "honey", "dusk", "slate", "rose"];
const kiln = by("kiln");
let fired = 0;

function pot() {
  fired += 1;
  const at = (fired * 5) % GLAZES.length;
  const swatch = element("span", { class: "swatch" });
  swatch.style.backgroundColor = GLAZES[at];
  return element("li", {}, swatch, `No. ${fired}, ${WORDS[at]}`);
}
kiln.append(...Array.from({ length: 300 }, pot).reverse());
by("fired").textContent = String(fired);
setInterval(() => {
  if (document.hidden) return;
  kiln.prepend(pot());
  by("fired").textContent = String(fired);
}, 4000);
