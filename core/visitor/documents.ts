// Documents of the site that are opened in a session: the visitor's browser reads them, in a frame of ours over the page, and agents see them
// there. Mirror: agent/documents.ts.
import { DocumentFrame, type FromFrame, isOpenable } from "../documents/host.ts";
import type { PatternRules } from "../mask/patterns.ts";
import type { OwnerDocumentMessage, PeerDocumentMessage } from "../protocol/index.ts";
import type { VisitorHost } from "./api.ts";
import { type DocumentLayer, openDocumentLayer } from "./document-layer.ts";
import { FetchError, fetchDocument } from "./fetch-document.ts";
import { linkOf } from "./cross-domain.ts";
import { readPatterns } from "./masking.ts";
import type { Sharing } from "./sharing.ts";

const DOCUMENT = /\.(pdf|xls|xlsx|xlsm|xlsb|ods|csv)$/i;
/** Longest name that is told, in UTF-16 units. */
const MAX_NAME_UNITS = 200;
/** How long the frame may take to answer, in ms: then a page's policy forbids it, or the network does. */
const FRAME_TIMEOUT_MS = 20_000;

interface Open {
  readonly id: number;
  readonly url: string;
  readonly layer: DocumentLayer;
  readonly frame: DocumentFrame;
  readonly stop: AbortController;
}

/** The documents of one page: one at a time. */
export class Documents {
  readonly #host: VisitorHost;
  #sharing: Sharing | undefined;
  #patterns: PatternRules | undefined;
  #open: Open | undefined;
  #latest = 0;

  constructor(host: VisitorHost) {
    this.#host = host;
  }

  /** The group's masking: secrets by their form are kept from others in documents too. */
  allow(mask: unknown): void {
    this.#patterns = readPatterns(mask);
  }

  attach(sharing: Sharing | undefined): void {
    this.#sharing = sharing;
    if (sharing === undefined) this.#close();
  }

  /** Links to documents open here, as long as the page is shared; what a page's own code has dealt with is left alone. */
  followLinks(): void {
    addEventListener("click", (event) => {
      const link = linkOf(event);
      if (link === undefined || this.#sharing === undefined) return;
      if (!DOCUMENT.test(link.pathname) && link.type !== "application/pdf") return;
      event.preventDefault();
      this.view(link.href);
    });
  }

  /** Shows the document at `url` to the visitor and to agents; in a window of its own when the page is not shared. */
  view(url: string): void {
    const address = URL.canParse(url, document.baseURI) ? new URL(url, document.baseURI) : undefined;
    if (address === undefined || !/^https?:$/.test(address.protocol)) {
      this.#host.warn("a document has an address of http or https");
    } else if (this.#sharing === undefined) openElsewhere(address.href);
    else this.#show(address);
  }

  /** The agent in slot `from` asks for something. */
  hear(head: PeerDocumentMessage, from: number): void {
    if (head.id === this.#open?.id) this.#open.frame.send({ type: "asked", head, from });
  }

  #show(url: URL): void {
    this.#close();
    const id = (this.#latest += 1);
    const name = nameOf(url);
    const layer = openDocumentLayer(this.#host.settings().serviceOrigin, name, () => this.#close());
    const frame = new DocumentFrame(layer.frame, (message) => this.#hearFrame(id, message));
    const open: Open = { id, url: url.href, layer, frame, stop: new AbortController() };
    this.#open = open;
    frame.send({ type: "own", id, name, patterns: this.#patterns });
    this.#watch(open);
    void this.#fetch(open);
  }

  /** A frame that is not let in is given up for the browser's own way. */
  #watch(open: Open): void {
    const { signal } = open.stop;
    const giveUp = (): void => {
      if (signal.aborted || open.frame.isThere) return;
      this.#host.warn(
        `documents are shown in a frame of ${this.#host.settings().serviceOrigin}: it is not let in`,
      );
      this.#elsewhere(open);
    };
    const timer = setTimeout(giveUp, FRAME_TIMEOUT_MS);
    signal.addEventListener("abort", () => clearTimeout(timer));
    const blocked = ({ effectiveDirective }: SecurityPolicyViolationEvent): void => {
      if (/^(frame|child|default)-src$/.test(effectiveDirective)) giveUp();
    };
    document.addEventListener("securitypolicyviolation", blocked, { signal });
  }

  async #fetch(open: Open): Promise<void> {
    const { url, frame, stop } = open;
    try {
      const bytes = await fetchDocument(
        url,
        (done, total) => frame.send({ type: "progress", done, total }),
        stop.signal,
      );
      frame.send({ type: "bytes", bytes }, [bytes]);
    } catch (error) {
      if (stop.signal.aborted) return;
      const problem = error instanceof FetchError ? error.problem : "unreachable";
      if (problem === "not-a-document") this.#elsewhere(open);
      else frame.send({ type: "fail", problem });
    }
  }

  #elsewhere(open: Open): void {
    if (this.#open === open) this.#close();
    openElsewhere(open.url);
  }

  #hearFrame(id: number, message: FromFrame): void {
    if (id !== this.#open?.id) return;
    if (message.type === "tell") this.#tell(message.head, message.to, message.content);
    else if (message.type === "close") this.#close();
    else if (message.type === "link" && isOpenable(message.url)) openElsewhere(message.url);
  }

  #tell(head: OwnerDocumentMessage, to = 0, content?: Uint8Array<ArrayBuffer>): void {
    this.#sharing?.tellDocument(to, head, content);
  }

  #close(): void {
    const open = this.#open;
    if (open === undefined) return;
    this.#open = undefined;
    open.stop.abort();
    open.frame.close();
    open.layer.remove();
    this.#tell({ type: "closed", id: open.id });
  }
}

function openElsewhere(url: string): void {
  window.open(url, "_blank", "noopener,noreferrer");
}

/** The last part of the address' path, as people read it. */
function nameOf({ pathname, hostname }: URL): string {
  const last = pathname.split("/").at(-1) ?? "";
  let name = last;
  try {
    name = decodeURIComponent(last);
  } catch {
    // as it is
  }
  return (name === "" ? hostname : name).slice(0, MAX_NAME_UNITS);
}
