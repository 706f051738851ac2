// The document that the visitor has open, over the page: a frame of its own.
import type { AgentApi, AgentEvents } from "../../core/agent/api.ts";
import { element } from "../shared/element.ts";

export class DocumentLayer {
  readonly element = element("div", { class: "document", hidden: true });
  readonly #agent: AgentApi;

  constructor(agent: AgentApi) {
    this.#agent = agent;
    agent.addEventListener("document", this.#show);
  }

  close(): void {
    this.#agent.removeEventListener("document", this.#show);
    this.#show(undefined);
  }

  readonly #show = (opened: AgentEvents["document"]): void => {
    this.element.replaceChildren();
    this.element.hidden = opened === undefined;
    if (opened === undefined) return;
    const frame = element("iframe", {
      id: "glance_document",
      title: opened.name,
      sandbox: "allow-scripts",
      src: "/documents.html",
    });
    this.#agent.attachDocument(frame);
    this.element.append(frame);
  };
}
