// `GLANCE.Guest.Connector`: a code for a guest, and what becomes of it.
import type {
  AdmittedEvent,
  ConnectorApi,
  ConnectorEvents,
  ConnectorHandler,
  ConnectorOptions,
  ConnectResult,
  GuestErrorCode,
  GuestErrorEvent,
  MoreTimeResult,
} from "./api.ts";
import { guestViewUrl, serviceOrigin } from "./address.ts";
import { GuestService, GuestServiceError } from "./service.ts";

/** Pause after the service could not be reached, in ms. */
const RETRY_MS = 2_000;

const NO_CODE: ConnectResult = { ok: false, code: "", timeout: 0 };

/** Around the connector: what tests put in its place. */
export interface ConnectorPorts {
  goTo(url: string): void;
  readonly retryMs: number;
}

/** One that is waiting for news. */
interface Attempt {
  readonly ticket: string;
  readonly stop: AbortController;
  timer: ReturnType<typeof setTimeout> | undefined;
}

export class Connector implements ConnectorApi {
  readonly #origin: string;
  readonly #groupid: string;
  readonly #service: GuestService;
  readonly #ports: ConnectorPorts;
  readonly #target = new EventTarget();
  #attempt: Attempt | undefined;
  /** Tells an answer that comes too late. */
  #asked = 0;

  constructor(
    { groupid, ws = "" }: ConnectorOptions,
    ports: ConnectorPorts = { goTo: (url) => location.assign(url), retryMs: RETRY_MS },
  ) {
    this.#origin = serviceOrigin(ws);
    this.#groupid = String(groupid);
    this.#service = new GuestService(this.#origin);
    this.#ports = ports;
  }

  addEventListener<N extends keyof ConnectorEvents>(name: N, handler: ConnectorHandler<N>): void {
    this.#target.addEventListener(name, handler as EventListener);
  }

  removeEventListener<N extends keyof ConnectorEvents>(name: N, handler: ConnectorHandler<N>): void {
    this.#target.removeEventListener(name, handler as EventListener);
  }

  async connect(guestName: string): Promise<ConnectResult> {
    this.#stop();
    const asked = (this.#asked += 1);
    try {
      const { ticket, code, timeout } = await this.#service.ask(this.#groupid, guestName);
      if (asked !== this.#asked) return NO_CODE;
      const attempt: Attempt = { ticket, stop: new AbortController(), timer: undefined };
      this.#attempt = attempt;
      this.#setTime(attempt, timeout);
      void this.#follow(attempt);
      return { ok: true, code, timeout };
    } catch (error) {
      if (asked === this.#asked) this.#fail(error);
      return NO_CODE;
    }
  }

  async moreTime(): Promise<MoreTimeResult> {
    const attempt = this.#attempt;
    if (attempt === undefined) return { ok: false, timeout: 0 };
    try {
      const timeout = await this.#service.moreTime(attempt.ticket);
      if (attempt !== this.#attempt) return { ok: false, timeout: 0 };
      this.#setTime(attempt, timeout);
      return { ok: true, timeout };
    } catch {
      // The event `timeout` comes of itself; a service that is not reached may be asked again.
      return { ok: false, timeout: 0 };
    }
  }

  /** Asks for news until there is an end of it. */
  async #follow(attempt: Attempt): Promise<void> {
    const { signal } = attempt.stop;
    while (!signal.aborted) {
      try {
        const news = await this.#service.news(attempt.ticket, signal);
        if (attempt !== this.#attempt) return;
        if (news.state === "admitted") this.#admit(news.token);
        else if (news.state === "declined")
          this.#fail(new GuestServiceError("declined", "the guest is not wanted"));
      } catch (error) {
        if (attempt !== this.#attempt) return;
        if (error instanceof GuestServiceError && error.code === "timeout") this.#timeOut();
        else await new Promise((resolve) => setTimeout(resolve, this.#ports.retryMs));
      }
    }
  }

  #setTime(attempt: Attempt, seconds: number): void {
    clearTimeout(attempt.timer);
    attempt.timer = setTimeout(() => this.#timeOut(), seconds * 1000);
  }

  #timeOut(): void {
    if (this.#attempt === undefined) return;
    this.#stop();
    this.#target.dispatchEvent(new Event("timeout"));
  }

  #admit(token: string): void {
    this.#stop();
    const url = guestViewUrl(this.#origin, this.#groupid, token);
    const event: AdmittedEvent = Object.assign(new Event("admitted", { cancelable: true }), { url, token });
    if (this.#target.dispatchEvent(event)) this.#ports.goTo(url);
  }

  #fail(error: unknown): void {
    this.#stop();
    const known = error instanceof GuestServiceError && error.code !== "timeout" ? error.code : undefined;
    const code: GuestErrorCode = known ?? "service";
    const event: GuestErrorEvent = Object.assign(new Event("error"), { code, msg: String(error) });
    this.#target.dispatchEvent(event);
  }

  #stop(): void {
    clearTimeout(this.#attempt?.timer);
    this.#attempt?.stop.abort();
    this.#attempt = undefined;
  }
}
