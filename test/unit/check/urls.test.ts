import { expect } from "chai";
import { isInertText, isPictureUrl, isStyleUrl, linkOf } from "../../../core/check/urls.ts";

describe("check / urls", () => {
  const pictures = [
    { url: "glance-asset:0", allowed: true },
    { url: "glance-asset:4294967295", allowed: true },
    { url: "#part", allowed: true },
    { url: "", allowed: true },
    { url: "data:image/png;base64,AA==", allowed: true },
    { url: "DATA:IMAGE/GIF;base64,AA==", allowed: true },
    { url: "data:image/svg+xml,%3Csvg/%3E", allowed: true },
    { url: "glance-asset:1x", allowed: false },
    { url: "glance-asset:", allowed: false },
    { url: "glance-asset:1\nhttps://evil.example/", allowed: false },
    { url: " glance-asset:1", allowed: false },
    { url: "data:image/svg+xml-but-html,x", allowed: false },
    { url: "data:text/html,x", allowed: false },
    { url: "data:,x", allowed: false },
    { url: "data:image/png", allowed: false },
    { url: " data:image/png,", allowed: false },
    { url: "https://shop.example/a.png", allowed: false },
    { url: "//shop.example/a.png", allowed: false },
    { url: "/a.png", allowed: false },
    { url: "a.png", allowed: false },
    { url: "?a", allowed: false },
    { url: "blob:https://viewer.example/1", allowed: false },
    { url: "filesystem:https://viewer.example/1", allowed: false },
    { url: "javascript:run()", allowed: false },
    { url: `data:image/png,${"A".repeat(5 * 1024 * 1024)}`, allowed: false },
  ];
  for (const { url, allowed } of pictures)
    it(`S3: ${allowed ? "shows" : "does not show"} a picture from ${JSON.stringify(url.slice(0, 40))}`, () => {
      expect(isPictureUrl(url)).to.equal(allowed);
    });

  it("lets CSS refer to fonts too", () => {
    expect(isStyleUrl("data:font/woff2;base64,AA==")).to.equal(true);
    expect(isStyleUrl("data:application/x-font-ttf;base64,AA==")).to.equal(true);
    expect(isStyleUrl("data:application/javascript,x")).to.equal(false);
    expect(isPictureUrl("data:font/woff2;base64,AA==")).to.equal(false);
  });

  it("S8: keeps 4,096 units of a link, behind a scheme that leads nowhere", () => {
    expect(linkOf("https://shop.example/")).to.equal("glance-link:https://shop.example/");
    expect(linkOf("x".repeat(9_000))).to.have.length(4_096 + "glance-link:".length);
  });

  const texts = [
    { text: "javascript:run()", inert: false },
    { text: "JaVaScRiPt:run()", inert: false },
    { text: "java\tscript\n:run()", inert: false },
    { text: "\u0000\u001f javascript:run()", inert: false },
    { text: "\u00a0javascript:run()", inert: false },
    { text: "vbscript:run()", inert: false },
    { text: "view-source:https://viewer.example/", inert: false },
    { text: "data:text/html,x", inert: false },
    { text: "data:application/xhtml+xml,x", inert: false },
    { text: "About javascript: a guide", inert: true },
    { text: "javascript", inert: true },
    { text: "https://shop.example/", inert: true },
    { text: "10:30", inert: true },
    { text: "", inert: true },
  ];
  for (const { text, inert } of texts)
    it(`S3: takes ${JSON.stringify(text)} for ${inert ? "text" : "something that may run"}`, () => {
      expect(isInertText(text)).to.equal(inert);
    });
});
