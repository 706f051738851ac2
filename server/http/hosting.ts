// Everything that is served by name: scripts under all their addresses, texts, the viewer, the replica's frame, the demo, examples.
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { RELEASE } from "../../core/protocol/index.ts";
import { type Headers, html, redirect, refuse } from "./answers.ts";
import { wantsPage } from "./client.ts";
import { GroupFiles } from "./group-files.ts";
import type { HttpRequest, HttpResponse } from "./http-server.ts";
import {
  documentsPage,
  indexPage,
  LIMITED_QUIRKS_REPLICA_PAGE,
  notFoundPage,
  QUIRKS_REPLICA_PAGE,
  REPLICA_PAGE,
} from "./pages.ts";
import {
  DEMO_POLICY,
  documentPolicy,
  guestPolicy,
  FOR_EVERYBODY,
  replicaPolicy,
  textPolicy,
  viewerPolicy,
} from "./policy.ts";
import type { Fallback } from "./router.ts";
import { readFolder, type StaticFile } from "./static-files.ts";

/** The name carries the release: what it names never changes. */
const FOREVER: Headers = { "cache-control": "public, max-age=31536000, immutable" };
/** Files of a release for the frame that shows documents: its origin is its own. */
const RELEASED: Headers = { ...FOREVER, ...FOR_EVERYBODY };
/** A new release reaches every page within minutes. */
const FOR_MINUTES: Headers = { "cache-control": "public, max-age=300" };
/** Asked for each time; answered with 304 when nothing changed. */
const ASK_AGAIN: Headers = { "cache-control": "no-cache" };
const NO_STORE: Headers = { "cache-control": "no-store" };

const SCRIPT = /^Glance(Cobrowse|Presence)[A-Za-z]+_[\w.-]+\.js(\.map)?$/;
const TEXTS = /^VisitorText_[a-z-]+_[\w.-]+\.json$/;
/** What `script=` names in place of the loader, in lower case. */
const SCRIPTS: readonly (readonly [script: string, file: string])[] = [
  ["agent", "GlanceCobrowseAgent"],
  ["guest", "GlanceCobrowseGuest"],
  ["presencevisitor", "GlancePresenceVisitor"],
  ["presenceagent", "GlancePresenceAgent"],
];
/** The script for host pages by the address of the Browser Agent API, whatever release that names. */
const BROWSER_AGENT_PATH = /^\/agent\/js\/glanceagent_[\w.-]+\.js$/;
/** Where guests ask for a code, and where they watch. */
const GUEST_JOIN_PATH = "/guestjoin";
const GUEST_VIEW_PATH = "/guestview";
const VIEWER_PATHS = [
  "/agentjoin/agentview.aspx",
  "/cobrowse/agentview.aspx",
  "/cbjoin",
  "/agent/start",
  GUEST_VIEW_PATH,
];
const LOADER_PATHS = ["/glancecobrowseloader.js", "/cobrowse/cobrowsejs.ashx"];

/** What the release's folder has to offer. */
export interface HostingOptions {
  /** The built release, `dist/`. */
  readonly folder: string;
  /** The server's own data, where groups' style sheets and texts are; and in `releases/`, scripts of other releases. */
  readonly dataDir: string;
  /** Origins whose pages may embed the viewer of a group's agents; of any group's, where the address names none. */
  readonly embedders: (groupId: string | undefined) => Promise<readonly string[]>;
  /** Whose scripts the pages of a group's site get; null: this release's. */
  readonly releaseFor: (groupId: string, site: string) => Promise<string | null>;
}

/** Serves by name; the answer to a name that there is not is a page or JSON, whichever is wanted. */
export class Hosting {
  /** Whether the release has a viewer: false when it was not built. */
  readonly isComplete: boolean;
  readonly #byPath: ReadonlyMap<string, Fallback>;
  /** The same for addresses of old, which are in any case. */
  readonly #byLowerPath: ReadonlyMap<string, Fallback>;
  readonly #groupFiles: GroupFiles;
  /** Those that are there, by what names them. */
  readonly #scripts: ReadonlyMap<string, StaticFile>;
  /** Loaders by release. */
  readonly #loaders: ReadonlyMap<string, StaticFile>;

