// One visitor who is present: what is known, which pages listen, which of them hears agents. Nothing of it is ever on a disk or in a log.
import {
  MAX_PRESENCE_MEMBERS,
  MAX_PRESENCE_PAGES,
  MAX_WAITING_SIGNALS,
  PRESENCE_LIFE_MS,
  PRESENCE_WINDOW_MS,
} from "../limits.ts";
import type { PresenceData, PresencePage, Signal } from "./messages.ts";

/** A signal with the agent's name, for the visitor to read. */
export type NamedSignal = Signal & { readonly agent: string };

/** A page of the visitor's that listens. */
export interface ListeningPage {
  signal(signal: NamedSignal): void;
  /** There are too many pages: this one is not heard any more. */
  crowdedOut(): void;
}

/** What a report says. */
export interface Report {
  readonly data?: PresenceData | undefined;
  /** A page in place of the one before, all of it: a masked page must not be told by the address of another. */
  readonly page?: PresencePage | undefined;
}

/** What became of a signal: a page has it, or the next one gets it. */
export type Delivery = "sent" | "waiting" | "absent";

interface WaitingSignal {
  readonly signal: NamedSignal;
  readonly until: number;
}

/** A visitor, from the first report to the last one's time-out. Times are of the monotonic clock, but for {@link PresentVisitor.reportedAt}. */
export class PresentVisitor {
  readonly groupId: string;
  readonly id: string;
  /** When it reported last, in ms since 1970. */
  reportedAt = Date.now();
  #data = new Map<string, string | number>();
  #page: PresencePage = {};
  #seenAt = performance.now();
  /** When its last page has gone; undefined while one listens, and before. */
  #leftAt: number | undefined;
  /** The one that was active last stands last: it hears agents. */
  readonly #pages = new Set<ListeningPage>();
  #waiting: WaitingSignal[] = [];

  constructor(groupId: string, id: string) {
    this.groupId = groupId;
    this.id = id;
  }

  get isListening(): boolean {
    return this.#pages.size > 0;
  }

  /** Whether one of its pages listens, or did a moment ago: the visitor may be on the way to the next one. */
  get isReachable(): boolean {
    return this.isListening || this.#isBetweenPages();
  }

  /** Whether it has not been heard of for too long. */
  get isGone(): boolean {
    return !this.isListening && performance.now() - this.#seenAt > PRESENCE_LIFE_MS;
  }

  /** Whether it listened, and its next page has not come in time. */
  get hasLeft(): boolean {
    return this.#leftAt !== undefined && !this.isReachable;
  }

  /** Merges what a report says; false when that would be too much, and then nothing is changed. */
  report({ data = {}, page }: Report): boolean {
    const merged = new Map([...this.#data, ...Object.entries(data)]);
    if (merged.size > MAX_PRESENCE_MEMBERS) return false;
    this.#data = merged;
    if (page !== undefined) this.#page = page;
    this.reportedAt = Date.now();
    this.#seenAt = performance.now();
    return true;
  }

  /** `page` listens from now on. @param isActive whether somebody looks at it. */
  listen(page: ListeningPage, isActive: boolean): void {
    const others = [...this.#pages];
    this.#pages.add(page);
    this.#leftAt = undefined;
    if (!isActive) for (const other of others) this.activate(other);
    const [oldest] = this.#pages;
    if (this.#pages.size > MAX_PRESENCE_PAGES) oldest?.crowdedOut();
    this.#pass();
  }

  /** `page` was used just now: agents are heard there. */
  activate(page: ListeningPage): void {
    if (this.#pages.delete(page)) this.#pages.add(page);
  }

  /** `page` listens no more. */
  unlisten(page: ListeningPage): void {
    if (!this.#pages.delete(page) || this.isListening) return;
    this.#leftAt = performance.now();
    this.#seenAt = this.#leftAt;
  }

  /** Gives a signal to the page that was active last, or keeps it for the next page. */
  signal(signal: NamedSignal): Delivery {
    const page = [...this.#pages].at(-1);
    if (page !== undefined) {
      page.signal(signal);
      return "sent";
    }
    if (!this.#isBetweenPages() || this.#waiting.length >= MAX_WAITING_SIGNALS) return "absent";
    this.#waiting.push({ signal, until: performance.now() + PRESENCE_WINDOW_MS });
    return "waiting";
  }

  /** What agents are told. */
  describe(): object {
    const { url, browser, platform } = this.#page;
    return {
      groupid: this.groupId,
      visitorid: this.id,
      timestamp: this.reportedAt,
      connected: this.isReachable,
      ...(url === undefined ? {} : { url }),
      ...(browser === undefined ? {} : { browser }),
      ...(platform === undefined ? {} : { platform }),
      data: Object.fromEntries(this.#data),
    };
  }

  /** It has left, and whoever watches was told. */
  forgetLeaving(): void {
    this.#leftAt = undefined;
    this.#waiting = [];
  }

  #isBetweenPages(): boolean {
    return this.#leftAt !== undefined && performance.now() - this.#leftAt <= PRESENCE_WINDOW_MS;
  }

  /** What waited goes to the page that is here by now. */
  #pass(): void {
    const now = performance.now();
    const due = this.#waiting.filter(({ until }) => until >= now);
    this.#waiting = [];
    for (const { signal } of due) this.signal(signal);
  }
}
