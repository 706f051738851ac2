"use strict";
// Finds a build of uWebSockets.js for this machine. Nothing is downloaded or compiled: what is not installed is passed over.

/** Names to try, the one that the operator chose first. */
function candidates() {
  const [major] = process.versions.node.split(".");
  const platform = `${process.platform}-${process.arch}-${major}`;
  return [process.env.UWS_MODULE, "uws-official", `@uwsjs/${platform}`, `uws-${platform}`].filter(Boolean);
}

function load() {
  const reasons = [];
  for (const name of candidates()) {
    try {
      return require(name);
    } catch (error) {
      reasons.push(`${name}: ${String(error.message).split("\n")[0]}`);
    }
  }
  const error = new Error(`no uWebSockets.js for this machine (${reasons.join("; ")})`);
  error.code = "ERR_UWS_UNAVAILABLE";
  throw error;
}

module.exports = load();
