// Entry of the default visitor UI. It has what a custom UI has: the public API on the window.
import type { CobrowseNamespace } from "../../core/visitor/api.ts";
import { loadLook } from "./look.ts";
import { Widget } from "./widget.ts";

const cobrowse = (window as { GLANCE?: { readonly Cobrowse: CobrowseNamespace } }).GLANCE?.Cobrowse;
const api = cobrowse?.VisitorUI;
if (cobrowse !== undefined && api?.loaded === false) {
  const widget = new Widget(cobrowse, () => loadLook(cobrowse.Loader.settings()));
  const setStyle = api.setStyle.bind(api);
  api.setStyle = (groupid) => {
    setStyle(groupid);
    void widget.restyle();
  };
  api.loaded = true;
}
