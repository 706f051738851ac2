// Gives the frame the visitor's window size, and tells what of it is seen. Mirrors: protocol/viewport.ts, protocol/visible-area.ts, and
// their readers in capture.
import type { ViewportOps, VisibleAreaOps } from "../protocol/index.ts";
import type { ReplicaState } from "./replica-state.ts";
import type { ReplicaFrame } from "./sandbox.ts";

/** The viewport's operations on a replica. Scaling the frame to fit, and showing what the visitor sees of it, are the viewer's. */
export function createViewport(state: ReplicaState, frame: ReplicaFrame): ViewportOps & VisibleAreaOps {
  return {
    viewport(width, height, pixelRatio) {
      frame.resize(width, height);
      state.events.onviewport?.(width, height, pixelRatio / 1_000);
    },
    visibleArea(left, top, width, height, scale) {
      const area = width === 0 ? undefined : { left, top, width, height, scale: scale / 1_000 };
      state.events.onvisiblearea?.(area);
    },
  };
}
