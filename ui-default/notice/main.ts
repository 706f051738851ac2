// Entry of the notice, which the loader fetches when the visitor asked for help and the card could not be had.
import type { CobrowseNamespace } from "../../core/visitor/api.ts";
import { wantedLanguage } from "../shared/language.ts";
import { showNotice } from "./notice.ts";
import { NOTICE_TEXTS } from "./text.ts";

const cobrowse = (window as { GLANCE?: { readonly Cobrowse: CobrowseNamespace } }).GLANCE?.Cobrowse;
const error = cobrowse?.Visitor.getSessionState("error");
const { builtIn = "en" } = wantedLanguage(document.documentElement.lang, navigator.languages);
showNotice(
  NOTICE_TEXTS[builtIn],
  error?.params?.["unsupported"] === true ? "unsupported" : "missing",
  builtIn,
);
