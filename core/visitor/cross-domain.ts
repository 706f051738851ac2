// The session goes on at another listed domain: a code for one use, bound to that domain, travels in the address' fragment, which
// no server gets to see. Mirror: arrival.ts.
import type { ContinueParams, CrossDomainParams, VisitorHost } from "./api.ts";
import { handOver, wasTaken } from "./service.ts";
import { ServiceError } from "./service-error.ts";
import type { UiPort } from "./ui-port.ts";

/** How often the service is asked whether the other domain has taken the session, in ms. */
const POLL_MS = 250;
/** The window that prepares another domain, as `window.open` takes it: it closes by itself. */
const HELPER_WINDOW = "popup,width=240,height=120";

/** `continue`: the page goes on with the session. `prepare`: it only keeps it, and closes. */
type Purpose = "continue" | "prepare";

/** What a session tells of itself. */
interface RunningSession {
  readonly inSession: boolean;
  readonly domains: readonly string[];
}

/** Takes the session to other domains. */
export class CrossDomain {
  readonly #host: VisitorHost;
  readonly #session: RunningSession;
  readonly #ui: Pick<UiPort, "askCrossDomain">;
  /** Origins that know the session. */
  readonly #prepared = new Set<string>();

  constructor(host: VisitorHost, session: RunningSession, ui: Pick<UiPort, "askCrossDomain">) {
    this.#host = host;
    this.#session = session;
    this.#ui = ui;
  }

  /** Links to listed domains take the session along; what a page's own code has dealt with is left alone. */
  followLinks(): void {
    addEventListener("click", (event) => this.#followLink(event));
  }

  /** Goes to `url`. @returns false, after the event `error`, when that cannot be. */
  async go({ url, target }: CrossDomainParams): Promise<boolean> {
    const address = this.#address(url);
    if (address === undefined) return false;
    try {
      const { href } = await this.#withCode(address, "continue");
      this.#open(href, target);
      return true;
    } catch (error) {
      this.#refused(error, address.href);
      return false;
    }
  }

  /** Makes the session known at `destination`, and stays. Resolves to whether it is. */
  async prepare({ destination, oncomplete }: ContinueParams): Promise<boolean> {
    const address = this.#address(addressOf(destination));
    if (address === undefined) return false;
    // At once, in the visitor's click: a window that is opened after an answer is blocked.
    const helper = window.open("about:blank", "_blank", HELPER_WINDOW);
    try {
      if (helper === null)
        throw new ServiceError("service", "the browser opened no window: call it in a click");
      const { href, code } = await this.#withCode(address, "prepare");
      helper.location.replace(href);
      await this.#taken(code);
      this.#prepared.add(address.origin);
      oncomplete?.();
      return true;
    } catch (error) {
      helper?.close();
      this.#refused(error, address.href);
      return false;
    }
  }

  /** Has the UI ask first; without `params` about all listed domains. At once when all know the session already. */
  async prompt(params?: CrossDomainParams): Promise<void> {
    const target = params === undefined ? undefined : this.#address(params.url);
    if (params !== undefined && target === undefined) return;
    const origins = target === undefined ? this.#unprepared() : [target.origin];
    if (origins.length === 0) return;
    const asked = await this.#ui.askCrossDomain(origins, async () => {
      if (params !== undefined) await this.go(params);
      else for (const destination of origins) await this.prepare({ destination });
    });
    if (!asked) this.#host.warn("no UI asks about other domains (VisitorUiPort.askCrossDomain)");
  }

  #unprepared(): string[] {
    return this.#session.domains.filter(
      (origin) => origin !== location.origin && !this.#prepared.has(origin),
    );
  }

  /** The address of another listed domain; undefined, after the event `error`, for others. */
  #address(url: string): URL | undefined {
    if (!this.#session.inSession) {
      this.#host.warn("no session is running");
      return undefined;
    }
    const address = URL.canParse(url, document.baseURI) ? new URL(url, document.baseURI) : undefined;
    if (address !== undefined && this.#session.domains.includes(address.origin)) return address;
    this.#refused(
      new ServiceError("untrusted-domain", "the session cannot go on at a domain that is not listed"),
      url,
    );
    return undefined;
  }

  async #withCode(address: URL, purpose: Purpose): Promise<{ readonly href: string; readonly code: string }> {
    const stored = this.#host.store.read();
    if (stored === undefined) throw new ServiceError("ended", "there is no session to go on with");
    const code = await handOver(this.#host.settings(), stored, address.origin);
    const url = new URL(address);
    url.hash += `${url.hash === "" ? "" : "&"}glance_${purpose}=${code}`;
    return { href: url.href, code };
  }

  async #taken(code: string): Promise<void> {
    while (!(await wasTaken(this.#host.settings(), code)))
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }

  #open(href: string, target = ""): void {
    if (target === "" || target === "_self") location.assign(href);
    else window.open(href, target, target === "_blank" ? "noopener" : "");
  }

  #refused(error: unknown, url: string): void {
    const { code, message } =
      error instanceof ServiceError ? error : new ServiceError("service", String(error));
    this.#host.emit("error", { code: code === "ended" ? "service" : code, msg: message, params: { url } });
  }

  #followLink(event: MouseEvent): void {
    const link = linkOf(event);
    if (link === undefined || !this.#session.inSession) return;
    const { href, target, origin } = link;
    if (origin === location.origin || !this.#session.domains.includes(origin)) return;
    event.preventDefault();
    void this.go({ url: href, target }).then((gone) => {
      // The visitor wants to go there in any case.
      if (!gone) this.#open(href, target);
    });
  }
}

/** `help.example` → `https://help.example`; addresses stay what they are. */
function addressOf(destination: string): string {
  return destination.includes("://") ? destination : `${location.protocol}//${destination}`;
}

/** The link that a plain click is on, unless it was dealt with; one with modifiers is the browser's. */
export function linkOf(event: MouseEvent): HTMLAnchorElement | undefined {
  const isPlain = !event.defaultPrevented && event.button === 0;
  if (!isPlain || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return undefined;
  const link = event.composedPath().find((target) => target instanceof HTMLAnchorElement);
  return link === undefined || link.href === "" || link.hasAttribute("download") ? undefined : link;
}
