// Entry of the default visitor UI. It has what a custom UI has: the public API on the window.
import type { CobrowseNamespace } from "../../core/visitor/api.ts";
import { Widget } from "./widget.ts";

const cobrowse = (window as { GLANCE?: { readonly Cobrowse: CobrowseNamespace } }).GLANCE?.Cobrowse;
if (cobrowse?.VisitorUI?.loaded === false) {
  new Widget(cobrowse);
  cobrowse.VisitorUI.loaded = true;
}
