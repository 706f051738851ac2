// What a page and the viewer's frame in it say to each other, through a port: the frame has an origin of its own, and no way to anything else.
// The page's halves: core/visitor/documents.ts, core/agent/documents.ts.
import type { OwnerDocumentMessage, PeerDocumentMessage } from "../protocol/index.ts";
import type { PatternRules } from "../mask/patterns.ts";

/** Page → frame. */
export type ToFrame =
  /** This side opens the document `name`; its bytes follow. Secrets that `patterns` name are not told to others. */
  | {
      readonly type: "own";
      readonly id: number;
      readonly name: string;
      readonly patterns: PatternRules | undefined;
    }
  /** So many of so many bytes are here; `total` 0 when it is not known. */
  | { readonly type: "progress"; readonly done: number; readonly total: number }
  | { readonly type: "bytes"; readonly bytes: ArrayBuffer }
  | { readonly type: "fail"; readonly problem: "unreachable" | "too-large" }
  /** The owner is elsewhere: what it sends follows. */
  | { readonly type: "join" }
  | {
      readonly type: "told";
      readonly head: OwnerDocumentMessage;
      readonly content: Uint8Array<ArrayBuffer>;
    }
  /** Somebody in slot `from` asks the owner for something. */
  | { readonly type: "asked"; readonly head: PeerDocumentMessage; readonly from: number }
  | { readonly type: "leave" };

/** Frame → page. */
export type FromFrame =
  /** To the slot `to`; 0 for everybody. */
  | {
      readonly type: "tell";
      readonly to: number;
      readonly head: OwnerDocumentMessage;
      readonly content: Uint8Array<ArrayBuffer>;
    }
  | { readonly type: "ask"; readonly head: PeerDocumentMessage }
  /** An address that a person has clicked and confirmed. */
  | { readonly type: "link"; readonly url: string }
  | { readonly type: "close" };

/** What both say first, beside the port: other messages arrive at a window too. */
export const GREETING = "glance-documents";

/** The page's end of the port, from the frame's side. */
export interface HostLink {
  send(message: FromFrame, transfer?: Transferable[]): void;
  onmessage: ((message: ToFrame) => void) | undefined;
}

/** Greets the page around this frame, and waits for its port. */
export async function meetHost(): Promise<HostLink> {
  const port = await new Promise<MessagePort>((resolve) => {
    addEventListener("message", function hear({ source, data, ports: [port] }: MessageEvent) {
      if (source !== parent || data !== GREETING || port === undefined) return;
      removeEventListener("message", hear);
      resolve(port);
    });
    // Whoever is around may know that we are here.
    parent.postMessage(GREETING, "*");
  });
  const link: HostLink = {
    send: (message, transfer = []) => port.postMessage(message, transfer),
    onmessage: undefined,
  };
  port.onmessage = ({ data }: MessageEvent<ToFrame>) => link.onmessage?.(data);
  return link;
}
