// A tagged page in a frame of another origin: the page around it may be in a session, which then shows this frame too. Mirror:
// core/visitor/foreign-frames.ts; what follows a call is core/visitor/framed-page.ts.
import type { FrameWord } from "../core/visitor/api.ts";
import { guarded } from "./warn.ts";

/** Says to the page around that there is a tag, and nothing besides; calls `load` when a session there asks for this frame. */
export function answerCalls(load: () => void): void {
  if (window === window.parent) return;
  const heard = guarded((event: MessageEvent) => {
    const word = (event.data as { readonly glanceFrame?: FrameWord } | null)?.glanceFrame;
    if (event.source === window.parent && word === "call") load();
  });
  addEventListener("message", heard);
  const hello: FrameWord = "hello";
  window.parent.postMessage({ glanceFrame: hello }, "*");
}
