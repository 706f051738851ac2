// A form whose fields are controlled: what React does not hear of, it takes back with the next rendering.
import { createElement as h, useState } from "react";
import { createRoot } from "react-dom/client";

function Form() {
  const [state, setState] = useState({ name: "", note: "", news: false, size: "S", level: "0", day: "" });
  window.state = state;
  const field = (tag, id, rest) =>
    h(tag, {
      id,
      value: state[id],
      onChange: ({ target }) => setState((before) => ({ ...before, [id]: target.value })),
      ...rest,
    });
  const onTick = ({ target }) => setState((before) => ({ ...before, news: target.checked }));
  const sizes = ["S", "M", "L"].map((size) => h("option", { key: size }, size));
  return h(
    "form",
    null,
    field("input", "name"),
    field("textarea", "note"),
    h("input", { id: "news", type: "checkbox", checked: state.news, onChange: onTick }),
    field("select", "size", { children: sizes }),
    field("input", "level", { type: "range", min: 0, max: 10 }),
    field("input", "day", { type: "date" }),
  );
}

createRoot(document.querySelector("#app")).render(h(Form));
