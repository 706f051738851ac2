// <loyalty-card leaves="7" goal="10">Name</loyalty-card>: an open shadow root with a slot and an adopted style sheet.
const sheet = new CSSStyleSheet();
sheet.replaceSync(`
  :host { display: block; }
  .card { padding: 18px 20px; border-radius: 14px; background: linear-gradient(120deg, #1f5a41, #3f8a62); color: #fff; }
  .row { display: flex; flex-wrap: wrap; gap: 8px; margin: 14px 0; padding: 0; list-style: none; }
  .leaf { width: 26px; height: 26px; border: 2px dashed rgb(255 255 255 / 60%); border-radius: 0 100% 0 100%; }
  .leaf.full { border: 0; background: #cdebaf; }
  .leaf.fresh { animation: grow .5s; }
  @keyframes grow { from { transform: scale(0) rotate(-90deg); } }
  ::slotted(*) { font-weight: 700; }
  button { min-height: 40px; padding: 6px 16px; border: 0; border-radius: 99px; background: #fff; color: #17452f; font: inherit; font-weight: 600; cursor: pointer; }
  button:disabled { background: #ffffffa8; cursor: default; }
  button:focus-visible { outline: 3px solid #f0b45b; outline-offset: 2px; }
  @media (prefers-reduced-motion: reduce) { .leaf.fresh { animation: none; } }
`);

class LoyaltyCard extends HTMLElement {
  static observedAttributes = ["leaves", "goal"];
  #root = this.attachShadow({ mode: "open" });
  #shown = Infinity;

  connectedCallback() {
    this.#root.adoptedStyleSheets = [sheet];
    this.#root.innerHTML = `<div class="card"><div>Member: <slot>you</slot></div><ul class="row"></ul>
      <p class="text" role="status"></p><button type="button">Collect a leaf</button></div>`;
    this.#root.querySelector("button").addEventListener("click", () => {
      this.setAttribute("leaves", String(Number(this.getAttribute("leaves")) + 1));
    });
    this.#show();
  }

  attributeChangedCallback() {
    if (this.#root.firstChild) this.#show();
  }

  #show() {
    const leaves = Number(this.getAttribute("leaves"));
    const goal = Number(this.getAttribute("goal"));
    const row = this.#root.querySelector(".row");
    row.replaceChildren();
    for (let i = 0; i < goal; i += 1) {
      const leaf = document.createElement("li");
      leaf.className = i < leaves ? "leaf full" : "leaf";
      leaf.classList.toggle("fresh", i >= this.#shown && i < leaves);
      row.append(leaf);
    }
    this.#shown = leaves;
    const left = goal - leaves;
    this.#root.querySelector(".text").textContent =
      left > 0
        ? `${leaves} of ${goal} leaves: ${left} more for a free pot.`
        : "A pot of your choice is on us.";
    this.#root.querySelector("button").disabled = left <= 0;
  }
}
customElements.define("loyalty-card", LoyaltyCard);
