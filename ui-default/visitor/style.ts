// The card's style sheet. A constructed sheet, so that a page's policy need not allow inline styles. Sizes are in px: a page's
// root font size is not ours to follow, zoom still works.
import { THEME } from "../shared/theme.ts";

const FRAME = `
:host {
  all: initial;
  position: fixed;
  z-index: 2147483647;
  --glance-edge-distance: 20px;
  --glance-top: calc(var(--glance-edge-distance) + env(safe-area-inset-top, 0px));
  --glance-right: calc(var(--glance-edge-distance) + env(safe-area-inset-right, 0px));
  --glance-bottom: calc(var(--glance-edge-distance) + env(safe-area-inset-bottom, 0px));
  --glance-left: calc(var(--glance-edge-distance) + env(safe-area-inset-left, 0px));
  inset: auto var(--glance-right) var(--glance-bottom) auto;
  width: auto;
  max-width: calc(100vw - 24px);
  margin: 0 !important;
  padding: 0 !important;
  border: 0 !important;
  background: none !important;
  overflow: visible !important;
  font: 400 15px/1.45 var(--glance-font);
  color: var(--glance-text);
  -webkit-text-size-adjust: 100%;
}
:host(:dir(rtl)) { inset: auto auto var(--glance-bottom) var(--glance-left); }
:host::backdrop { display: none !important; }
[hidden] { display: none !important; }
*, *::before, *::after { box-sizing: border-box; }
#glance_border {
  position: fixed;
  inset: 0;
  pointer-events: none;
  border: 3px solid var(--glance-accent);
}
#glance_border.control { border-color: var(--glance-warn); border-width: 5px; }
#glance_border.paused { border-color: var(--glance-edge); border-style: dashed; }
.card {
  position: relative;
  width: 360px;
  max-width: 100%;
  max-height: calc(100vh - 2 * var(--glance-edge-distance));
  max-height: calc(100dvh - 2 * var(--glance-edge-distance));
  overflow: auto;
  overscroll-behavior: contain;
  background: var(--glance-ground);
  border: 1px solid var(--glance-line);
  border-radius: var(--glance-radius);
  box-shadow: var(--glance-shadow);
  animation: rise 180ms ease-out;
}
.card.small { width: auto; border-radius: 999px; }
@keyframes rise { from { opacity: 0; transform: translateY(8px); } }
.said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
`;

const CONTROLS = `
button {
  font: 600 15px/1.2 var(--glance-font);
  text-align: center;
  min-height: var(--glance-target);
  min-width: var(--glance-target);
  padding: 0 16px;
  display: inline-flex;
  align-items: center;
  justify-content: center;
  gap: 8px;
  margin: 0;
  color: var(--glance-text);
  background: var(--glance-ground);
  border: 1px solid var(--glance-edge);
  border-radius: 12px;
  cursor: pointer;
  transition: background-color 120ms, border-color 120ms;
  -webkit-tap-highlight-color: transparent;
}
button:hover { background: var(--glance-raised); }
button:active { transform: translateY(1px); }
:focus-visible { outline: 3px solid var(--glance-accent); outline-offset: 2px; }
:focus:not(:focus-visible) { outline: none; }
button.main { color: var(--glance-on-accent); background: var(--glance-accent); border-color: transparent; }
button.main:hover { background: var(--glance-accent-strong); }
button.end { color: var(--glance-danger); border-color: currentcolor; }
button.end:hover { background: var(--glance-danger-ground); }
button.quiet { border-color: transparent; background: transparent; padding: 0 10px; }
button.quiet:hover { background: var(--glance-raised); }
#glance_show_btn {
  touch-action: none;
  min-height: 52px;
  padding: 0 22px 0 18px;
  border-radius: 999px;
  box-shadow: var(--glance-shadow);
}
.icon { width: 20px; height: 20px; flex: none; }
.icon path { fill: none; stroke: currentcolor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
a { color: var(--glance-accent); text-underline-offset: 2px; display: inline-block; padding: 12px 0; }
`;

