// Shows dialogs and popovers above all else, as the visitor has them. Mirrors: protocol/top-layer.ts, capture/top-layer.ts.
import { TOP_LAYER, type TopLayerOps } from "../protocol/index.ts";
import { asHtml } from "./node-map.ts";
import type { ReplicaState } from "./replica-state.ts";

/** Marks what fills the visitor's screen: a replica fills its frame with it (own-sheet.ts). */
export const FULLSCREEN_MARK = "glance-fullscreen";

interface Entry {
  readonly element: HTMLElement;
  readonly kind: number;
}

/** The top layer's operations on a replica. */
export function createTopLayer(state: ReplicaState): TopLayerOps {
  let shown: readonly Entry[] = [];
  return {
    topLayer(entries) {
      state.later(() => {
        const wanted = entriesOf(state, entries);
        const kept = sameFrom(shown, wanted);
        // What is opened goes to the top: all above the first difference is taken down and put up again.
        for (const entry of shown.slice(kept).reverse()) lower(entry);
        for (const entry of wanted.slice(kept)) raise(state, entry);
        shown = wanted;
      }, "topLayer");
    },
  };
}

function entriesOf(state: ReplicaState, list: readonly number[]): Entry[] {
  const entries: Entry[] = [];
  for (let i = 0; i + 1 < list.length; i += 2) {
    const element = state.nodes.element(list[i] ?? 0);
    if (element?.isConnected === true && "showPopover" in element)
      entries.push({ element: element as HTMLElement, kind: list[i + 1] ?? 0 });
  }
  return entries;
}

/** How many of the lowest are to stay as they are. */
function sameFrom(shown: readonly Entry[], wanted: readonly Entry[]): number {
  let count = 0;
  for (const [index, { element, kind }] of wanted.entries()) {
    const now = shown[index];
    if (now?.element !== element || now.kind !== kind || !stands(now)) break;
    count += 1;
  }
  return count;
}

const stands = ({ element, kind }: Entry): boolean =>
  element.matches(kind === TOP_LAYER.modal ? ":modal" : ":popover-open");

function raise(state: ReplicaState, { element, kind }: Entry): void {
  const dialog = asHtml(element, "dialog");
  if (kind === TOP_LAYER.modal && dialog !== undefined) {
    // As told it is open already; a browser takes no such one for a modal dialog.
    dialog.removeAttribute("open");
    quietly(element, () => dialog.showModal());
    return;
  }
  if (kind === TOP_LAYER.fullscreen) {
    element.setAttribute(FULLSCREEN_MARK, "");
    state.own.adoptAround(element);
  }
  // Of a kind that closes by nobody's click, and closes no other.
  element.setAttribute("popover", "manual");
  quietly(element, () => element.showPopover());
}

function lower(entry: Entry): void {
  const { element, kind } = entry;
  if (kind === TOP_LAYER.fullscreen) element.removeAttribute(FULLSCREEN_MARK);
  if (!element.isConnected || !stands(entry)) return;
  const dialog = asHtml(element, "dialog");
  if (kind !== TOP_LAYER.modal || dialog === undefined) {
    quietly(element, () => element.hidePopover());
    if (kind === TOP_LAYER.fullscreen) element.removeAttribute("popover");
    return;
  }
  // The page may have made it an ordinary one, or have closed it: its attribute says which.
  const isOpen = dialog.open;
  dialog.setAttribute("open", "");
  quietly(element, () => dialog.close());
  dialog.toggleAttribute("open", isOpen);
}

/**
 * Opens or closes something without that the replica's own guard prevents it (sandbox.ts), and without that the focus goes there: it
 * is the agent's, and nothing inert takes it.
 */
function quietly(element: HTMLElement, act: () => void): void {
  const window = element.ownerDocument.defaultView;
  const pass = (event: Event): void => event.stopImmediatePropagation();
  const isInert = element.inert;
  window?.addEventListener("beforetoggle", pass, { capture: true });
  element.inert = true;
  try {
    act();
  } finally {
    element.inert = isInert;
    window?.removeEventListener("beforetoggle", pass, { capture: true });
  }
}
