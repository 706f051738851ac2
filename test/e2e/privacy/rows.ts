// The cases of the privacy checklist that a page brings about: what it holds from the start, and what it does later. Each canary in a row
// must not leave the browser; with the mask taken off, each must.

/** One case. `canary-…` are its secrets. */
export interface Row {
  /** Number in the checklist, and a letter when there are several. */
  readonly id: string;
  readonly what: string;
  /** HTML with a mask. */
  readonly body: string;
  /** What the page does later; `q(selector)` finds an element of the row, `row` is the row's section. */
  readonly act?: string;
  /** The same without a mask, where taking the marks off is not enough for the canary to be told. */
  readonly bare?: string;
  readonly bareAct?: string;
}

const CARD = "4111 1111 1111 1111";

export const ROWS: readonly Row[] = [
  {
    id: "P1",
    what: "the value attribute when the visitor clears the field",
    body: `<input class="glance_masked" value="canary-P1a">`,
    act: `q("input").value = ""; q("input").setAttribute("data-x", "canary-P1b")`,
  },
  {
    id: "P2",
    what: "changes of the value attribute",
    body: `<input class="glance_masked">`,
    act: `q("input").setAttribute("value", "canary-P2")`,
  },
  {
    id: "P3",
    what: "placeholders",
    body: `<input class="glance_masked" placeholder="canary-P3a">`,
    act: `q("input").placeholder = "canary-P3b"`,
  },
  {
    id: "P4",
    what: "titles",
    body: `<p class="glance_masked" title="canary-P4a">x<b title="canary-P4b">y</b></p>`,
    act: `q("b").title = "canary-P4c"`,
  },
  {
    id: "P5",
    what: "ARIA texts",
    body: `<p class="glance_masked" aria-label="canary-P5a" aria-description="canary-P5b" aria-valuetext="canary-P5c" aria-placeholder="canary-P5d" aria-roledescription="canary-P5e">x</p>`,
  },
  {
    id: "P6",
    what: "alternative texts and labels",
    body: `<div class="glance_masked"><img alt="canary-P6a"><table summary="canary-P6c"></table></div>`,
  },
  { id: "P7", what: "data attributes", body: `<p class="glance_masked" data-user="canary-P7">x</p>` },
  {
    id: "P8",
    what: "names, ids, classes and references",
    body: `<div class="glance_masked canary-P8a" id="canary-P8b"><label for="canary-P8c">x</label><input name="canary-P8d"></div>`,
    act: `q("div").classList.add("canary-P8e")`,
  },
  {
    id: "P9",
    what: "addresses with tokens",
    body: `<div class="glance_masked"><a href="/x?t=canary-P9a" ping="/canary-P9e">x</a><svg><a xlink:href="/canary-P9c"><text>x</text></a></svg><blockquote cite="/canary-P9d">x</blockquote></div>`,
    bare: `<div><a href="/x?t=canary-P9a" title="canary-P9e">x</a><svg><a xlink:href="/canary-P9c"><text>x</text></a></svg><blockquote cite="/canary-P9d">x</blockquote></div>`,
  },
  {
    id: "P10",
    what: "style attributes",
    body: `<div class="glance_masked" style="--user: 'canary-P10a'; width: 40px">x</div>`,
    act: `q("div").style.setProperty("--more", "'canary-P10b'")`,
  },
  {
    id: "P11",
    what: "srcdoc",
    body: `<iframe class="glance_masked" srcdoc="<p>canary-P11</p>"></iframe>`,
  },
  {
    id: "P12",
    what: "hidden inputs",
    body: `<input type="hidden" value="canary-P12a">`,
    act: `q("input").value = "canary-P12b"`,
  },
  {
    id: "P13",
    what: "texts of buttons and values of choices",
    body: `<div class="glance_masked"><input type="submit" value="canary-P13a"><input type="radio" value="canary-P13b"></div>`,
  },
  {
    id: "P14",
    what: "names of files",
    body: `<input type="file" title="canary-P14a">`,
    act: `const files = new DataTransfer(); files.items.add(new File(["x"], "canary-P14b")); q("input").files = files.files; q("input").dispatchEvent(new Event("change", { bubbles: true }))`,
    bare: `<p title="canary-P14a">x</p>`,
    bareAct: `q("p").textContent = "canary-P14b"`,
  },
  {
    id: "P15",
    what: "suggestions",
    body: `<div class="glance_masked"><input list="list15"><datalist id="list15"><option value="canary-P15a">canary-P15b</option></datalist></div>`,
  },
  {
    id: "P16",
    what: "options",
    body: `<select class="glance_masked"><option label="canary-P16c">x</option><option value="canary-P16a">canary-P16b</option></select>`,
    act: `q("select").selectedIndex = 1; q("select").add(new Option("canary-P16d"))`,
  },
  {
    id: "P18",
    what: "numbers in attributes",
    body: `<div class="glance_masked"><meter min="0" max="canary-P18a" value="1"></meter><input pattern="canary-P18b" step="canary-P18c"></div>`,
  },
  {
    id: "P19",
    what: "attributes of components",
    body: `<x-field class="glance_masked" model-value="canary-P19a" ng-reflect-value="canary-P19b" props='{"a":"canary-P19c"}'></x-field>`,
  },
  {
    id: "P20",
    what: "scripts, handlers and comments, masked or not",
    body: `<!-- canary-P20a --><p onclick="'canary-P20b'">x</p><script type="application/json">"canary-P20c"</script><noscript>canary-P20d</noscript>`,
    bare: `<p>canary-P20a canary-P20b canary-P20c canary-P20d</p>`,
  },
  {
    id: "P21",
    what: "a text that is moved from one masked element into another",
    body: `<p class="glance_masked">canary-P21</p><i class="glance_masked"></i>`,
    act: `q("i").append(q("p").firstChild)`,
  },
  {
    id: "P22",
    what: "what is masked as it comes",
    body: `<p>x</p>`,
    act: `q("p").className = "glance_masked"; q("p").textContent = "canary-P22"`,
    bareAct: `q("p").textContent = "canary-P22"`,
  },
  {
    id: "P23",
    what: "a node whose ancestor is masked in the same turn",
    body: `<div></div>`,
    act: `q("div").innerHTML = "<p>canary-P23</p>"; q("div").className = "glance_masked"`,
    bareAct: `q("div").innerHTML = "<p>canary-P23</p>"`,
  },
  {
    id: "P24",
    what: "old values of what is changed",
    body: `<p class="glance_masked" title="canary-P24a">canary-P24b</p>`,
    act: `q("p").title = "new"; q("p").firstChild.data = "new"`,
  },
  {
    id: "P25",
    what: "a text far inside",
    body: `<div class="glance_masked"><p><b>x</b></p></div>`,
    act: `q("b").firstChild.data = "canary-P25"`,
  },
  {
    id: "P26",
    what: "children that are added",
    body: `<div class="glance_masked"></div>`,
    act: `q("div").append("canary-P26")`,
  },
  {
    id: "P27",
    what: "an added root that is listed itself",
    body: `<div></div>`,
    act: `q("div").innerHTML = '<p class="listed">canary-P27</p>'`,
  },
  {
    id: "P28",
    what: "the shadow tree of a masked host",
    body: `<div class="glance_masked"></div>`,
    act: `q("div").attachShadow({ mode: "open" }).innerHTML = "<p>canary-P28</p>"`,
  },
  {
    id: "P28b",
    what: "a closed shadow tree",
    body: `<div class="glance_masked"></div>`,
    act: `q("div").attachShadow({ mode: "closed" }).innerHTML = "<p>canary-P28b</p>"`,
  },
  {
    id: "P29",
    what: "the document of a masked frame",
    body: `<div class="glance_masked"><iframe srcdoc="<p title='canary-P29a'>canary-P29b</p>"></iframe></div>`,
  },
  {
    id: "P30",
    what: "what a masked part of a shadow tree shows",
    body: `<div><template shadowrootmode="open"><p class="glance_masked"><slot></slot></p></template>canary-P30a<b title="canary-P30b">x</b></div>`,
  },
  {
    id: "P32",
    what: "templates",
    body: `<template><p>canary-P32</p></template>`,
    bare: `<p>canary-P32</p>`,
  },
  {
    id: "P33",
    what: "texts in drawings and formulas",
    body: `<div class="glance_masked"><svg><title>canary-P33a</title><desc>canary-P33b</desc><text>canary-P33c</text></svg><math><semantics><mi>x</mi><annotation>canary-P33d</annotation></semantics></math></div>`,
  },
  {
    id: "P34",
    what: "what is typed into the page",
    body: `<div class="glance_masked" contenteditable>canary-P34a</div>`,
    act: `q("div").textContent = "canary-P34b"`,
  },
  {
    id: "P35",
    what: "text areas",
    body: `<textarea class="glance_masked">canary-P35a</textarea>`,
    act: `q("textarea").value = "canary-P35b"; q("textarea").textContent = "canary-P35c"`,
    bareAct: `row.append("canary-P35b canary-P35c")`,
  },
  {
    id: "P39",
    what: "what nobody sees",
    body: `<div class="glance_masked"><p hidden>canary-P39a</p><p style="position:absolute;left:-9999px">canary-P39b</p><p aria-hidden="true">canary-P39c</p></div>`,
  },
  {
    id: "P45",
    what: "style sheets inside of what is masked",
    body: `<div class="glance_masked"><style>.x::before { content: "canary-P45" }</style></div>`,
  },
  {
    id: "P47",
    what: "all addresses of a picture",
    body: `<picture class="glance_masked"><source srcset="/canary-P47a"><img src="/canary-P47b" srcset="/canary-P47c 2x" alt="canary-P47d"></picture>`,
    bare: `<picture title="canary-P47a canary-P47b"><source><img alt="canary-P47c canary-P47d"></picture>`,
  },
  {
    id: "P48",
    what: "what a sheet shows only under the mouse, or in print",
    body: `<style>#row-P48 i { display: none } #row-P48 div:hover i { display: inline } @media print { #row-P48 u { display: block } }</style><div class="glance_masked">x<i title="canary-P48a">canary-P48b</i><u hidden>canary-P48c</u></div>`,
    act: `for (const type of ["mouseover", "mousemove"]) q("div").dispatchEvent(new MouseEvent(type, { bubbles: true })); dispatchEvent(new Event("beforeprint")); q("u").hidden = false; q("u").textContent = "canary-P48d"; dispatchEvent(new Event("afterprint"))`,
  },
  {
    id: "P49",
    what: "names of documents",
    body: `<div class="glance_masked"><a download="canary-P49a" href="/canary-P49b.pdf">x</a><iframe name="canary-P49c" src="/empty?canary-P49d"></iframe></div>`,
    act: `q("a").download = "canary-P49e"; q("a").append("canary-P49f.xlsx")`,
    bare: `<div><a download="canary-P49a" href="/canary-P49b.pdf">x</a><p title="canary-P49c canary-P49d"></p></div>`,
  },
  {
    id: "P50",
    what: "contents of documents in the page",
    body: `<div class="glance_masked"><object data="/canary-P50a" type="text/html"><p>canary-P50b</p></object><embed src="/canary-P50c"></div>`,
    act: `q("object").data = "/canary-P50d"; q("object").firstElementChild.textContent = "canary-P50e"`,
    bare: `<div title="canary-P50a canary-P50b canary-P50c"></div>`,
    bareAct: `q("div").append("canary-P50d canary-P50e")`,
  },
  {
    id: "P56",
    what: "labels of what is clicked",
    body: `<div class="glance_masked"><button aria-label="canary-P56a" title="canary-P56b" name="canary-P56c">canary-P56d</button><label>canary-P56e<input type="checkbox" value="canary-P56f"></label></div>`,
    act: `for (const one of row.querySelectorAll("button, input")) { for (const type of ["mousedown", "mouseup"]) one.dispatchEvent(new MouseEvent(type, { bubbles: true })); one.focus(); one.click() }`,
    bare: `<div><button aria-label="canary-P56a" title="canary-P56b" name="canary-P56c">canary-P56d</button><label>canary-P56e<input type="checkbox" value="canary-P56f"></label></div>`,
  },
  {
    id: "P57",
    what: "a password that is shown",
    body: `<input type="password" name="p57" value="canary-P57a">`,
    act: `const input = q("input"); input.type = "text"; input.value = "canary-P57b"; row.innerHTML = '<input name="p57" value="canary-P57c">'`,
    bareAct: `q("input").value = "canary-P57b"; row.append("canary-P57c")`,
  },
  {
    id: "P58",
    what: "fields whose names say what they hold",
    body: `<input autocomplete="section-a cc-number" value="canary-P58a"><input name="ssn" value="canary-P58b"><input autocomplete="one-time-code" value="canary-P58c"><input maxlength="1" value="canary-P58d">`,
    bare: `<input value="canary-P58a"><input value="canary-P58b"><input value="canary-P58c"><input value="canary-P58d">`,
  },
  {
    id: "P60",
    what: "a field of the group's list",
    body: `<input name="iban" value="canary-P60a" title="canary-P60b">`,
    act: `q("input").value = "canary-P60c"`,
  },
  {
    id: "P65",
    what: "errors with content in them",
    body: `<p class="glance_masked">canary-P65a</p>`,
    act: `Object.defineProperty(q("p").firstChild, "data", { get() { throw new Error("canary-P65b") } }); q("p").append("canary-P65c"); dispatchEvent(new ErrorEvent("error", { message: "canary-P65b" }))`,
    bare: `<p>canary-P65a canary-P65b</p>`,
    bareAct: `q("p").append("canary-P65c")`,
  },
  {
    id: "P70",
    what: "states of masked fields in classes and attributes",
    body: `<div class="glance_masked"><label class="option canary-P70a" data-state="canary-P70b">x<input type="checkbox" checked></label></div>`,
  },
  {
    id: "P71",
    what: "exceptions inside of what is masked",
    body: `<div class="glance_masked"><p glance_masked="false">canary-P71</p></div>`,
  },
  {
    id: "P72",
    what: "names of frames",
    body: `<iframe class="glance_masked" name="canary-P72" src="/empty"></iframe>`,
    bare: `<p>canary-P72</p>`,
  },
  {
    id: "P73",
    what: "what a component shows of its properties",
    body: `<x-shown class="glance_masked"></x-shown>`,
    act: `customElements.define("x-shown", class extends HTMLElement { set secret(text) { (this.shadowRoot ?? this.attachShadow({ mode: "open" })).textContent = text } }); q("x-shown").secret = "canary-P73"`,
  },
];

