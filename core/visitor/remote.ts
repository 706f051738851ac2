// What agents show and do in this page, and who may: gestures for all, input for the one whom the visitor lets act.
import {
  destinationOf,
  type Gestures,
  go,
  type Grant,
  type Perform,
  trustedAddress,
} from "../control/index.ts";
import {
  type AgentControlMessage,
  type GestureMessage,
  type InputMessage,
  type NavigateMessage,
  type Participant,
  type Permission,
  PERMISSION_OF,
  permissionsOfParticipant,
  type RefusalReason,
} from "../protocol/index.ts";
import type { ConfirmRequest, RcRequest } from "./api.ts";
import { ControlLog, type StoppedBy, type TellControl } from "./control-log.ts";
import type { ControlTools } from "./control-tools.ts";
import type { Facts } from "./facts.ts";
import { NOTHING_ALLOWED, readRemoteSettings } from "./remote-settings.ts";
import type { PageHost } from "./session-store.ts";
import type { Sharing } from "./sharing.ts";
import type { UiPort } from "./ui-port.ts";

export type RemoteUi = Pick<UiPort, "askRemoteControl" | "askNavigation">;

/** Gestures and remote control on this page. */
export class Remote {
  readonly #host: PageHost;
  readonly #ui: RemoteUi;
  readonly #facts: Facts;
  #sharing: Sharing | undefined;
  #settings = NOTHING_ALLOWED;
  #domains: readonly string[] = [];
  #gestures: Gestures | undefined;
  #grant: Grant | undefined;
  /** Agents and guests by slot, as the server says. */
  #agents: ReadonlyMap<number, Participant> = new Map();
  /** Agents whose requests are not answered yet. */
  readonly #asking = new Set<number>();
  readonly #log = new ControlLog();
  /** What was typed into last. */
  #typedIn: Element | undefined;
  #perform: Perform | undefined;

  constructor(host: PageHost, ui: RemoteUi, facts: Facts) {
    this.#host = host;
    this.#ui = ui;
    this.#facts = facts;
  }

