// A session that another domain hands over comes in the address' fragment (core/visitor/cross-domain.ts).

/** Takes it out of the address, before the page's own code sees it there; "" when there is none. */
export function takeHandOver(): string {
  const [found = "", handOver = ""] = /[#&]glance_(\w+=[\w-]{43})$/.exec(location.hash) ?? [];
  if (found !== "") history.replaceState(history.state, "", location.href.slice(0, -found.length));
  return handOver;
}
