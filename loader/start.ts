// What the loader does when its script runs.
import type { VisitorHost } from "../core/visitor/api.ts";
import { listenForClicks, type Action } from "./actions.ts";
import type { CobrowseNamespace, GlanceNamespace, LoaderApi, VisitorUiApi } from "./api.ts";
import { createEmitter } from "./emitter.ts";
import { takeHandOver } from "./hand-over.ts";
import { answerCalls } from "./framed.ts";
import { listenForKeys } from "./hot-keys.ts";
import { loadPart } from "./load-part.ts";
import { PATCH, VERSION } from "./release.ts";
import { createSessionReader } from "./resume.ts";
import { findTag } from "./script-tag.ts";
import { scriptUrl } from "./script-url.ts";
import { readSettings } from "./settings.ts";
import { createVisitorLoader, type VisitorLoader } from "./visitor.ts";
import { guarded, warn } from "./warn.ts";

/** The namespace that is on the window already, if any: other scripts of ours may have put it there. */
type Existing = { -readonly [K in keyof GlanceNamespace]?: unknown } & {
  Cobrowse?: Partial<CobrowseNamespace>;
};

/** The API of a tagged page around this frame, whose session shows this frame too. */
function cobrowseAround(): CobrowseNamespace | undefined {
  for (let frame: Window = window; frame !== frame.parent;) {
    frame = frame.parent;
    try {
      if (frame.GLANCE?.Cobrowse.Loader !== undefined) return frame.GLANCE.Cobrowse;
    } catch {
      return undefined; // of another origin
    }
  }
  return undefined;
}

function listen(inputEvents: string, visitor: CobrowseNamespace["Visitor"]): void {
  const act = guarded((action: Action) => visitor[action]());
  listenForClicks(act);
  listenForKeys(inputEvents, act);
}

/** Goes on with a session that runs already, or that the visitor has started elsewhere before coming to this page. */
function followSession(
  { store, handOver }: Pick<VisitorHost, "store" | "handOver">,
  visitor: VisitorLoader,
): void {
  // A frame's page never takes over: its cookie is that of the page around it.
  if (window !== window.parent) return;
  // A page that is only prepared, and perhaps never shown, takes nothing over from the one that is.
  if ((document as { readonly prerendering?: boolean }).prerendering === true) {
    const shown = guarded(() => followSession({ store, handOver }, visitor));
    document.addEventListener("prerenderingchange", shown, { once: true });
    return;
  }
  if (handOver !== "") visitor.load();
  const goOn = guarded(() => {
    if (store.read() !== undefined) visitor.load();
  });
  // Reading cookies waits for another process: not while the page's parser waits for us.
  setTimeout(goOn);
  addEventListener("focus", goOn);
  addEventListener("pageshow", goOn);
}

/**
 * Puts `GLANCE` on the window and waits to be asked; on a page of a running session it fetches the rest in a task of its own.
 * Does nothing but warn when another loader did so before.
 */
export function startLoader(): void {
  const glance = ((window as { GLANCE?: Existing }).GLANCE ??= {});
  const cobrowse = (glance.Cobrowse ??= {});
  if (cobrowse.Loader !== undefined) {
    warn("the second tag on this page is ignored");
    return;
  }

  const tag = findTag();
  let styleGroup = "";
  const settings = (): ReturnType<typeof readSettings> => readSettings(tag, styleGroup);
  Object.assign(glance, { VERSION, PATCH });
  const around = cobrowseAround();
  if (around !== undefined) {
    Object.assign(cobrowse, around);
    listen(settings().inputEvents, around.Visitor);
    return;
  }
  const emitter = createEmitter();
  const store = createSessionReader(settings);
  const host: VisitorHost = {
    settings,
    store,
    handOver: takeHandOver(),
    emit: emitter.emit,
    emitMessage: emitter.emitMessage,
    scriptUrl,
    warn,
  };
  const visitor = createVisitorLoader(host, emitter, () => cobrowse.VisitorUI?.loaded === true);
  const loader: LoaderApi = { settings, register: visitor.register };
  Object.assign(cobrowse, { Loader: loader, Visitor: visitor.api });
  const { customUi, groupid, inputEvents, presence } = settings();
  if (!customUi) {
    const { api } = visitor;
    const ui: VisitorUiApi = {
      loaded: false,
      showButton: () => api.showButton(),
      toggleButton: () => api.toggleButton(),
      showTerms: (params) => api.showTerms(params),
      promptCrossDomain: (params) => api.promptCrossDomain(params),
      setStyle(groupid) {
        styleGroup = String(groupid);
      },
    };
    Object.assign(cobrowse, { VisitorUI: ui });
  }
  if (groupid === "") warn("the tag names no group (data-groupid)");

  listen(inputEvents, visitor.api);
  if (presence !== "off") loadPart("PresenceVisitor", settings(), () => undefined);
  followSession(host, visitor);
  answerCalls(guarded(() => visitor.load("without")));
}
