// Pictures to start from: one of each kind, and SVG.
import { OTHER_AVIF_FILES, PICTURE_FILES } from "../support/picture-files.ts";

const SVG = `<?xml version="1.0" encoding="utf-8"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd"><!-- a -->
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9"><style><![CDATA[
.a{fill:url(#g);background:url("data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==")}]]></style>
<defs><g id="a" class="a"><path d="M0 0h9"/></g><marker id="m"><path d="M0 0"/></marker><g id="b"><use href="#a"/><use
xlink:href='#a'/></g></defs><use href="#b"/><path marker-end="url(#m)" d="M0 0h9"/><image href="data:image/svg+xml,%3Csvg/%3E"/></svg>`;

export const PICTURES: readonly Uint8Array[] = [
  new TextEncoder().encode(SVG),
  ...[...PICTURE_FILES, ...OTHER_AVIF_FILES].map(({ bytes }) => bytes),
];
