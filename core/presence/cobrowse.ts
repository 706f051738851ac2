import type { CobrowseNamespace } from "../visitor/api.ts";

/** What the loader has put on the window, when it has. */
export function cobrowse(): CobrowseNamespace | undefined {
  const found = window.GLANCE?.Cobrowse as Partial<CobrowseNamespace> | undefined;
  return found?.Loader === undefined ? undefined : (found as CobrowseNamespace);
}
