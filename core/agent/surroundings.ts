// Where the viewer's page is: in a tab, in a window that another page opened, or in a frame of one.
import type { Account } from "./api.ts";

/** Origins of the pages around this one, innermost first; undefined where the browser does not tell. */
function originsAround(): readonly string[] | undefined {
  if (window === window.parent) return [];
  // Not in Firefox before 148.
  const { ancestorOrigins } = location as { readonly ancestorOrigins?: DOMStringList };
  return ancestorOrigins === undefined ? undefined : [...ancestorOrigins];
}

/** Whether a page of another origin is around: the browser then keeps its cookies apart. */
export function isForeignFrame(): boolean {
  return (originsAround() ?? ["null"]).some((origin) => origin !== location.origin);
}

/**
 * Whether `account`'s group trusts every page around. The server's policy has refused those that no group trusts, or not the one in
 * the address; this is about who signed in since.
 */
export function admits({ embedders = [] }: Account): boolean {
  return (originsAround() ?? []).every((origin) => origin === location.origin || embedders.includes(origin));
}

/** Origins that the server lets embed this page, besides its own. */
export function embeddersOf(document: Document): readonly string[] {
  const { content = "" } = document.querySelector<HTMLMetaElement>("meta[name=glance-embedders]") ?? {};
  return content.split(" ").filter(Boolean);
}

/** Origin of the page around, or of the one that opened this window; "" where the browser does not tell. */
export function hostOrigin({ referrer }: Document): string {
  const [around] = originsAround() ?? [];
  return around ?? (URL.canParse(referrer) ? new URL(referrer).origin : "");
}
