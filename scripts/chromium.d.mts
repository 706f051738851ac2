/** Flags that a root user needs, and that keep Chromium from knocking at hosts a closed network refuses. */
export const CHROMIUM_FLAGS: readonly string[];
/** Returns the path of a Chromium on this machine, `CHROME_BIN` first; undefined when there is none. */
export function chromiumPath(): string | undefined;
/** Makes sure there is a Chromium: installs Debian's package when run by root where apt-get is. */
export function ensureChromium(): void;
