// Finds Chromium, and installs Debian's when there is none and it may.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/** Flags that a root user needs, and that keep Chromium from knocking at hosts a closed network refuses. */
export const CHROMIUM_FLAGS = [
  "--no-sandbox",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** Returns the path of a Chromium on this machine, `CHROME_BIN` first; undefined when there is none. */
export function chromiumPath() {
  return [process.env.CHROME_BIN, ...PLACES].find((path) => path && existsSync(path));
}

/** Makes sure there is a Chromium: installs Debian's package when run by root where apt-get is. */
export function ensureChromium() {
  if (chromiumPath()) return;
  const mayInstall = process.getuid?.() === 0 && spawnSync("apt-get", ["--version"]).status === 0;
  if (mayInstall) {
    console.log("No Chromium found: installing Debian's package chromium (about 300 MB) ...");
    spawnSync("apt-get", ["update", "-qq"], { stdio: "inherit" });
    spawnSync(
      "apt-get",
      ["install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-liberation"],
      {
        stdio: "inherit",
        env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
      },
    );
  }
  if (!chromiumPath()) {
    console.error("The tests need Chromium. Install it (Debian, Ubuntu: `sudo apt-get install chromium`),");
    console.error("or set CHROME_BIN to the path of a Chromium or Chrome, then run `npm test` again.");
    process.exit(1);
  }
}