  constructor({ folder, dataDir, embedders, releaseFor }: HostingOptions) {
    this.#groupFiles = new GroupFiles([dataDir, folder]);
    const viewer = readFolder(join(folder, "viewer"), () => ASK_AGAIN);
    const template = viewer.get("viewer.html")?.text.replaceAll("{{release}}", RELEASE);
    this.isComplete = template !== undefined;
    this.#byPath = new Map<string, Fallback>([
      ...released(join(dataDir, "releases")),
      ...served("/", scripts(folder)),
      ...served("/viewer/", viewer).filter(([path]) => path !== "/viewer/viewer.html"),
      ...served(
        "/guest/",
        readFolder(join(folder, "guest"), (path) => (path.endsWith(".css") ? ASK_AGAIN : undefined)),
      ),
      ...served("/text/", readFolder(join(folder, "text"), textHeaders)),
      ...served("/demo/", readFolder(join(folder, "demo"), demoHeaders)),
      ...served("/examples/", readFolder(join(folder, "examples"), demoHeaders)),
      ["/", () => ownPage(indexPage, 200)],
      ["/demo", () => redirect("/demo/")],
      ...served(
        "/documents/",
        readFolder(join(folder, "documents"), () => RELEASED),
      ),
      ["/documents.html", documentsFrame],
      ["/replay.html", () => replicaPage(REPLICA_PAGE, embedders)],
      ["/replay-quirks.html", () => replicaPage(QUIRKS_REPLICA_PAGE, embedders)],
      ["/replay-limited-quirks.html", () => replicaPage(LIMITED_QUIRKS_REPLICA_PAGE, embedders)],
    ]);
    const loader = releaseOf(folder, "GlanceCobrowseLoader");
    this.#loaders = new Map([...loadersIn(join(dataDir, "releases")), ...loadersIn(folder)]);
    this.#scripts = new Map(
      SCRIPTS.flatMap(([script, name]) => {
        const file = releaseOf(folder, name);
        return file === undefined ? [] : [[script, file] as const];
      }),
    );
    const byLowerPath = new Map<string, Fallback>();
    if (loader !== undefined)
      for (const path of LOADER_PATHS)
        byLowerPath.set(
          path,
          byScript(loader, this.#scripts, (query) => this.#loaderFor(query, releaseFor)),
        );
    if (template !== undefined)
      for (const path of VIEWER_PATHS)
        byLowerPath.set(path, (request) => viewerPage(template, request, embedders));
    const guests = readFolder(join(folder, "guest"), () => ASK_AGAIN);
    const guestJoin = guests.get("guest-join.html")?.text.replaceAll("{{release}}", RELEASE);
    if (guestJoin !== undefined)
      byLowerPath.set(GUEST_JOIN_PATH, () =>
        ownPage((nonce) => guestJoin.replaceAll("{{nonce}}", nonce), 200, guestPolicy),
      );
    this.#byLowerPath = byLowerPath;
  }

  /** Whether there are scripts of that release. */
  readonly hasRelease = (release: string): boolean => this.#loaders.has(release);

  readonly answer: Fallback = async (request) => {
    const { method, path } = request;
    const serve =
      this.#byPath.get(decoded(path)) ??
      this.#byLowerPath.get(path.toLowerCase()) ??
      this.#browserAgent(path) ??
      (await this.#groupFiles.find(path));
    if (serve === undefined) {
      if (wantsPage(request)) return ownPage(notFoundPage, 404);
      return refuse(404, "not-found", "there is nothing at that address");
    }
    if (method !== "GET" && method !== "HEAD")
      return refuse(405, "malformed", "the method must be GET", { allow: "GET, HEAD" });
    return serve(request);
  };

  /** The loader that a group's site is set to; undefined for this release's. */
  async #loaderFor(
    query: URLSearchParams,
    releaseFor: HostingOptions["releaseFor"],
  ): Promise<StaticFile | undefined> {
    const group = query.get("group") ?? query.get("groupid");
    if (group === null) return undefined;
    const release = await releaseFor(group, query.get("site") ?? "production");
    return release === null ? undefined : this.#loaders.get(release);
  }

  #browserAgent(path: string): Fallback | undefined {
    const script = this.#scripts.get("agent");
    return script !== undefined && BROWSER_AGENT_PATH.test(path.toLowerCase())
      ? answering(script)
      : undefined;
  }
}

/** The loader, another release's where the group's site is set to that, or what `script=` names in its place. */
function byScript(
  loader: StaticFile,
  others: ReadonlyMap<string, StaticFile>,
  loaderFor: (query: URLSearchParams) => Promise<StaticFile | undefined>,
): Fallback {
  return async (request) => {
    const query = new URLSearchParams(request.query);
    const other = others.get((query.get("script") ?? "").toLowerCase());
    return (other ?? (await loaderFor(query)) ?? loader).answer(request);
  };
}

/** The loaders of all releases that are there side by side, as addresses without a release have them. */
function loadersIn(folder: string): ReadonlyMap<string, StaticFile> {
  const files = readFolder(folder, (path) =>
    path.startsWith("GlanceCobrowseLoader_") && path.endsWith(".js")
      ? { ...FOR_MINUTES, ...FOR_EVERYBODY }
      : undefined,
  );
  return new Map([...files].map(([name, file]) => [name.slice(name.indexOf("_") + 1, -".js".length), file]));
}

