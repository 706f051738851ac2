// `GLANCE.Guest.Viewer`: the session in a frame of a page of the group's.
import type { ConnectorOptions, GuestViewerApi } from "./api.ts";
import { guestViewUrl, serviceOrigin } from "./address.ts";

export class GuestViewer implements GuestViewerApi {
  readonly #origin: string;
  readonly #groupid: string;

  constructor({ groupid, ws = "" }: ConnectorOptions) {
    this.#origin = serviceOrigin(ws);
    this.#groupid = String(groupid);
  }

  show(frame: HTMLIFrameElement, token: string): void {
    frame.src = guestViewUrl(this.#origin, this.#groupid, token);
  }
}
