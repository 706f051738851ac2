// Guests of a session: the address to send them, the code that lets one in, who is there.
import type { AgentApi, AgentEvents, Person } from "../../core/agent/api.ts";
import { button, element } from "../shared/element.ts";
import { shortened } from "../shared/shortened.ts";
import { field } from "./field.ts";
import { GUEST_TEXT, inviteText } from "./guest-text.ts";

/** Longest name shown, in characters. */
const MAX_NAME = 60;
/** How long the copy button says that it worked, in ms. */
const COPIED_MS = 2_000;

function named(name: string): string {
  return shortened(name, MAX_NAME) || GUEST_TEXT.noName;
}

/** A dialog that follows `agent`; {@link GuestDialog.close} ends that. */
export class GuestDialog {
  readonly element: HTMLDialogElement;
  readonly #agent: AgentApi;
  readonly #address = element("input", {
    type: "text",
    id: "glance_guest_address",
    readonly: true,
  });
  readonly #copy: HTMLButtonElement;
  readonly #code = field(
    GUEST_TEXT.codeLabel,
    {
      id: "glance_guest_code",
      inputmode: "numeric",
      autocomplete: "off",
      spellcheck: "false",
      class: "code",
    },
    GUEST_TEXT.codeHelp,
  );
  readonly #said = element("p", { class: "invited", role: "status" });
  readonly #guests = element("ul", { class: "guests" });
  readonly #none = element("p", {}, GUEST_TEXT.none);

  /** @param people who is there by now. */
  constructor(agent: AgentApi, people: readonly Person[]) {
    this.#agent = agent;
    this.#copy = button({}, () => void this.#copyAddress(), GUEST_TEXT.copy);
    const form = element(
      "form",
      { class: "form" },
      this.#code.element,
      element("button", { class: "main" }, GUEST_TEXT.admit),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      agent.admitGuest(this.#code.input.value);
    });
    this.element = element(
      "dialog",
      { class: "help", "aria-labelledby": "glance_guest_title" },
      element("h2", { id: "glance_guest_title" }, GUEST_TEXT.title),
      element("p", {}, GUEST_TEXT.intro),
      element(
        "div",
        { class: "field" },
        element("label", { for: this.#address.id }, GUEST_TEXT.addressLabel),
        element("div", { class: "copied" }, this.#address, this.#copy),
      ),
      form,
      this.#said,
      element("h3", {}, GUEST_TEXT.present),
      this.#guests,
      this.#none,
      element(
        "div",
        { class: "actions" },
        button({}, () => this.element.close(), GUEST_TEXT.close),
      ),
    );
    this.#onpeople(people);
    agent.addEventListener("guest", this.#onguest);
    agent.addEventListener("people", this.#onpeople);
  }

  open(): void {
    this.#address.value = this.#agent.guestPage;
    this.#tell("");
    this.#code.fail("");
    this.element.showModal();
  }

  close(): void {
    this.#agent.removeEventListener("guest", this.#onguest);
    this.#agent.removeEventListener("people", this.#onpeople);
  }

  readonly #onguest = (invite: AgentEvents["guest"]): void => {
    const { text, problem } = inviteText("name" in invite ? { ...invite, name: named(invite.name) } : invite);
    this.#tell(text);
    this.#code.fail(problem);
    if (problem !== "") this.#code.input.select();
    if (invite.status === "accepted") this.#code.input.value = "";
  };

  readonly #onpeople = (people: readonly Person[]): void => {
    const guests = people.filter(({ role }) => role === "guest");
    this.#guests.replaceChildren(
      ...guests.map(({ name, slot }) =>
        element(
          "li",
          {},
          element("bdi", {}, named(name)),
          button(
            { class: "danger", "aria-label": GUEST_TEXT.ejectWho(named(name)) },
            () => this.#agent.ejectGuest(slot),
            GUEST_TEXT.eject,
          ),
        ),
      ),
    );
    this.#none.hidden = guests.length > 0;
  };

  #tell(text: string): void {
    this.#said.textContent = text;
  }

  async #copyAddress(): Promise<void> {
    this.#address.select();
    const isCopied = await navigator.clipboard.writeText(this.#address.value).then(
      () => true,
      () => false,
    );
    this.#copy.textContent = isCopied ? GUEST_TEXT.copied : GUEST_TEXT.copy;
    this.#tell(isCopied ? "" : GUEST_TEXT.copyFailed);
    setTimeout(() => (this.#copy.textContent = GUEST_TEXT.copy), COPIED_MS);
  }
}
