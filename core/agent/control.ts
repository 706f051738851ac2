// Gestures and remote control of one joined session: what this agent shows and does, what the others show, what is refused.
import {
  type Field,
  type Gesture,
  type Input,
  type Point,
  ReplicaGestures,
  Request,
} from "../control/index.ts";
import {
  type AgentControlMessage,
  type NodeId,
  type Permission,
  PERMISSION_OF,
  type Permissions,
  type VisitorControlMessage,
} from "../protocol/index.ts";
import type { AgentEvents, NavigateOptions } from "./api.ts";

/** The page as gestures and inputs are put on it. */
export interface ControlledReplica {
  readonly document: Document | undefined;
  /** Which telling of the visitor's page it shows; 0 for none. */
  readonly telling: number;
  /** What the visitor's side calls `node`; 0 for what stands for nothing there. */
  idOf(node: Node): NodeId;
  elementOf(id: NodeId): Element | undefined;
}

export interface ControlEvents {
  onrc(event: AgentEvents["rc"]): void;
  onrefused(event: AgentEvents["refused"]): void;
}

/** What this agent may do, and does. */
export class AgentControl {
  readonly #slot: number;
  readonly #permissions: Permissions;
  readonly #send: (message: AgentControlMessage) => void;
  readonly #events: ControlEvents;
  readonly #request: Request;
  #replica: ControlledReplica | undefined;
  #layer: ReplicaGestures | undefined;
  #rc: AgentEvents["rc"] = { enabled: false, suspended: false };
  #readsAloud = false;

  /** @param slot this agent's own. @param permissions what it may do; the visitor's side decides that again. */
  constructor(
    slot: number,
    permissions: Permissions,
    send: (message: AgentControlMessage) => void,
    events: ControlEvents,
  ) {
    this.#slot = slot;
    this.#permissions = permissions;
    this.#send = send;
    this.#events = events;
    this.#request = new Request(() => this.#replica, send);
  }

  get readsAloud(): boolean {
    return this.#readsAloud;
  }

  /** Puts gestures on `replica`, and shows them in `glass` over it. */
  attach(replica: ControlledReplica, glass: HTMLElement | undefined): void {
    this.#replica = replica;
    if (glass !== undefined) this.#layer = new ReplicaGestures(glass, () => this.#replica);
  }

  /** Another page of the visitor's is there: it does not know what the one before was told. */
  begin(): void {
    this.#setRc({ ...this.#rc, suspended: false });
    if (this.#readsAloud) this.#send({ type: "access", enabled: true });
  }

  /** The visitor lets the agent in `slot` act; undefined: whoever acts first. */
  hearRc(enabled: boolean, slot: unknown): void {
    const isOurs = slot === undefined || slot === this.#slot;
    this.#setRc({ enabled: enabled && isOurs, suspended: false });
  }

  hear(message: VisitorControlMessage): void {
    if (message.type === "suspended") this.#setRc({ ...this.#rc, suspended: message.suspended });
    else if (message.type === "refused") this.#events.onrefused({ reason: message.reason });
    else this.#layer?.show(message.slot, message.name, message.gesture);
  }

  /** Agents who are there: others' gestures go with them. */
  meet(slots: readonly number[]): void {
    this.#layer?.keep(slots);
  }

  /** Whether this agent may do what needs `what`; tells it when it may not. */
  may(what: Permission): boolean {
    const isPermitted = this.#permissions[what];
    if (!isPermitted) this.#events.onrefused({ reason: "no-permission" });
    return isPermitted;
  }

  gesture(gesture: Gesture): void {
    if (!this.may(PERMISSION_OF[gesture.type])) return;
    const shown = this.#request.gesture(gesture);
    // This agent's own mouse is seen anyway.
    if (shown !== undefined && shown.type !== "point") this.#layer?.show(this.#slot, "", shown);
  }

  input(input: Input): void {
    if (this.#rc.enabled) this.#request.input(input);
    else if (input.type !== "move") this.#events.onrefused({ reason: "no-grant" });
  }

  fieldAt(at: Point): Field | undefined {
    return this.#request.fieldAt(at);
  }

  set(at: Point, value: string | readonly number[]): void {
    this.#request.set(at, value);
  }

  navigate({ url, open, link, confirm }: NavigateOptions): void {
    if (!this.may("navigation")) return;
    const how =
      open === undefined || open === false ? (link === undefined || link === false ? "" : "link") : "open";
    this.#send({ type: "navigate", url, how, confirm: confirm ?? null });
  }

  readAloud(enabled: boolean): void {
    if (!this.may("pointing")) return;
    this.#readsAloud = enabled;
    this.#send({ type: "access", enabled });
  }

  close(): void {
    this.#request.close();
    this.#layer?.close();
  }

  #setRc(rc: AgentEvents["rc"]): void {
    if (rc.enabled === this.#rc.enabled && rc.suspended === this.#rc.suspended) return;
    this.#rc = rc;
    this.#events.onrc(rc);
  }
}
