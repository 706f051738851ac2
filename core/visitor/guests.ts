// Guests: whom agents want to let watch, and whom the visitor does let. Who was not asked for is sent nothing (core/worker/audience.ts).
import { type AgentMessage, type Participant, permissionsOfParticipant } from "../protocol/index.ts";
import type { GuestRequest, VisitorHost } from "./api.ts";
import type { Facts } from "./facts.ts";
import { NOTHING_ALLOWED, readRemoteSettings } from "./remote-settings.ts";
import type { Sharing } from "./sharing.ts";
import type { UiPort } from "./ui-port.ts";

type Asked = Extract<AgentMessage, { type: "guestRequest" }>;

/** Longest name that the visitor is asked about, in UTF-16 units: the service takes no longer ones. */
const MAX_NAME_UNITS = 126;
/** Most guests in a session, whatever agents ask for. */
const MAX_GUESTS = 20;

/** Guests of this page's session. */
export class Guests {
  readonly #host: VisitorHost;
  readonly #ui: Pick<UiPort, "askGuest">;
  readonly #facts: Facts;
  #sharing: Sharing | undefined;
  #settings = NOTHING_ALLOWED;
  /** Whether the visitor is asked. */
  #asks = true;
  #agents: ReadonlyMap<number, Participant> = new Map();
  /** Slots of guests who are asked about. */
  readonly #open = new Set<number>();

  constructor(host: VisitorHost, ui: Pick<UiPort, "askGuest">, facts: Facts) {
    this.#host = host;
    this.#ui = ui;
    this.#facts = facts;
  }

  /** What the group lets agents do, and what it says of guests. A service that says nothing has the visitor asked. */
  allow(control: unknown, guests: unknown): void {
    this.#settings = readRemoteSettings(control);
    this.#asks = (guests as { readonly ask?: unknown } | undefined)?.ask !== false;
  }

  /** The page is shared by `sharing` from now on; undefined: it is not shared any more. */
  attach(sharing: Sharing | undefined): void {
    this.#sharing = sharing;
    this.#open.clear();
    if (this.#facts.guests.size > 0) sharing?.allowGuests(this.#facts.guests);
  }

  /** Who is there: what the visitor has said of a slot holds for the name that it was said of. */
  meet(participants: readonly Participant[]): void {
    const agents = participants.filter(({ role }) => role === "agent");
    this.#agents = new Map(agents.map((agent) => [agent.slot, agent]));
  }

  /** The agent in slot `from` wants to let a guest watch. */
  ask({ slot, name }: Asked, from: number): void {
    if (!this.#mayInvite(from) || name === "" || name.length > MAX_NAME_UNITS) {
      this.#answer(slot, false);
      return;
    }
    if (this.#facts.guests.get(slot) === name || !this.#asks) {
      this.#accept(slot, name);
      return;
    }
    if (this.#open.has(slot)) return;
    this.#open.add(slot);
    const once = (what: () => void) => (): void => {
      if (this.#open.delete(slot)) what();
    };
    const request: GuestRequest = {
      name,
      accept: once(() => this.#accept(slot, name)),
      decline: once(() => this.#decline(slot)),
    };
    this.#host.emit("guestrequested", request);
    this.#ui.askGuest(request);
  }

  #mayInvite(from: number): boolean {
    const agent = this.#agents.get(from);
    return agent !== undefined && permissionsOfParticipant(this.#settings, agent).guests;
  }

  #accept(slot: number, name: string): void {
    const guests = new Map(this.#facts.guests).set(slot, name);
    if (guests.size > MAX_GUESTS) {
      this.#decline(slot);
      return;
    }
    this.#set(guests);
    this.#answer(slot, true);
  }

  #decline(slot: number): void {
    const guests = new Map(this.#facts.guests);
    if (guests.delete(slot)) this.#set(guests);
    this.#answer(slot, false);
  }

  #set(guests: ReadonlyMap<number, string>): void {
    this.#facts.setGuests(guests);
    this.#sharing?.allowGuests(guests);
  }

  #answer(slot: number, accepted: boolean): void {
    this.#sharing?.tell({ type: "guestAnswer", slot, accepted });
  }
}