/** What is masked by its form, wherever it is. The first part of each is what must not be told. */
export const PATTERN_ROWS: readonly Row[] = [
  { id: "P36", what: "a card number in a sentence", body: `<p>Your card ${CARD} was charged.</p>` },
  {
    id: "P37",
    what: "digits in elements of their own",
    body: `<p>${Array.from("4242424242424242", (digit) => `<span>${digit}</span>`).join("")}</p>`,
  },
  {
    id: "P37b",
    what: "a number that comes piece by piece",
    body: `<p><b>5500 0000</b> <i></i></p>`,
    act: `q("i").textContent = "0000 0004"`,
  },
  { id: "P38", what: "a number with unseen characters", body: `<p>4000​0566​5566​5556</p>` },
  {
    id: "P43",
    what: "a message that quotes a field",
    body: `<p></p>`,
    act: `q("p").textContent = "6011 1111 1111 1117 was declined"`,
  },
  { id: "P44", what: "an echo in an attribute", body: `<p title="IBAN DE89 3704 0044 0532 0130 00">x</p>` },
  {
    id: "P54b",
    what: "a number that is being typed into an open field",
    body: `<input id="typed">`,
    act: `q("input").focus(); for (const digit of "3782822463") { q("input").value += digit; q("input").dispatchEvent(new Event("input", { bubbles: true })) }`,
  },
];

