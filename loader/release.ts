/** Release tag in the names of our scripts: `6.0.0M`; `0.0.0-dev` when run from source. */
export const RELEASE_TAG = typeof __GLANCE_VERSION__ === "undefined" ? "0.0.0-dev" : __GLANCE_VERSION__;

/** The release without its build letter: `6.0.0`. */
export const VERSION = RELEASE_TAG.replace(/[A-Z]$/, "");

/** The release's last number: `0`. */
export const PATCH = VERSION.split(".")[2] ?? "0";
