// Links to addresses that a site or an agent gave.

/** The address if it is one that a link may have: never `javascript:`. */
export function safeUrl(text: string | undefined): string | undefined {
  if (text === undefined || text === "") return undefined;
  try {
    const url = new URL(text, document.baseURI);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : undefined;
  } catch {
    return undefined;
  }
}

/** Points `link` to `address`, or hides it when it cannot go there. */
export function setLink(link: HTMLAnchorElement, address: string | undefined): void {
  const url = safeUrl(address);
  if (url === undefined) link.removeAttribute("href");
  else link.href = url;
  link.hidden = url === undefined;
}
