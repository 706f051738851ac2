// Guests of a session, as far as every viewer has it: the dialog is fetched when an agent opens it for the first time.
import type { AgentApi, Person } from "../../core/agent/api.ts";
import { element } from "../shared/element.ts";
import type { GuestDialog } from "./guest-dialog.ts";

/** The module that the dialog is in. */
interface GuestPart {
  readonly GuestDialog: typeof GuestDialog;
}

const VERSION = typeof __GLANCE_VERSION__ === "undefined" ? "0.0.0-dev" : __GLANCE_VERSION__;

function loadPart(): Promise<GuestPart> {
  const url = `/viewer/guests_${VERSION}.mjs`;
  return import(url) as Promise<GuestPart>; // built beside this script, of the same release
}

/** What comes of it when an agent wants guests. */
export class Guests {
  /** Where the dialog will be. */
  readonly element = element("div", {});
  readonly #agent: AgentApi;
  readonly #onfailed: () => void;
  readonly #load: () => Promise<GuestPart>;
  #people: readonly Person[] = [];
  #dialog: Promise<GuestDialog> | undefined;
  #isClosed = false;

  /** @param onfailed the dialog could not be fetched; it is tried anew when it is opened again. */
  constructor(agent: AgentApi, onfailed: () => void, load = loadPart) {
    this.#agent = agent;
    this.#onfailed = onfailed;
    this.#load = load;
    agent.addEventListener("people", this.#onpeople);
  }

  async open(): Promise<void> {
    this.#dialog ??= this.#make();
    try {
      const dialog = await this.#dialog;
      if (!this.#isClosed) dialog.open();
    } catch {
      this.#dialog = undefined;
      this.#onfailed();
    }
  }

  close(): void {
    this.#isClosed = true;
    this.#agent.removeEventListener("people", this.#onpeople);
    this.#dialog?.then(
      (dialog) => dialog.close(),
      () => undefined,
    );
  }

  async #make(): Promise<GuestDialog> {
    const part = await this.#load();
    const dialog = new part.GuestDialog(this.#agent, this.#people);
    this.element.replaceChildren(dialog.element);
    return dialog;
  }

  readonly #onpeople = (people: readonly Person[]): void => {
    this.#people = people;
  };
}
