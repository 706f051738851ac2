import { expect } from "chai";
import { built } from "./checked.ts";

const HTML = 0;
const SVG = 1;
const MATHML = 2;

describe("check / allow-list", () => {
  const same = [
    {
      namespace: HTML,
      names: "div p a img input select textarea button table iframe video canvas style form slot",
    },
    { namespace: HTML, names: "x-card my-element.v2 emotion-\u00e4 font-face" },
    {
      namespace: SVG,
      names: "svg g path use image a text foreignObject linearGradient animate set style feImage",
    },
    { namespace: MATHML, names: "math mi mo mrow msqrt annotation-xml" },
  ];
  for (const { namespace, names } of same)
    for (const name of names.split(" "))
      it(`builds ${name} of namespace ${namespace} as it is`, () => {
        expect(built(name, [], namespace).name).to.equal(name);
      });

  const inert = [
    { id: "S1", name: "script", namespace: HTML, as: "glance-script" },
    { id: "S1", name: "SCRIPT", namespace: HTML, as: "glance-script" },
    { id: "S1", name: "script", namespace: SVG, as: "glance-script" },
    { id: "S1", name: "svg:script", namespace: SVG, as: "glance-script" },
    { id: "S1", name: "SCRIPT", namespace: SVG, as: "glance-script" },
    { id: "S1", name: "script", namespace: MATHML, as: "glance-script" },
    { id: "S1", name: "x:script", namespace: HTML, as: "glance-script" },
    { id: "S5", name: "meta", namespace: HTML, as: "glance-meta" },
    { id: "S6", name: "base", namespace: HTML, as: "glance-base" },
    { id: "S10", name: "object", namespace: HTML, as: "img" },
    { id: "S10", name: "embed", namespace: HTML, as: "img" },
    { id: "S10", name: "applet", namespace: HTML, as: "img" },
    { id: "S10", name: "frame", namespace: HTML, as: "img" },
    { id: "S10", name: "frameset", namespace: HTML, as: "img" },
    { id: "S10", name: "fencedframe", namespace: HTML, as: "img" },
    { id: "S10", name: "portal", namespace: HTML, as: "img" },
    { id: "S10", name: "iframe", namespace: SVG, as: "glance-iframe" },
    { id: "S16", name: "noscript", namespace: HTML, as: "glance-noscript" },
    { id: "S16", name: "template", namespace: HTML, as: "glance-template" },
    { id: "S20", name: "link", namespace: HTML, as: "style" },
    { id: "S28", name: "handler", namespace: SVG, as: "glance-handler" },
    { id: "S33", name: "", namespace: HTML, as: "glance-unknown" },
    { id: "S33", name: "a b", namespace: HTML, as: "glance-unknown" },
    { id: "S33", name: "<img src=x onerror=alert(1)>", namespace: HTML, as: "glance-unknown" },
    { id: "S33", name: "x-\u00d7", namespace: HTML, as: "glance-unknown" },
    { id: "S33", name: "__proto__", namespace: HTML, as: "glance-unknown" },
    { id: "S32", name: "constructor", namespace: HTML, as: "glance-constructor" },
    { id: "S33", name: "k".repeat(1_000), namespace: HTML, as: "glance-unknown" },
    { id: "S34", name: `x-${"-".repeat(50_000)}!`, namespace: HTML, as: "glance-unknown" },
  ];
  for (const { id, name, namespace, as } of inert)
    it(`${id}: builds ${as} for ${name.slice(0, 30)} of namespace ${namespace}`, () => {
      expect(built(name, [], namespace).name).to.equal(as);
    });

  it("hides the stand-ins of elements that take no space", () => {
    expect(built("script").attributes).to.deep.equal({ hidden: "" });
    expect(built("blink2").attributes).to.deep.equal({});
  });

  it("S7: builds forms that go nowhere, whatever the page said", () => {
    const { attributes } = built("form", ["action", "https://evil.example/", "method", "post"]);
    expect(attributes).to.deep.equal({ method: "dialog" });
  });

  it("S10: shows a box in place of an object, whatever it has", () => {
    const { attributes } = built("object", ["data", "https://evil.example/", "width", "9"]);
    expect(Object.keys(attributes)).to.deep.equal(["width", "src"]);
    expect(attributes["src"]).to.match(/^data:image\/gif;/);
  });

  it("answers the same the second time, and after more names than it keeps", () => {
    for (let i = 0; i < 3_000; i += 1) built(`made-up-${i}`);
    expect(built("script").name).to.equal("glance-script");
    expect(built("made-up-2999").name).to.equal("made-up-2999");
    expect(built("script", [], SVG).name).to.equal("glance-script");
  });
});
