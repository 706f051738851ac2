import { type Browser, chromium } from "playwright-core";
import { CHROMIUM_FLAGS, chromiumPath } from "../../scripts/chromium.mjs";

/** A headless Chromium of this machine; `flags` are added to those every run needs. */
export function launchChromium(...flags: string[]): Promise<Browser> {
  const executablePath = chromiumPath();
  if (executablePath === undefined) throw new Error("no Chromium: run `npm test`, which installs it");
  return chromium.launch({ executablePath, args: [...CHROMIUM_FLAGS, ...flags] });
}