const CONTENT = `
h2, p, ul { margin: 0; padding: 0; font: inherit; }
h2 { font-weight: 650; font-size: 15.5px; line-height: 1.3; overflow-wrap: anywhere; text-wrap: balance; }
h2:focus { outline: none; }
p { color: var(--glance-muted); }
.head { display: flex; align-items: center; gap: 10px; padding: 8px; padding-inline-start: 16px; min-height: 60px; }
.head { cursor: grab; touch-action: none; user-select: none; -webkit-user-select: none; }
.head:active { cursor: grabbing; }
.head h2 { flex: 1; min-width: 0; }
.head button:not([hidden]) + button { margin-inline-start: -8px; }
.small .head { padding: 4px 6px; padding-inline-start: 16px; min-height: 52px; }
.dot { width: 12px; height: 12px; border-radius: 50%; flex: none; background: var(--glance-edge); }
.dot.live { background: var(--glance-live); box-shadow: 0 0 0 4px color-mix(in srgb, var(--glance-live) 22%, transparent); }
.dot.wait { background: var(--glance-accent); animation: breathe 1.8s ease-in-out infinite; }
.dot.control { background: var(--glance-warn); box-shadow: 0 0 0 4px color-mix(in srgb, var(--glance-warn) 22%, transparent); }
.dot.pause { background: none; border: 3px solid var(--glance-edge); }
.dot.broken { background: var(--glance-warn); animation: breathe 1s ease-in-out infinite; }
@keyframes breathe { 50% { opacity: 0.35; } }
.body { padding: 0 16px 16px; display: grid; gap: 14px; }
#glance_confirm { display: grid; gap: 14px; padding-top: 2px; }
#glance_confirm .text { display: grid; gap: 4px; }
.strip { padding: 10px 12px; border-radius: 10px; background: var(--glance-warn-ground); color: var(--glance-text); }
.strip p { color: inherit; }
div.strip { display: grid; gap: 10px; }
.items { list-style: none; color: var(--glance-text); font-weight: 600; overflow-wrap: anywhere; }
#glance_ssn_starting { padding-top: 0; }
#glance_tagline { padding: 0 16px 14px; font-size: 13.5px; }
.small #glance_tagline { display: none; }
.keyless #glance_key_prompt { display: none; }
#glance_ssnkey_box { display: grid; gap: 6px; }
.keyrow { display: flex; align-items: center; gap: 8px; padding: 6px; padding-inline-start: 16px; border-radius: 12px; background: var(--glance-raised); }
#glance_ssn_key {
  flex: 1;
  min-width: 0;
  color: var(--glance-text);
  font-size: 28px;
  font-weight: 650;
  line-height: 1.2;
  font-variant-numeric: tabular-nums;
  letter-spacing: 0.03em;
  overflow-wrap: anywhere;
  user-select: all;
  -webkit-user-select: all;
}
:host(:dir(rtl)) #glance_ssn_key { text-align: right; }
#glance_ssn_key.long { font-size: 18px; letter-spacing: 0; }
#glance_ssn_key span { display: inline-block; }
#glance_ssn_key span + span { margin-inline-start: 0.34em; }
.known #glance_key_prompt, .known #glance_ssn_info { display: none; }
:is(.known, .keyless) #glance_ssn_key { font-size: 18px; font-weight: 600; }
:is(.known, .keyless) .keyrow { padding-inline-start: 12px; }
:is(.known, .keyless) .keyname { display: inline; }
.keyname { display: none; color: var(--glance-muted); }
#glance_ssn_info { font-size: 13.5px; }
#glance_agents { list-style: none; display: grid; gap: 8px; }
#glance_agents li { display: flex; align-items: center; gap: 10px; min-width: 0; overflow-wrap: anywhere; }
.initial {
  width: 32px; height: 32px; border-radius: 50%; flex: none; display: grid; place-items: center;
  background: var(--glance-accent); color: var(--glance-on-accent); font-weight: 650; font-size: 14px;
}
.actions { display: flex; flex-wrap: wrap; gap: 10px; }
.actions > button { flex: 1 1 auto; white-space: nowrap; }
.spinner { width: 20px; height: 20px; flex: none; border: 3px solid var(--glance-line); border-top-color: var(--glance-accent); border-radius: 50%; animation: turn 0.8s linear infinite; }
@keyframes turn { to { transform: rotate(1turn); } }
`;

const TERMS = `
dialog {
  width: 420px;
  max-width: calc(100vw - 32px);
  max-height: calc(100vh - 32px);
  padding: 24px;
  color: var(--glance-text);
  background: var(--glance-ground);
  border: 1px solid var(--glance-line);
  border-radius: 20px;
  box-shadow: var(--glance-shadow);
}
dialog[open] { display: grid; gap: 16px; animation: rise 180ms ease-out; }
dialog h2 { font-size: 19px; }
.links { display: grid; justify-items: start; margin: -8px 0; }
dialog::backdrop { background: rgb(10 14 22 / 55%); }
`;

const CIRCUMSTANCES = `
@media (max-width: 480px) {
  :host { --glance-edge-distance: 12px; }
  .card:not(.small) { width: calc(100vw - 24px); }
  #glance_ssn_key { font-size: 24px; letter-spacing: 0; }
}
@media (max-height: 420px) {
  .card .actions { position: sticky; bottom: 0; padding-bottom: 12px; margin-bottom: -12px; background: var(--glance-ground); }
}
@media (prefers-reduced-motion: reduce) {
  *, *::before, *::after { animation: none !important; transition: none !important; }
}
@media (forced-colors: active) {
  .card, dialog, button, button.main, button.quiet, .keyrow, .strip { border: 1px solid ButtonText; }
  .icon path { stroke: ButtonText; }
  .spinner { forced-color-adjust: none; border-color: GrayText; border-top-color: Highlight; }
  .dot, .initial { forced-color-adjust: none; background: CanvasText; color: Canvas; }
  .dot.pause { background: Canvas; border-color: CanvasText; }
  #glance_border, #glance_border.control { border-color: Highlight; }
}
@media print { :host { display: none !important; } }
`;

/** The whole sheet as text. */
export const STYLE = [THEME, FRAME, CONTROLS, CONTENT, TERMS, CIRCUMSTANCES].join("");