/** "" for what is encoded wrongly: nothing has that name. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return "";
  }
}

function answering(file: StaticFile): Fallback {
  return (request) => file.answer(request);
}

/** Addresses of `files`; a folder's own is its index.html. */
function served(prefix: string, files: ReadonlyMap<string, StaticFile>): [string, Fallback][] {
  return [...files].flatMap(([path, file]): [string, Fallback][] => {
    const name = prefix + path;
    const answer = answering(file);
    const folder = name.endsWith("/index.html") ? name.slice(0, -"index.html".length) : undefined;
    return folder === undefined
      ? [[name, answer]]
      : [
          [name, answer],
          [folder, answer],
        ];
  });
}

/** Scripts, texts and the document viewer of releases beside this one: each names what it is of. */
function released(folder: string): [string, Fallback][] {
  const documents = readFolder(join(folder, "documents"), () => RELEASED);
  return [
    ...served("/", scripts(folder)),
    ...served("/text/", readFolder(join(folder, "text"), textHeaders)),
    ...served("/documents/", documents),
  ];
}

function scripts(folder: string): ReadonlyMap<string, StaticFile> {
  return readFolder(folder, (path) => {
    if (path === "THIRD_PARTY_NOTICES.txt") return ASK_AGAIN;
    return SCRIPT.test(path) ? { ...FOREVER, ...FOR_EVERYBODY } : undefined;
  });
}

/** A script as its nameless addresses have it: this release's, or the only one there is. */
function releaseOf(folder: string, name: string): StaticFile | undefined {
  const files = readFolder(folder, (path) =>
    path.startsWith(`${name}_`) && SCRIPT.test(path) && path.endsWith(".js")
      ? { ...FOR_MINUTES, ...FOR_EVERYBODY }
      : undefined,
  );
  return files.get(`${name}_${RELEASE}.js`) ?? [...files.values()].at(-1);
}

/** The visitor's texts of a release, one file a language. */
function textHeaders(path: string): Headers | undefined {
  return TEXTS.test(path) ? { ...FOREVER, ...FOR_EVERYBODY } : undefined;
}

function demoHeaders(path: string): Headers {
  return path.endsWith(".html") ? { ...DEMO_POLICY, ...ASK_AGAIN } : ASK_AGAIN;
}

function createNonce(): string {
  return randomBytes(16).toString("base64url");
}

/** The group that the viewer's address names, in any spelling of the parameter. */
function groupIn(query: string): string | undefined {
  for (const [name, value] of new URLSearchParams(query))
    if (["groupid", "partnerid"].includes(name.toLowerCase()) && value !== "") return value;
  return undefined;
}

async function viewerPage(
  template: string,
  { query, headers }: HttpRequest,
  embeddersOf: HostingOptions["embedders"],
): Promise<HttpResponse> {
  const nonce = createNonce();
  const embedders = (await embeddersOf(groupIn(query))).filter(isPlainOrigin);
  const page = template.replaceAll("{{nonce}}", nonce).replaceAll("{{embedders}}", embedders.join(" "));
  const opener = originOf(headers.get("referer"));
  return html(200, page, {
    ...viewerPolicy(nonce, embedders, embedders.includes(opener)),
    ...NO_STORE,
  });
}

async function replicaPage(page: string, embeddersOf: HostingOptions["embedders"]): Promise<HttpResponse> {
  const embedders = (await embeddersOf(undefined)).filter(isPlainOrigin);
  return html(200, page, { ...replicaPolicy(embedders), ...NO_STORE });
}

/** Such as stands in a policy and in an attribute without being more than itself. */
function isPlainOrigin(origin: string): boolean {
  return /^https?:\/\/[\w.-]+(:\d+)?$|^https?:\/\/\[[\da-f:.]+\](:\d+)?$/i.test(origin);
}

function originOf(address: string | undefined): string {
  return address !== undefined && URL.canParse(address) ? new URL(address).origin : "";
}

const documentsFrame: Fallback = ({ headers }) => {
  const nonce = createNonce();
  const page = documentsPage(
    nonce,
    `/GlanceCobrowseDocuments_${RELEASE}.js`,
    `/documents/${RELEASE}/documents.css`,
  );
  return html(200, page, { ...documentPolicy(nonce, headers.get("host") ?? ""), ...NO_STORE });
};

function ownPage(
  make: (nonce: string) => string,
  status: number,
  policy: (nonce: string) => Headers = textPolicy,
): HttpResponse {
  const nonce = createNonce();
  return html(status, make(nonce), { ...policy(nonce), ...NO_STORE });
}
