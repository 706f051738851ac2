// What a replica takes over of the visitor's device. Conditions in its sheets were answered already (model/media.ts). Mirrors:
// protocol/media.ts, capture/media.ts.
import type { MediaOps } from "../protocol/index.ts";
import { isDocument, isShadowRoot } from "./node-map.ts";
import type { ReplicaState } from "./replica-state.ts";

/** The media's operations on a replica. */
export function createMedia(state: ReplicaState): MediaOps {
  // Done twice: documents of frames are there late.
  const adoptAll = (): void => {
    if (!state.own.isForAll) return;
    for (const [, node] of state.nodes.entries())
      if (isDocument(node) || isShadowRoot(node)) state.own.adopt(node);
  };
  return {
    media(_features, _screenWidth, _screenHeight, _pixelRatio, scrollBar) {
      state.soon(() => {
        state.own.setScrollBars(scrollBarsOf(scrollBar, ownScrollBar()));
        adoptAll();
      }, "media");
      state.later(adoptAll);
    },
    colorScheme(schemes) {
      state.soon(() => {
        state.own.setScheme(schemes);
        adoptAll();
      }, "colorScheme");
      state.later(adoptAll);
    },
  };
}

/** How wide a scroll bar of this browser is, in px. Costs a layout of the viewer. */
function ownScrollBar(): number {
  const probe = document.createElement("div");
  probe.style.cssText = "position:fixed;visibility:hidden;width:99px;height:99px;overflow:scroll";
  document.body.append(probe);
  const width = probe.offsetWidth - probe.clientWidth;
  probe.remove();
  return width;
}

/**
 * Rules that make this browser's scroll bars take as much space as the visitor's; "" when they do. They are in a layer: what a page
 * says of its scroll bars goes over them.
 */
export function scrollBarsOf(visitor: number, own: number): string {
  if (visitor < 0 || visitor === own) return "";
  if (visitor === 0) return "@layer{::-webkit-scrollbar{width:0;height:0}}";
  return `@layer{::-webkit-scrollbar{width:${visitor}px;height:${visitor}px;background:#f1f1f1}
    ::-webkit-scrollbar-thumb{background:#c1c1c1}::-webkit-scrollbar-corner{background:#f1f1f1}}`;
}
