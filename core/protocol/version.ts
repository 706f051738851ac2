/** Wire version. Moves on an incompatible change only; one version back is understood. */
export const PROTOCOL_VERSION = 1;

/** Release of this build, `6.0.0M` or `6.0.0D`; `0.0.0-dev` when run from source. */
export const RELEASE = typeof __GLANCE_VERSION__ === "undefined" ? "0.0.0-dev" : __GLANCE_VERSION__;
