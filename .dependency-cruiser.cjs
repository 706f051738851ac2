/** Who may import whom. A dependency that no line below allows is an error; docs/ARCHITECTURE.md draws the same table. */
const folder = (path) => ({ path: `^${path}/` });
const allow = (from, ...to) => ({
  from: folder(from),
  to: { path: [`^${from}/`, "^core/protocol/index\\.ts$", ...to.map((path) => `^${path}`)] },
});

module.exports = {
  allowed: [
    { from: folder("core/protocol"), to: folder("core/protocol") },
    allow("core/mask"),
    allow("core/link"),
    allow("transports"),
    allow("core/control"),
    allow("core/capture", "core/mask/index\\.ts$"),
    allow("core/model", "core/mask/patterns\\.ts$"),
    allow("core/check"),
    allow("core/replay", "node_modules/morphdom/"),
    allow(
      "core/documents",
      "core/mask/patterns\\.ts$",
      "node_modules/(comlink|pdfjs-dist|@e965/xlsx|xlsx|papaparse|@types/papaparse)/",
    ),
    allow(
      "core/worker",
      "core/(link|model|check)/index\\.ts$",
      "transports/",
      "node_modules/comlink/",
      "worker:",
    ),
    allow(
      "core/visitor",
      "core/(capture|control|mask|worker)/index\\.ts$",
      "core/documents/host\\.ts$",
      "core/mask/patterns\\.ts$",
      "core/worker/",
      "node_modules/comlink/",
      "worker:",
    ),
    { from: folder("core/host-page"), to: folder("core/host-page") },
    { from: folder("core/guest"), to: folder("core/guest") },
    {
      from: folder("core/host-page"),
      to: { path: "^core/presence/api\\.ts$", dependencyTypes: ["type-only"] },
    },
    {
      from: folder("core/presence"),
      to: { path: ["^core/presence/", "^core/mask/addresses\\.ts$", "^core/worker/browser-name\\.ts$"] },
    },
    {
      from: folder("core/presence"),
      to: { path: ["^core/visitor/api\\.ts$"], dependencyTypes: ["type-only"] },
    },
    allow(
      "core/agent",
      "core/(control|replay|worker)/index\\.ts$",
      "core/host-page/(api|port)\\.ts$",
      "core/documents/host\\.ts$",
      "core/worker/",
      "node_modules/comlink/",
      "worker:",
    ),
    { from: folder("loader"), to: { path: ["^loader/"] } },
    {
      from: folder("loader"),
      to: { path: "^core/(visitor|host-page|guest|presence)/api\\.ts$", dependencyTypes: ["type-only"] },
    },
    {
      from: folder("ui-default"),
      to: { path: ["^ui-default/", "^core/(visitor|agent|documents|guest)/api\\.ts$"] },
    },
    { from: { path: "^ui-default/viewer/main\\.ts$" }, to: { path: "^core/agent/index\\.ts$" } },
    { from: { path: "^ui-default/documents/main\\.ts$" }, to: { path: "^core/documents/index\\.ts$" } },
    allow("server", "core/link/index\\.ts$", "node_modules/", "server/uws/"),
    { from: folder("server"), to: { dependencyTypes: ["core", "npm", "npm-optional"] } },
  ],
  allowedSeverity: "error",
  forbidden: [{ name: "no-circular", severity: "error", from: {}, to: { circular: true } }],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    // A linked node_modules, as worktrees have, is named as one that is not.
    preserveSymlinks: true,
  },
};
