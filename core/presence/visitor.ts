// `GLANCE.Presence.Visitor`: reports that a visitor is here, and listens for agents.
import type {
  PresenceData,
  PresenceError,
  PresenceParams,
  PresenceVisitorApi,
  PresenceVisitorParams,
} from "./api.ts";
import { problemOfData } from "./data.ts";
import { Listening } from "./listening.ts";
import { messageOf } from "./messages.ts";
import type { Place } from "./place.ts";
import { type PageReport, readPage, sendReport } from "./report.ts";
import { call, guarded } from "./warn.ts";

/** Pause between two reports, in ms (PRODUCT.md 14.1). */
const REPORT_MS = 60_000;

const ID = /^[A-Za-z0-9._~-]{1,62}$/;

/** Those that report or listen, to be told when the visitor signs in or out. */
const busy = new Set<PresenceVisitor>();

export class PresenceVisitor implements PresenceVisitorApi {
  onsignal: PresenceVisitorApi["onsignal"];
  onerror: PresenceVisitorApi["onerror"];
  onuniqueid: PresenceVisitorApi["onuniqueid"];
  onclose: PresenceVisitorApi["onclose"];
  readonly #readPlace: () => Place;
  /** As the page said; "" when it did not. */
  readonly #groupid: string;
  readonly #visitorid: string;
  #timer: ReturnType<typeof setInterval> | undefined;
  #listening: Listening | undefined;
  /** How it listens, to do so again after the page was put away. */
  #listens: "no" | "named" | "unique" = "no";
  /** The address that was told last on this page; undefined: nothing was. */
  #toldAt: string | undefined;
  #reports: PresenceParams[] = [];

  /** @param readPlace where this page is. */
  constructor(readPlace: () => Place, { groupid, visitorid }: PresenceVisitorParams = {}) {
    this.#readPlace = readPlace;
    this.#groupid = textOf(groupid);
    this.#visitorid = textOf(visitorid);
  }

  readonly presence = (params?: PresenceParams): void => {
    busy.add(this);
    if (params === undefined)
      this.#timer ??= setInterval(
        guarded(() => this.#tick()),
        REPORT_MS,
      );
    void this.#report(params ?? {});
  };

  readonly connect = (): void => this.#listen("named");

  readonly connectUnique = (params: { readonly data?: PresenceData } = {}): void =>
    this.#listen("unique", params.data);

  readonly extendUnique = (): void => this.#listening?.extend();

  readonly disconnect = (): void => {
    const wasListening = this.#listens !== "no";
    this.#stop(true);
    clearInterval(this.#timer);
    this.#timer = undefined;
    busy.delete(this);
    if (wasListening) call(this.onclose);
  };

  /** The visitor is another by now. */
  renew(): void {
    if (this.#visitorid !== "") return;
    if (this.#listens === "named") {
      const wasListening = this.#listening !== undefined;
      this.hide();
      if (this.#id() !== "") this.#listen("named");
      else if (wasListening) call(this.onclose);
    }
    if (this.#timer !== undefined) this.#tick();
  }

  /** The page is put away: what is open keeps browsers from keeping it. */
  hide(): void {
    this.#listening?.stop();
    this.#listening = undefined;
  }

  /** It is back. */
  show(): void {
    if (this.#listens === "unique" || (this.#listens === "named" && this.#id() !== ""))
      this.#listen(this.#listens);
  }

  #place(): Place {
    const place = this.#readPlace();
    const groupid = this.#groupid || textOf(window.GLANCE_COBROWSE?.groupid) || place.groupid;
    return { ...place, groupid };
  }

  /** What the caller says before what the page says before what the tag says. */
  #id(): string {
    return this.#visitorid || textOf(window.GLANCE_COBROWSE?.visitorid) || this.#readPlace().visitorId;
  }

  /** Where the visitor is is told each time: the service may have forgotten. Whoever has signed out is not here. */
  #tick(): void {
    this.#toldAt = undefined;
    if (this.#listens === "unique" || this.#id() !== "") void this.#report({});
  }

  #listen(how: "named" | "unique", data?: PresenceData): void {
    const place = this.#place();
    const visitorid = how === "named" ? this.#id() : undefined;
    const problem = visitorid !== undefined && !ID.test(visitorid) ? "invalid-id" : problemOfData(data);
    if (problem !== undefined) {
      this.#failed(problem);
      return;
    }
    this.#stop();
    busy.add(this);
    this.#listens = how;
    this.#listening = new Listening({
      place,
      visitorid,
      data,
      page: () => this.#page(place),
      onsignal: (message) => call(this.onsignal, message),
      onuniqueid: (id, timeoutS) => call(this.onuniqueid, id, timeoutS),
      onlost: () => this.#failed("service"),
      onrefused: (code) => this.#refused(code),
      onreported: (refusal) => this.#reported(refusal),
    });
  }

  async #page(place: Place): Promise<PageReport> {
    const { href } = location;
    const page = await readPage(place);
    this.#toldAt = href;
    return page;
  }

  async #report(params: PresenceParams): Promise<void> {
    const { data } = params;
    const isUnique = this.#listens === "unique";
    const id = this.#id();
    const problem = !isUnique && !ID.test(id) ? "invalid-id" : problemOfData(data);
    if (problem !== undefined) {
      this.#failed(problem, params);
      return;
    }
    const place = this.#place();
    try {
      const page = location.href === this.#toldAt ? undefined : await this.#page(place);
      const told = { ...(data === undefined ? {} : { data }), ...(page === undefined ? {} : { page }) };
      if (this.#listening?.report(told) === true) this.#reports.push(params);
      else if (isUnique) throw new Error("service");
      else {
        await sendReport(place, id, told);
        call(params.onsuccess);
      }
    } catch (error) {
      this.#toldAt = undefined;
      this.#failed(error instanceof Error ? error.message : "service", params);
    }
  }

  /** Answers come in the order of the reports. */
  #reported(refusal: string | undefined): void {
    const params = this.#reports.shift();
    if (refusal === undefined) call(params?.onsuccess);
    else this.#failed(refusal, params);
  }

  #refused(code: string): void {
    this.#listening = undefined;
    this.#listens = "no";
    if (code !== "expired") this.#failed(code);
    call(this.onclose);
  }

  #stop(forgets = false): void {
    this.#listening?.stop(forgets);
    this.#listening = undefined;
    this.#listens = "no";
    this.#reports = [];
  }

  #failed(code: string, params?: PresenceParams): void {
    const error: PresenceError = { code, msg: messageOf(code) };
    // A group that wants no presence is not asked again.
    if (code === "presence-off") {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
    call(params?.onfail ?? this.onerror, error);
  }
}

/** Tells all that the visitor has signed in or out. */
export function renewAll(): void {
  for (const visitor of [...busy]) visitor.renew();
}

/** Lets a page that is put away be kept by its browser, and goes on when it is back. */
export function followPage(): void {
  addEventListener(
    "pagehide",
    guarded(() => busy.forEach((visitor) => visitor.hide())),
  );
  addEventListener(
    "pageshow",
    guarded(({ persisted }: PageTransitionEvent) => persisted && busy.forEach((visitor) => visitor.show())),
  );
}

function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
