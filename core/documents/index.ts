// The viewer's frame without its looks: meets the page around it, and gives the document that is to be shown. The only door to core/documents.
import { RELEASE } from "../protocol/index.ts";
import type { SharedDocument } from "./api.ts";
import { meetHost } from "./frame-link.ts";
import { JoinedDocument } from "./joined.ts";
import { OwnedDocument } from "./owned.ts";
import { filesAt } from "./worker.ts";

export type { SharedDocument } from "./api.ts";

/** Waits for the page around this frame to say what is to be shown. @param scriptUrl the address of this script. */
export async function joinDocument(scriptUrl: string): Promise<SharedDocument> {
  const link = await meetHost();
  return new Promise((resolve) => {
    link.onmessage = (message) => {
      const document =
        message.type === "own"
          ? new OwnedDocument(link, filesAt(scriptUrl, RELEASE), message)
          : new JoinedDocument(link);
      link.onmessage = (next) => document.hear(next);
      resolve(document);
    };
  });
}
