// Notices what scripts do to style sheets by the CSSOM: no observer tells of it.
import { hookMethod, hookProperty } from "./listen.ts";
import { rememberSource } from "./sheet-text.ts";

/** A change of a sheet's top-level rules. */
export interface Splice {
  readonly from: number;
  readonly removed: number;
  readonly css: readonly string[];
}

/** Hears of changes. */
export interface SheetEvents {
  onsplice(sheet: CSSStyleSheet, splice: Splice): void;
  /** Something within a rule may be another. */
  onrule(rule: CSSRule): void;
  /** The whole text is another one. */
  ontext(sheet: CSSStyleSheet): void;
  /** One may be switched on or off, or have other media. */
  onstate(): void;
  /** Something was adopted, or may have been. */
  onadopt(): void;
}

/** Hooks the sheets of one window until `signal` aborts. */
export function watchSheets(
  window: Window & typeof globalThis,
  events: SheetEvents,
  signal: AbortSignal,
): void {
  watchRules(window, events, signal);
  watchTexts(window, events, signal);
  const { CSSStyleRule, CSSStyleDeclaration, MediaList, StyleSheet, Document, ShadowRoot, HTMLStyleElement } =
    window;
  const rule = (self: unknown): void => events.onrule(self as CSSRule);
  hookProperty(CSSStyleRule.prototype, "style", "get", rule, signal);
  hookProperty(CSSStyleRule.prototype, "selectorText", "set", rule, signal);
  const declaration = (self: unknown): void => {
    const { parentRule } = self as CSSStyleDeclaration;
    if (parentRule !== null) events.onrule(parentRule);
  };
  for (const name of ["setProperty", "removeProperty"])
    hookMethod(CSSStyleDeclaration.prototype, name, declaration, signal);
  hookProperty(CSSStyleDeclaration.prototype, "cssText", "set", declaration, signal);
  for (const { prototype } of [StyleSheet, HTMLStyleElement])
    hookProperty(prototype, "disabled", "set", () => events.onstate(), signal);
  for (const name of ["appendMedium", "deleteMedium"])
    hookMethod(MediaList.prototype, name, () => events.onstate(), signal);
  hookProperty(MediaList.prototype, "mediaText", "set", () => events.onstate(), signal);
  for (const root of [Document.prototype, ShadowRoot.prototype]) {
    hookProperty(root, "adoptedStyleSheets", "set", () => events.onadopt(), signal);
    // Whoever reads the list may push to it.
    hookProperty(root, "adoptedStyleSheets", "get", () => events.onadopt(), signal);
  }
}

function watchRules(window: Window & typeof globalThis, events: SheetEvents, signal: AbortSignal): void {
  const { CSSStyleSheet, CSSGroupingRule, CSSKeyframesRule } = window;
  const sheet = CSSStyleSheet.prototype;
  const inserted = (self: unknown, [css, index = 0]: unknown[]): void =>
    events.onsplice(self as CSSStyleSheet, { from: Number(index), removed: 0, css: [String(css)] });
  const deleted = (self: unknown, [index]: unknown[]): void =>
    events.onsplice(self as CSSStyleSheet, { from: Number(index), removed: 1, css: [] });
  hookMethod(sheet, "insertRule", inserted, signal);
  hookMethod(sheet, "deleteRule", deleted, signal);
  hookMethod(sheet, "removeRule", deleted, signal);
  const added = (self: unknown): void => events.ontext(self as CSSStyleSheet);
  hookMethod(sheet, "addRule", added, signal);
  const within = (self: unknown): void => events.onrule(self as CSSRule);
  for (const name of ["insertRule", "deleteRule"])
    hookMethod(CSSGroupingRule.prototype, name, within, signal);
  for (const name of ["appendRule", "deleteRule"])
    hookMethod(CSSKeyframesRule.prototype, name, within, signal);
}

function watchTexts(window: Window & typeof globalThis, events: SheetEvents, signal: AbortSignal): void {
  const replaced = (self: unknown, [text]: unknown[]): void => {
    rememberSource(self as CSSStyleSheet, String(text));
    events.ontext(self as CSSStyleSheet);
  };
  for (const name of ["replace", "replaceSync"])
    hookMethod(window.CSSStyleSheet.prototype, name, replaced, signal);
}
