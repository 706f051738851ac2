import { expect } from "chai";
import { agentsEvent } from "../../../core/visitor/events.ts";

const BASE = { role: "agent", generation: 1, connected: true } as const;

describe("core / visitor / events", () => {
  it("C-38: tells of each agent who is connected name, account, group, role and what the group calls it", () => {
    const event = agentsEvent([
      { slot: 0, role: "visitor", name: "Jane", generation: 1, connected: true },
      {
        ...BASE,
        slot: 1,
        name: "Ada",
        username: "ada",
        partnerid: "7",
        partneruserid: "a-1",
        agentrole: "Senior",
      },
      { ...BASE, slot: 2, name: "Grace" },
      { ...BASE, slot: 3, name: "Gone", connected: false },
    ]);
    expect(event).to.deep.equal({
      count: 2,
      agentlist: [
        {
          name: "Ada",
          username: "ada",
          partnerid: "7",
          partneruserid: "a-1",
          agentrole: "Senior",
          role: "Senior",
        },
        { name: "Grace", username: "Grace" },
      ],
    });
  });
});
