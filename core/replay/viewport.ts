// Gives the frame the visitor's window size. Mirrors: protocol/viewport.ts, capture/viewport.ts.
import type { ViewportOps } from "../protocol/index.ts";
import type { ReplicaState } from "./replica-state.ts";
import type { ReplicaFrame } from "./sandbox.ts";

/** The viewport's operations on a replica. Scaling the frame to fit is the viewer's. */
export function createViewport(state: ReplicaState, frame: ReplicaFrame): ViewportOps {
  return {
    viewport(width, height, pixelRatio) {
      frame.resize(width, height);
      state.events.onviewport?.(width, height, pixelRatio / 1_000);
    },
  };
}
