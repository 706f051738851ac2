// Makes a login key, as a customer's own server does for an agent of its own (docs/AGENT-API.md, "Login keys"):
//   GLANCE_LOGIN_SECRET=… node scripts/login-key.mjs 1 ada [seconds]
// prints what goes behind the number sign of the viewer's address.
import { createHmac, randomBytes } from "node:crypto";
import { pathToFileURL } from "node:url";

/** How long a key is good, in s, unless said otherwise: a page has opened the viewer by then. */
const LIFE_S = 300;

/**
 * A key that signs `partneruserid` in once, within `lifeS`.
 *
 * @param {{ secret: string, partnerid: string, partneruserid: string, lifeS?: number, now?: number }} options
 * @returns {string}
 */
export function createLoginKey({ secret, partnerid, partneruserid, lifeS = LIFE_S, now = Date.now() }) {
  const expiry = String(Math.floor(now / 1000) + lifeS);
  const nonce = randomBytes(16).toString("base64url");
  const signed = [partnerid, partneruserid, "2", expiry, nonce].join("\n");
  const signature = createHmac("sha256", secret).update(signed).digest("base64url");
  return `$2$${expiry}$${nonce}$${signature}`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const [partnerid, partneruserid, seconds] = process.argv.slice(2);
  const secret = process.env.GLANCE_LOGIN_SECRET;
  if (!secret || !partnerid || !partneruserid) {
    console.error("GLANCE_LOGIN_SECRET=… node scripts/login-key.mjs PARTNERID PARTNERUSERID [SECONDS]");
    process.exit(1);
  }
  const lifeS = Number(seconds ?? LIFE_S);
  const loginkey = createLoginKey({ secret, partnerid, partneruserid, lifeS });
  console.log(String(new URLSearchParams({ partnerid, partneruserid, loginkey })));
}
