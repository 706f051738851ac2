// A page that listens for agents: its line to the service, what it hears there, its unique id. Mirror: server/presence/visitor-desk.ts.
import type { PresenceData } from "./api.ts";
import { followActivity, isLookedAt } from "./activity.ts";
import { invoke, readInvocation } from "./functions.ts";
import { type Heard, Line } from "./line.ts";
import { Offers } from "./offers.ts";
import type { Place } from "./place.ts";
import type { PageReport } from "./report.ts";

/** What is known of a visitor when a line is opened. */
export interface ListeningOptions {
  readonly place: Place;
  /** Undefined: a unique id is wanted. */
  readonly visitorid: string | undefined;
  readonly data: PresenceData | undefined;
  /** What is told of the page. Rejects when nothing may be. */
  readonly page: () => Promise<PageReport>;
  readonly onsignal: (message: unknown) => void;
  readonly onuniqueid: (id: string, timeoutS: number) => void;
  readonly onlost: () => void;
  /** It is over. */
  readonly onrefused: (code: string) => void;
  readonly onreported: (refusal: string | undefined) => void;
}

interface Unique {
  readonly id: string;
  readonly token: string;
}

/** Where a unique id waits for the next page of this tab. */
const UNIQUE_NAME = "glance_presence";

export class Listening {
  readonly #options: ListeningOptions;
  readonly #abort = new AbortController();
  readonly #offers: Offers;
  readonly #line: Line;
  #unique: Unique | undefined;
  /** What the service has not heard yet. */
  #data: PresenceData | undefined;

  constructor(options: ListeningOptions) {
    this.#options = options;
    const { place, visitorid, data, onlost, onrefused } = options;
    this.#data = data;
    if (visitorid === undefined) this.#unique = readUnique(place.groupid);
    this.#offers = new Offers((word) => void this.#line.say({ type: "tell", ...word }));
    this.#line = new Line({
      origin: place.serviceOrigin,
      first: () => this.#first(),
      onmessage: (message) => this.#hear(message),
      onlost,
      onrefused: (code) => {
        if (code === "expired") keepUnique(place.groupid, undefined);
        this.stop();
        onrefused(code);
      },
    });
    followActivity(() => void this.#line.say({ type: "active" }), this.#abort.signal);
  }

  /** Reports on the line; false when it does not stand. */
  report(told: { readonly data?: PresenceData; readonly page?: PageReport }): boolean {
    return this.#line.say({ type: "report", ...told });
  }

  /** More time for the unique id. */
  extend(): void {
    this.#line.say({ type: "extend" });
  }

  /** Listens no more. @param forgets the unique id too: it is not for the next page. */
  stop(forgets = false): void {
    this.#abort.abort();
    this.#offers.stop();
    this.#line.close();
    if (forgets && this.#options.visitorid === undefined) keepUnique(this.#options.place.groupid, undefined);
  }

  async #first(): Promise<object> {
    const { place, visitorid, page } = this.#options;
    const unique = this.#unique === undefined ? {} : { unique: this.#unique };
    return {
      type: "visitor",
      groupid: place.groupid,
      site: place.site,
      active: isLookedAt(),
      page: await page(),
      ...(visitorid === undefined ? unique : { visitorid }),
      ...(this.#data === undefined ? {} : { data: this.#data }),
    };
  }

  #hear(message: Heard): void {
    const { onreported } = this.#options;
    switch (message.type) {
      case "welcome":
        this.#data = undefined;
        this.#offers.follow();
        this.#welcome(message["unique"]);
        break;
      case "extended":
        this.#tellUnique(message["timeoutS"]);
        break;
      case "signal":
        this.#signal(message);
        break;
      case "reported":
        onreported(undefined);
        break;
      case "refused":
        onreported(String(message["code"]));
        break;
    }
  }

  #welcome(given: unknown): void {
    const { id, token, timeoutS } = (given ?? {}) as Partial<Record<"id" | "token" | "timeoutS", unknown>>;
    if (typeof id !== "string" || typeof token !== "string") return;
    this.#unique = { id, token };
    keepUnique(this.#options.place.groupid, this.#unique);
    this.#tellUnique(timeoutS);
  }

  #tellUnique(timeoutS: unknown): void {
    if (this.#unique !== undefined && typeof timeoutS === "number")
      this.#options.onuniqueid(this.#unique.id, timeoutS);
  }

  #signal({ mtype, data, agent }: Heard): void {
    if (mtype === "signal") this.#options.onsignal(data);
    const invocation = mtype === "invoke" ? readInvocation(data) : undefined;
    if (invocation === undefined) return;
    const key = this.#options.visitorid ?? this.#unique?.id ?? "";
    const name = typeof agent === "string" ? agent : "";
    if (invoke(invocation, () => this.#offers.ask(name, key))) return;
    this.#line.say({
      type: "tell",
      event: "error",
      code: "nofunction",
      msg: "the page has no such function",
    });
  }
}

function readUnique(groupid: string): Unique | undefined {
  try {
    const kept = JSON.parse(sessionStorage.getItem(UNIQUE_NAME) ?? "null") as
      (Partial<Unique> & { readonly groupid?: unknown }) | null;
    const { id, token } = kept ?? {};
    const isOurs = kept?.groupid === groupid && typeof id === "string" && typeof token === "string";
    return isOurs ? { id, token } : undefined;
  } catch {
    return undefined; // the browser forbids it, or another wrote there
  }
}

function keepUnique(groupid: string, unique: Unique | undefined): void {
  try {
    if (unique === undefined) sessionStorage.removeItem(UNIQUE_NAME);
    else sessionStorage.setItem(UNIQUE_NAME, JSON.stringify({ groupid, ...unique }));
  } catch {
    // The next page gets another id.
  }
}
