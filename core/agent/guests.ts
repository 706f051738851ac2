// Guests whom this agent lets watch: found by their code, asked for at the visitor, told to the server. Mirrors: core/visitor/guests.ts,
// server/http/guest-routes.ts.
import type { AgentMessage, VisitorMessage } from "../protocol/index.ts";
import type { GuestInvite, GuestProblem } from "./api.ts";
import { type Service, serviceErrorOf } from "./service.ts";

export type GuestService = Pick<Service, "findGuest" | "answerGuest" | "ejectGuest">;

/** This agent's place in the session. */
interface Place {
  readonly session: string;
  readonly token: string;
}

interface Asked {
  readonly name: string;
  accepted: boolean;
}

const PROBLEMS: readonly GuestProblem["code"][] = [
  "unknown-code",
  "full",
  "no-permission",
  "too-many-attempts",
  "service",
];

function problemOf(error: unknown): GuestProblem {
  const { code, retryAfterSeconds } = serviceErrorOf(error);
  if (code === "too-many-attempts") return { code, retryAfterSeconds };
  const known = PROBLEMS.find((each) => each === code) ?? "service";
  return known === "too-many-attempts" ? { code: "service" } : { code: known };
}

/** Guests of one joined session. */
export class AgentGuests {
  readonly #place: Place;
  readonly #service: GuestService;
  readonly #say: (message: AgentMessage) => void;
  readonly #tell: (invite: GuestInvite) => void;
  /** By slot. */
  readonly #asked = new Map<number, Asked>();
  #isBusy = false;
  #isClosed = false;

  /** @param say tells the visitor. @param tell hears what becomes of each guest. */
  constructor(
    { session, token }: Place,
    service: GuestService,
    say: (message: AgentMessage) => void,
    tell: (invite: GuestInvite) => void,
  ) {
    this.#place = { session, token };
    this.#service = service;
    this.#say = say;
    this.#tell = (invite) => {
      if (!this.#isClosed) tell(invite);
    };
  }

  /** Looks for the guest who has that code, spaces between digits allowed, and asks the visitor. */
  async admit(typed: string): Promise<void> {
    const code = typed.replaceAll(/\s/g, "");
    if (this.#isBusy) return;
    if (!/^\d{1,18}$/.test(code)) {
      this.#tell({ status: "failed", problem: { code: "unknown-code" } });
      return;
    }
    this.#isBusy = true;
    this.#tell({ status: "finding" });
    try {
      const { slot, name } = await this.#service.findGuest({ ...this.#place, code });
      this.#asked.set(slot, { name, accepted: false });
      this.#tell({ status: "asking", name });
      this.#say({ type: "guestRequest", slot, name });
    } catch (error) {
      this.#tell({ status: "failed", problem: problemOf(error) });
    } finally {
      this.#isBusy = false;
    }
  }

  /** Another page of the visitor's is there: it may know nothing of what the one before was asked. */
  begin(): void {
    for (const [slot, { name }] of this.#asked) this.#say({ type: "guestRequest", slot, name });
  }

  /** The visitor's word. */
  async hear({ slot, accepted }: Extract<VisitorMessage, { type: "guestAnswer" }>): Promise<void> {
    const asked = this.#asked.get(slot);
    if (asked === undefined || (asked.accepted && accepted)) return;
    const { name, accepted: wasIn } = asked;
    asked.accepted = accepted;
    if (!accepted) this.#asked.delete(slot);
    try {
      if (wasIn) await this.#service.ejectGuest({ ...this.#place, slot });
      else await this.#answer(slot, name, accepted);
    } catch (error) {
      this.#asked.delete(slot);
      this.#tell({ status: "failed", problem: problemOf(error) });
    }
  }

  /** Sends a guest away. */
  async eject(slot: number): Promise<void> {
    this.#asked.delete(slot);
    try {
      await this.#service.ejectGuest({ ...this.#place, slot });
    } catch (error) {
      this.#tell({ status: "failed", problem: problemOf(error) });
    }
  }

  close(): void {
    this.#isClosed = true;
  }

  async #answer(slot: number, name: string, accepted: boolean): Promise<void> {
    const token = await this.#service.answerGuest({ ...this.#place, slot, accepted });
    if (accepted) this.#tell({ status: "accepted", name, agentnum: slot, token });
    else this.#tell({ status: "declined", name });
  }
}
