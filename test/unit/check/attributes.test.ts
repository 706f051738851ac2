import { expect } from "chai";
import { built, CheckUnderTest } from "./checked.ts";

/** What becomes of one attribute: its value, or undefined when it is left out. */
function kept(element: string, name: string, value: string, namespace = 0): string | undefined {
  return built(element, [name, value], namespace).attributes[name];
}

describe("check / attributes", () => {
  const same = [
    ["div", "class", "a b"],
    ["div", "title", "Note: 5 > 4"],
    ["div", "data-url", "https://shop.example/"],
    ["div", "aria-label", "Close"],
    ["div", "style", "color: red"],
    ["div", "id", "attributes"],
    ["input", "placeholder", "Name"],
    ["input", "id", "email"],
    ["td", "colspan", "2"],
    ["a", "rel", "noopener"],
    ["x-card", "open", ""],
  ] as const;
  for (const [element, name, value] of same)
    it(`keeps ${name}="${value}" of ${element}`, () => {
      expect(kept(element, name, value)).to.equal(value);
    });

  const dropped = [
    { id: "S2", element: "img", name: "onerror", value: "run()" },
    { id: "S2", element: "div", name: "ONCLICK", value: "run()" },
    { id: "S2", element: "div", name: "x:onclick", value: "run()" },
    { id: "S2", element: "animate", name: "onbegin", value: "run()", namespace: 1 },
    { id: "S3", element: "div", name: "data-x", value: "javascript:run()" },
    { id: "S3", element: "set", name: "to", value: "java\nscript:run()", namespace: 1 },
    { id: "S3", element: "animate", name: "values", value: "\u0001 JaVaScRiPt:run()", namespace: 1 },
    { id: "S3", element: "div", name: "title", value: "data:text/html,<script>run()</script>" },
    { id: "S4", element: "set", name: "attributeName", value: "href", namespace: 1 },
    { id: "S4", element: "animate", name: "attributeName", value: "xlink:href", namespace: 1 },
    { id: "S4", element: "animate", name: "attributeName", value: "onclick", namespace: 1 },
    { id: "S5", element: "meta", name: "http-equiv", value: "refresh" },
    { id: "S5", element: "meta", name: "content", value: "0;url=https://evil.example/" },
    { id: "S6", element: "base", name: "href", value: "https://evil.example/" },
    { id: "S7", element: "button", name: "formaction", value: "https://evil.example/" },
    { id: "S7", element: "input", name: "form", value: "f" },
    { id: "S9", element: "a", name: "target", value: "_top" },
    { id: "S9", element: "a", name: "download", value: "x.exe" },
    { id: "S9", element: "a", name: "ping", value: "https://evil.example/" },
    { id: "S9", element: "a", name: "attributionsrc", value: "https://evil.example/" },
    { id: "S10", element: "iframe", name: "src", value: "https://evil.example/" },
    { id: "S10", element: "iframe", name: "srcdoc", value: "<script>run()</script>" },
    { id: "S10", element: "object", name: "data", value: "https://evil.example/" },
    { id: "S11", element: "iframe", name: "sandbox", value: "allow-scripts" },
    { id: "S11", element: "iframe", name: "allow", value: "camera" },
    { id: "S14", element: "button", name: "is", value: "x-button" },
    { id: "S17", element: "img", name: "srcset", value: "https://evil.example/ 2x" },
    { id: "S20", element: "link", name: "href", value: "https://evil.example/" },
    { id: "S20", element: "link", name: "imagesrcset", value: "https://evil.example/" },
    { id: "S21", element: "img", name: "src", value: "https://evil.example/" },
    { id: "S21", element: "img", name: "src", value: "//evil.example/" },
    { id: "S21", element: "image", name: "href", value: "https://evil.example/", namespace: 1 },
    { id: "S21", element: "image", name: "xlink:href", value: "https://evil.example/", namespace: 1 },
    { id: "S21", element: "image", name: "x:href", value: "glance-asset:1", namespace: 1 },
    { id: "S21", element: "body", name: "background", value: "https://evil.example/" },
    { id: "S24", element: "img", name: "src", value: "data:text/html,<script>run()</script>" },
    { id: "S24", element: "use", name: "href", value: "blob:https://viewer.example/1", namespace: 1 },
    { id: "S25", element: "video", name: "src", value: "https://evil.example/" },
    { id: "S25", element: "video", name: "autoplay", value: "" },
    { id: "S25", element: "source", name: "src", value: "glance-asset:1" },
    { id: "S26", element: "input", name: "autofocus", value: "" },
    { id: "S26", element: "a", name: "accesskey", value: "s" },
    { id: "S26", element: "input", name: "autocomplete", value: "cc-number" },
    { id: "S26", element: "input", name: "name", value: "password" },
    { id: "S27", element: "div", name: "contenteditable", value: "" },
    { id: "S28", element: "button", name: "popovertarget", value: "p" },
    { id: "S28", element: "button", name: "commandfor", value: "p" },
    { id: "S32", element: "img", name: "name", value: "createElement" },
    { id: "S32", element: "input", name: "id", value: "nodeType" },
    { id: "S32", element: "button", name: "id", value: "attributes" },
    { id: "S33", element: "div", name: "", value: "x" },
    { id: "S33", element: "div", name: "a b", value: "x" },
    { id: "S33", element: "div", name: "1", value: "x" },
    { id: "S33", element: "div", name: "a:b:c", value: "x" },
    { id: "S33", element: "div", name: "xmlns:x", value: "http://www.w3.org/2000/svg" },
  ];
  for (const { id, element, name, value, namespace = 0 } of dropped)
    it(`${id}: leaves out ${name}=${JSON.stringify(value)} of ${element}`, () => {
      expect(kept(element, name, value, namespace)).to.equal(undefined);
    });

  it("S8: makes links that no browser follows, and of which style rules can still tell the end", () => {
    for (const href of ["https://shop.example/a.pdf", "javascript:run()", "/a.pdf", "#part"])
      expect(kept("a", "href", href)).to.equal(`glance-link:${href}`);
  });

  it("S17: takes foreign addresses out of style attributes", () => {
    expect(kept("div", "style", "background: url(https://evil.example/)")).to.equal(
      'background: url("data:,")',
    );
    expect(kept("rect", "fill", "url(https://evil.example/#a)", 1)).to.equal('url("data:,")');
    expect(kept("rect", "fill", "url(#a)", 1)).to.equal('url("#a")');
  });

  it("keeps pictures that are assets, data or fragments", () => {
    expect(kept("img", "src", "glance-asset:17")).to.equal("glance-asset:17");
    expect(kept("img", "src", "data:image/png;base64,AA==")).to.equal("data:image/png;base64,AA==");
    expect(kept("use", "xlink:href", "#icon", 1)).to.equal("#icon");
    expect(kept("input", "src", "glance-asset:1")).to.equal("glance-asset:1");
  });

  it("keeps names of radio buttons, and of no others", () => {
    expect(built("input", ["name", "size", "type", "radio"]).attributes).to.include({ name: "size" });
    expect(built("input", ["name", "size", "type", "text"]).attributes).to.not.have.property("name");
    expect(built("img", ["name", "body", "type", "radio"]).attributes).to.not.have.property("name");
    expect(built("input", ["name", "nodeType", "type", "radio"]).attributes).to.not.have.property("name");
  });

  it("takes an attribute away when it is changed to what may not be set", () => {
    const check = new CheckUnderTest();
    check.pass((page) => page.element(10, 0, "img", ["src", "glance-asset:1"]));
    const calls = check.pass((page) => {
      page.attribute(10, "src", "glance-asset:2");
      page.attribute(10, "src", "https://evil.example/");
      page.attribute(10, "onerror", "run()");
      page.removeAttribute(10, "onerror");
      page.removeAttribute(10, "src");
    });
    expect(calls).to.deep.equal([
      ["attribute", 10, "src", "glance-asset:2"],
      ["removeAttribute", 10, "src"],
      ["removeAttribute", 10, "src"],
    ]);
  });

  it("S39: keeps 1,000 attributes of an element, and none longer than 4 MiB", () => {
    const many = Array.from({ length: 1_500 }, (_, i) => [`a${i}`, ""]).flat();
    expect(Object.keys(built("div", many).attributes)).to.have.length(1_000);
    expect(kept("div", "title", "x".repeat(4 * 1024 * 1024))).to.have.length(4 * 1024 * 1024);
    expect(kept("div", "title", "x".repeat(4 * 1024 * 1024 + 1))).to.equal(undefined);
  });
});
