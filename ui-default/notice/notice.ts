// The box that tells a visitor that the card itself cannot be shown. It uses what browsers of 2018 have, and the page's document:
// its styles are set property by property, which any content security policy allows, and begin by dropping the page's.
import type { NoticeTexts } from "./text.ts";

/** Element id, for pages and tests. */
export const NOTICE_ID = "glance_notice";

const FONT = "font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif";
const BOX = `all:initial;${FONT};position:fixed;right:16px;bottom:16px;left:auto;z-index:2147483647;box-sizing:border-box;width:360px;max-width:calc(100vw - 32px);padding:20px;border:1px solid #8a94a6;border-radius:12px;background:#fff;color:#1a2233;box-shadow:0 8px 32px rgba(10,20,40,.25)`;
const TITLE = `all:initial;${FONT};display:block;margin:0 0 4px;font-weight:600;font-size:18px;color:#1a2233`;
const TEXT = `all:initial;${FONT};display:block;margin:0 0 16px;color:#1a2233`;
const BUTTON = `all:revert;${FONT};display:inline-block;min-width:96px;min-height:44px;padding:8px 16px;border:1px solid #1f5fbf;border-radius:8px;background:#1f5fbf;color:#fff;cursor:pointer`;

function styled<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  style: string,
  text: string,
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.style.cssText = style;
  made.textContent = text;
  return made;
}

/**
 * Shows the box, in place of one that is there, and has it read out. Its button and the Escape key close it.
 *
 * @param language of the texts, for screen readers.
 */
export function showNotice(
  texts: NoticeTexts,
  reason: "unsupported" | "missing",
  language: string,
): HTMLElement {
  const before = document.getElementById(NOTICE_ID);
  if (before !== null) before.remove();
  const box = styled("div", BOX, "");
  box.id = NOTICE_ID;
  box.lang = language;
  // An alert is read out when its content comes, not when it comes with content.
  box.setAttribute("role", "alert");
  document.body.appendChild(box);

  const close = styled("button", BUTTON, texts.close);
  close.type = "button";
  close.addEventListener("click", () => box.remove());
  box.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") box.remove();
  });
  for (const part of [styled("strong", TITLE, texts.title), styled("p", TEXT, texts[reason]), close])
    box.appendChild(part);
  return box;
}