/** What of a pattern row's secrets would be found in what is told. */
export const PATTERN_SECRETS: Readonly<Record<string, readonly string[]>> = {
  P36: ["4111 1111 1111"],
  P37: [],
  P37b: ["0000 0004"],
  P38: ["0566"],
  P43: ["6011 1111"],
  P44: ["3704 0044"],
  P54b: ["378282", "3782822463"],
};

/** The canaries of a row. */
export function canariesOf({ body, act = "" }: Row): string[] {
  return [...new Set([...`${body} ${act}`.matchAll(/canary-\w+/g)].map(([canary]) => canary))];
}

/** The row without a mask. */
export function bareRow(row: Row): Row {
  const bare = (text: string): string =>
    text
      .replaceAll("glance_masked", "not_masked")
      .replaceAll(/type="(password|hidden|file)"/g, `type="text"`)
      .replaceAll(`"listed"`, `"unlisted"`)
      .replaceAll(`name="iban"`, `name="open"`);
  const act = row.bareAct ?? row.act;
  return { ...row, body: row.bare ?? bare(row.body), ...(act === undefined ? {} : { act: bare(act) }) };
}

/** The rows in one page, with `mark` in their canaries. */
export function sections(rows: readonly Row[], mark = ""): string {
  return rows
    .map(({ id, body }) => `<section id="row-${id}">${body}</section>`)
    .join("\n")
    .replaceAll("canary-", `canary-${mark}`);
}
