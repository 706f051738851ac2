// `GLANCE.Presence.Agent`: finds a visitor, calls it, and follows it. Mirrors: server/http/presence-routes.ts, server/presence/watch-desk.ts.
import { AccessError, askAsAgent, canAskAgain, forgetToken, tokenFor } from "./agent-access.ts";
import type { PresenceAgentApi, PresenceAgentParams, SignalParams, VisitorPresence } from "./api.ts";
import { type Heard, Line } from "./line.ts";
import { messageOf } from "./messages.ts";
import { call } from "./warn.ts";

const START = "GLANCE.Cobrowse.Visitor.startSession";

export class PresenceAgent implements PresenceAgentApi {
  onerror: PresenceAgentApi["onerror"];
  onpresence: PresenceAgentApi["onpresence"];
  onvisitorconnect: PresenceAgentApi["onvisitorconnect"];
  onvisitordisconnect: PresenceAgentApi["onvisitordisconnect"];
  onvisitoraccept: PresenceAgentApi["onvisitoraccept"];
  onvisitordecline: PresenceAgentApi["onvisitordecline"];
  onvisitorsessionstart: PresenceAgentApi["onvisitorsessionstart"];
  onvisitorsessionend: PresenceAgentApi["onvisitorsessionend"];
  onvisitorerror: PresenceAgentApi["onvisitorerror"];
  readonly #origin: string;
  /** Whom it is about, as an address and a message say it. */
  readonly #who: Readonly<Record<string, string>>;
  #line: Line | undefined;
  #isConnected = false;
  /** The service has had this agent on the line before. */
  #wasWelcome = false;

  /** @param originOf where the service is. */
  constructor(originOf: (host: string) => string, params: PresenceAgentParams) {
    const { presenceserver = "", visitorid, uniqueid } = params;
    this.#origin = originOf(presenceserver);
    this.#who =
      visitorid === undefined ? { uniqueid: String(uniqueid ?? "") } : { visitorid: String(visitorid) };
  }

  readonly lookupVisitor = ({
    onsuccess,
    onfail,
  }: Parameters<PresenceAgentApi["lookupVisitor"]>[0] = {}): void => {
    this.#ask(this.#url("/lookupvisitor"), {}, onfail, (answer) => {
      if ((answer as VisitorPresence).visitorpresent) call(onsuccess, answer);
      else call(onfail, "visitornotpresent");
    });
  };

  readonly signalVisitor = (params: SignalParams): void => {
    const { mtype, data, func, args, onsuccess, onfail } = params;
    const isCall = mtype === "invoke" || func !== undefined;
    const called = func === undefined ? data : { func, ...(args === undefined ? {} : { args }) };
    const message = { mtype: isCall ? "invoke" : "signal", data: (isCall ? called : data) ?? null };
    const init = {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(message),
    };
    this.#ask(this.#url("/signalvisitor"), init, onfail, (answer) => call(onsuccess, answer));
  };

  readonly startSession = (params: Parameters<PresenceAgentApi["startSession"]>[0] = {}): void =>
    this.signalVisitor({ ...params, func: START });

  readonly connect = (): void => {
    this.#line ??= new Line({
      origin: this.#origin,
      first: async () => ({ type: "watch", token: await tokenFor(this.#origin), ...this.#who }),
      onmessage: (message) => this.#hear(message),
      onlost: () => this.#failed("service"),
      onrefused: (code) => this.#refused(code),
    });
  };

  readonly disconnect = (): void => {
    this.#line?.close();
    this.#line = undefined;
    this.#isConnected = false;
  };

  #url(path: string): URL {
    const url = new URL(path, this.#origin);
    url.search = String(new URLSearchParams(this.#who));
    return url;
  }

  #ask(url: URL, init: RequestInit, onfail: unknown, ondone: (answer: object) => void): void {
    askAsAgent(url, init).then(ondone, (error: unknown) => {
      const code = error instanceof AccessError ? error.message : "service";
      if (typeof onfail === "function") call(onfail, code);
      else this.#failed(code);
    });
  }

  #hear(message: Heard): void {
    if (message.type === "welcome") this.#wasWelcome = true;
    else if (message.type === "presence") this.#presence(message);
    else if (message.type === "event") this.#event(message);
  }

  #presence(message: Heard): void {
    const told = Object.entries(message).filter(([name]) => name !== "type");
    const presence = Object.fromEntries(told) as unknown as VisitorPresence; // our own service's
    call(this.onpresence, presence);
    const isConnected = presence.connected === true;
    if (isConnected === this.#isConnected) return;
    this.#isConnected = isConnected;
    call(isConnected ? this.onvisitorconnect : this.onvisitordisconnect);
  }

  #event({ event, code, msg }: Heard): void {
    switch (event) {
      case "accepted":
        call(this.onvisitoraccept);
        break;
      case "declined":
        call(this.onvisitordecline);
        break;
      case "sessionstart":
        call(this.onvisitorsessionstart);
        break;
      case "sessionend":
        call(this.onvisitorsessionend);
        break;
      case "error":
        call(this.onvisitorerror, { code: textOf(code), msg: textOf(msg) });
        break;
    }
  }

  /** A token ends while its line stands; with another one the line goes on. */
  #refused(code: string): void {
    this.#line = undefined;
    const goesOn = code === "authorization" && this.#wasWelcome && canAskAgain();
    this.#wasWelcome = false;
    forgetToken(this.#origin);
    if (goesOn) this.connect();
    else this.#failed(code);
  }

  #failed(code: string): void {
    call(this.onerror, { code, msg: messageOf(code) });
  }
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
