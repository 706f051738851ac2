// What our pages may do, and who may use what we serve: every security header in one place.
import type { Headers } from "./answers.ts";

/** On everything; what a route says itself wins. */
export const ALWAYS: Headers = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
};

/** On everything that came by https. */
export const OVER_HTTPS: Headers = { "strict-transport-security": "max-age=31536000" };

/** Pages of any origin may use it, scripts and answers alike. It is never about whoever asks: no cookie is read. */
export const FOR_EVERYBODY: Headers = {
  "access-control-allow-origin": "*",
  "cross-origin-resource-policy": "cross-origin",
};

/** What a browser may send to an endpoint for pages of other origins. */
export const PREFLIGHT: Headers = {
  "access-control-allow-methods": "POST",
  "access-control-allow-headers": "content-type",
  "access-control-max-age": "7200",
};

/** The same to one for consoles, which may show a token. */
export const TRUSTED_PREFLIGHT: Headers = {
  ...PREFLIGHT,
  "access-control-allow-methods": "GET, POST",
  "access-control-allow-headers": "authorization, content-type",
};

/** What a page of a trusted origin may read of an endpoint for consoles. No cookie is sent there, nor read. */
export function forTrusted(origin: string): Headers {
  return {
    "access-control-allow-origin": origin,
    "cross-origin-resource-policy": "cross-origin",
    vary: "origin",
  };
}

const NO_FEATURES = ["camera", "display-capture", "geolocation", "microphone", "payment", "usb"]
  .map((feature) => `${feature}=()`)
  .join(", ");

/**
 * Of the viewer: its own scripts, its own frame, nothing from elsewhere.
 *
 * @param embedders origins that may frame it.
 * @param openedByEmbedder a page of theirs has opened it, and is to be able to close it.
 */
export function viewerPolicy(nonce: string, embedders: readonly string[], openedByEmbedder = false): Headers {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    "worker-src blob:",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types glance-cobrowse",
    `frame-ancestors ${["'self'", ...embedders].join(" ")}`,
  ];
  return {
    "content-security-policy": policy.join("; "),
    "cross-origin-opener-policy": openedByEmbedder ? "unsafe-none" : "same-origin-allow-popups",
    "permissions-policy": NO_FEATURES,
  };
}

/**
 * Of the frame that a visitor's page is rebuilt in: no scripts, no network, no way out (core/replay/sandbox.ts).
 *
 * @param embedders origins that may frame the viewer: the browser looks at every page around, not at the nearest alone.
 */
export function replicaPolicy(embedders: readonly string[]): Headers {
  return {
    "content-security-policy": [
      "default-src 'none'; script-src 'none'; script-src-attr 'none'; style-src 'unsafe-inline' blob:",
      "img-src data: blob:; font-src data: blob:; media-src 'none'; connect-src 'none'",
      "frame-src 'none'; child-src 'none'; worker-src 'none'; manifest-src 'none'; object-src 'none'",
      `base-uri 'none'; form-action 'none'; frame-ancestors ${["'self'", ...embedders].join(" ")}`,
      "require-trusted-types-for 'script'; trusted-types 'none'",
    ].join("; "),
    "permissions-policy": NO_FEATURES,
  };
}

/**
 * Of the frame that shows a document: an origin of its own, its own scripts, nothing but this release's files. Any page may frame it: there is
 * nothing in it but what that page gives. `host` is said beside 'self', which some browsers take for the frame's own origin, that of nobody.
 */
export function documentPolicy(nonce: string, host: string): Headers {
  const ours = HOST.test(host) ? `'self' ${host}` : "'self'";
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' ${ours} blob: 'wasm-unsafe-eval'`,
    "worker-src blob:",
    `connect-src ${ours}`,
    `style-src ${ours}`,
    "img-src blob: data:",
    `font-src ${ours} blob: data:`,
    "base-uri 'none'",
    "form-action 'none'",
    "sandbox allow-scripts",
    "require-trusted-types-for 'script'",
    "trusted-types glance-cobrowse",
    "frame-ancestors *",
  ];
  return {
    "content-security-policy": policy.join("; "),
    "cross-origin-resource-policy": "cross-origin",
    "cross-origin-embedder-policy": "require-corp",
    "permissions-policy": NO_FEATURES,
  };
}

/** A host as it may stand in a policy. */
const HOST = /^[\w.-]+(:\d+)?$|^\[[\da-f:]+\](:\d+)?$/i;

/** Of the demo shop: it shares an origin with the viewer, so no inline script may run in it. */
export const DEMO_POLICY: Headers = {
  "content-security-policy": [
    "default-src 'self'; script-src 'self'; worker-src blob:; style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'",
    "frame-ancestors 'self'",
  ].join("; "),
};

/** Of a page of ours that is text and links. */
export function textPolicy(nonce: string): Headers {
  return {
    "content-security-policy": `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  };
}

/** Of the page where guests ask for a code: its own scripts and style, this server, no frame around it. */
export function guestPolicy(nonce: string): Headers {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
    "frame-ancestors 'none'",
  ];
  return { "content-security-policy": policy.join("; "), "permissions-policy": NO_FEATURES };
}