  /** What the group lets agents do, and the origins that it trusts; `log` keeps the record of it. */
  allow(settings: unknown, domains: readonly string[], log: TellControl): void {
    this.#log.use(log);
    this.#settings = readRemoteSettings(settings);
    this.#domains = domains;
    if (this.#facts.rc && !this.#settings.remoteControl) this.#facts.setRc(false);
  }

  /** The page goes on with the session: tells what holds, before it is shared. */
  announce(): void {
    if (this.#facts.rc) this.#host.emit("rc", { enabled: true });
  }

  /** The page is shared by `sharing` from now on; undefined: it is not shared any more. */
  attach(sharing: Sharing | undefined): void {
    this.#sharing = sharing;
    this.#asking.clear();
    this.#watch();
    if (sharing !== undefined) return;
    this.#log.flush();
    this.#gestures?.close();
    this.#gestures = undefined;
  }

  /** The session is over. */
  end(): void {
    const { rc } = this.#facts;
    this.attach(undefined);
    this.#facts.setRc(false);
    this.#watch();
    if (rc) this.#host.emit("rc", { enabled: false });
  }

  /** Who is there: what an agent who has gone was given is taken back. */
  meet(participants: readonly Participant[]): void {
    const agents = participants.filter(({ role }) => role !== "visitor");
    this.#agents = new Map(agents.map((agent) => [agent.slot, agent]));
    const connected = participants.filter((each) => each.connected).map(({ slot }) => slot);
    this.#gestures?.keep(connected);
    const { rc, holder } = this.#facts;
    if (rc && holder !== undefined && !this.#may(holder, "remoteControl")) this.#stop("gone");
  }

  /** Lets an agent act, or nobody any more; without `holder`, whoever acts first. */
  enable(enabled: boolean, holder?: number): void {
    if (!enabled) {
      this.#stop("visitor");
      return;
    }
    if (!this.#settings.remoteControl) {
      this.#host.warn("the group does not allow remote control");
      return;
    }
    const [asking] = this.#asking;
    const who = holder ?? asking;
    if (who !== undefined) this.#log.note(who, "granted");
    this.#switch(true, who);
  }

  /** Takes back what was given, if anything was. */
  #stop(by: StoppedBy): void {
    const { rc, holder } = this.#facts;
    if (rc && holder !== undefined) this.#log.note(holder, "stopped", by);
    this.#switch(false, undefined);
  }

  #switch(enabled: boolean, holder: number | undefined): void {
    this.#facts.setRc(enabled, holder);
    this.#asking.clear();
    this.#typedIn = undefined;
    this.#perform?.reset();
    this.#watch();
    this.#sharing?.tell(this.#facts.rcMessage());
    this.#host.emit("rc", { enabled });
  }

  /** An agent gives remote control back. */
  giveBack(from: number): void {
    if (this.#facts.rc && this.#isHolder(from)) this.#stop("agent");
  }

  /** An agent asks for remote control. One object for everybody: listeners of the page replace its functions, and the UI calls what is
   * there then (EVT-04). */
  ask(from: number): void {
    if (!this.#may(from, "remoteControl")) {
      this.#refuse(from, "no-permission");
      return;
    }
    if (this.#facts.rc && this.#facts.holder === from) this.#sharing?.tell(this.#facts.rcMessage());
    if ((this.#facts.rc && this.#facts.holder === from) || this.#asking.has(from)) return;
    this.#asking.add(from);
    // It is there by the time the visitor has said yes.
    this.#host.control.use(() => undefined);
    this.#log.note(from, "asked");
    const request: RcRequest = {
      accept: () => this.enable(true, from),
      decline: () => this.#decline(from),
    };
    this.#host.emit("rcrequested", request);
    this.#ui.askRemoteControl(request);
  }

  /** An agent shows or does something. */
  hear(message: AgentControlMessage, from: number, name: string): void {
    if (this.#may(from, PERMISSION_OF[message.type])) this.#heed(message, from, name);
    // Pointers move: one refusal a move is no use to anybody.
    else if (message.type !== "point") this.#refuse(from, "no-permission");
  }

  /** What an agent may do by the group's word and its role's, whatever the visitor allows. */
  #may(slot: number, what: Permission): boolean {
    const agent = this.#agents.get(slot);
    return agent !== undefined && permissionsOfParticipant(this.#settings, agent)[what];
  }

  #heed(message: AgentControlMessage, from: number, name: string): void {
    const tools = this.#host.control.content;
    if (message.type === "navigate") this.#navigate(message, from);
    else if (tools !== undefined) this.#do(message, from, name, tools);
    else if (this.#mayWait(message, from)) this.#heedLater(message, from, name);
  }

  /** What acts must be allowed by now: what is granted meanwhile is not for what was done before. */
  #mayWait(message: AgentControlMessage, from: number): boolean {
    if (PERMISSION_OF[message.type] !== "remoteControl") return true;
    const isGranted = this.#facts.rc && this.#isHolder(from);
    if (!isGranted) this.#refuse(from, "no-grant");
    return isGranted;
  }

  /** Once what does it is here: then it is decided anew whether it may be done. */
  #heedLater(message: AgentControlMessage, from: number, name: string): void {
    const sharing = this.#sharing;
    this.#host.control.use((tools) => {
      if (this.#sharing !== sharing || sharing === undefined) return;
      if (tools !== undefined) this.hear(message, from, name);
      else if (message.type !== "point") this.#refuse(from, "not-possible");
    });
  }

  #do(
    message: Exclude<AgentControlMessage, NavigateMessage>,
    from: number,
    name: string,
    tools: ControlTools,
  ): void {
    switch (message.type) {
      case "point":
      case "ripple":
      case "highlight":
      case "draw":
      case "clear":
        this.#show(from, name, message, tools);
        return;
      case "access":
        this.#shown(tools).readAloud(message.enabled);
        this.#host.emit("accessibility", { enabled: message.enabled });
        return;
      default:
        this.#act(message, from, name, tools);
    }
  }

  #show(from: number, name: string, gesture: GestureMessage, tools: ControlTools): void {
    this.#shown(tools).show(from, name, gesture);
  }

  #shown(tools: ControlTools): Gestures {
    return (this.#gestures ??= new tools.Gestures(() => this.#sharing?.page));
  }

  #performing({ Perform, selectorOf }: ControlTools): Perform {
    return (this.#perform ??= new Perform({
      page: () => this.#sharing?.page,
      regions: () => this.#settings.regions,
      mayGoTo: (url) => trustedAddress(url, this.#domains) !== undefined,
      onuse: (element) => {
        const { defaultView } = element.ownerDocument;
        if (defaultView !== null) this.#grant?.watch(defaultView);
        this.#host.emit("rcevent", { path: selectorOf(element, document) });
      },
    }));
  }

  #decline(from: number): void {
    this.#asking.delete(from);
    this.#log.note(from, "declined");
    this.#refuse(from, "declined");
    this.#sharing?.tell(this.#facts.rcMessage());
  }

  #isHolder(slot: number): boolean {
    return this.#facts.holder === undefined || this.#facts.holder === slot;
  }

  /** Why an agent may not act now; undefined when it may. */
  #obstacle(from: number): RefusalReason | undefined {
    if (!this.#facts.rc || !this.#may(from, "remoteControl") || !this.#isHolder(from)) return "no-grant";
    return this.#grant === undefined || this.#grant.isSuspended ? "suspended" : undefined;
  }

  #act(message: InputMessage, from: number, name: string, tools: ControlTools): void {
    const reason = this.#obstacle(from) ?? this.#performing(tools).input(message);
    if (reason !== undefined) {
      this.#refuse(from, reason);
      return;
    }
    if (this.#facts.holder === undefined) {
      this.#facts.setRc(true, from);
      this.#log.note(from, "granted");
      this.#sharing?.tell(this.#facts.rcMessage());
    }
    this.#grant?.used();
    this.#count(message, from);
    if ("at" in message && message.type !== "wheel")
      this.#show(from, name, { type: "point", at: message.at }, tools);
    if (message.type === "press") this.#show(from, name, { type: "ripple", at: message.at }, tools);
  }

  #count({ type }: InputMessage, from: number): void {
    if (type === "press") this.#log.count(from, "clicked");
    else if (type === "wheel") this.#log.count(from, "scrolled");
    else if (type === "set" || type === "choose") this.#log.count(from, "chose");
    else if ((type === "key" || type === "text") && this.#typedIn !== document.activeElement) {
      this.#typedIn = document.activeElement ?? undefined;
      this.#log.count(from, "typed");
    }
  }

  #navigate(message: NavigateMessage, from: number): void {
    const to = destinationOf(message, this.#domains);
    if (to === undefined) {
      this.#refuse(from, "untrusted");
      return;
    }
    const leave = (): void => {
      this.#log.count(from, "navigated");
      // A link to another domain takes the session along (cross-domain.ts).
      const isElsewhere = to instanceof URL && to.origin !== location.origin && message.how === "";
      if (!go(to, isElsewhere ? "link" : message.how)) this.#refuse(from, "not-possible");
    };
    const obstacle = this.#obstacle(from);
    if (obstacle === "suspended") this.#refuse(from, obstacle);
    else if (obstacle === undefined && message.confirm === null) leave();
    else this.#confirm(message, from, leave);
  }

  /** The visitor decides, once. */
  #confirm({ url, how, confirm }: NavigateMessage, from: number, leave: () => void): void {
    let isOpen = true;
    const once = (what: () => void) => (): void => {
      if (isOpen && this.#sharing !== undefined) what();
      isOpen = false;
    };
    const request: ConfirmRequest = {
      url,
      ...(how === "" ? {} : { [how]: true }),
      confirm: confirm ?? true,
      accept: once(leave),
      decline: once(() => this.#refuse(from, "declined")),
    };
    this.#host.emit("confirm", request);
    this.#ui.askNavigation(request);
  }

  #refuse(slot: number, reason: RefusalReason): void {
    this.#sharing?.tellControl(slot, { type: "refused", reason });
  }

  /** Watches the visitor for as long as somebody may act in the page that is shared. */
  #watch(): void {
    const isWanted = this.#facts.rc && this.#sharing !== undefined;
    if (!isWanted) this.#grant?.stop();
    if (!isWanted) this.#grant = undefined;
    if (isWanted && this.#grant === undefined) this.#host.control.use((tools) => this.#startGrant(tools));
  }

  /** Nobody acts unwatched: where what watches cannot be had, nobody acts. */
  #startGrant(tools: ControlTools | undefined): void {
    if (!this.#facts.rc || this.#sharing === undefined || this.#grant !== undefined) return;
    if (tools === undefined) {
      this.#stop("gone");
      return;
    }
    this.#grant = new tools.Grant({
      onsuspended: (suspended) => {
        if (suspended) this.#perform?.reset();
        this.#sharing?.tellControl(0, { type: "suspended", suspended });
      },
      onstop: (why) => this.#stop(why === "idle" ? "idle" : "visitor"),
    });
  }
}
