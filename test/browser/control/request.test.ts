// The agent's half: what is told of an agent's mouse, and how often.
import { expect } from "chai";
import { Request } from "../../../core/control/index.ts";
import { POINT_INTERVAL_MS } from "../../../core/control/limits.ts";
import type { AgentControlMessage } from "../../../core/protocol/index.ts";

describe("core / control / request", () => {
  let stage: HTMLElement;
  let sent: AgentControlMessage[];
  let request: Request;

  beforeEach(() => {
    stage = document.createElement("div");
    stage.style.cssText = "position:fixed;left:0;top:0;width:100px;height:100px";
    document.body.append(stage);
    sent = [];
    request = new Request(
      () => ({ document, telling: 3, idOf: (node) => (node === stage ? 7 : 0) }),
      (message) => sent.push(message),
    );
  });
  afterEach(() => {
    request.close();
    stage.remove();
  });

  const places = (): (number | undefined)[] =>
    sent.map((message) => (message.type === "point" ? message.at?.x : undefined));
  const point = (x: number): unknown => request.gesture({ type: "point", at: { x, y: 10 } });
  const passed = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 3 * POINT_INTERVAL_MS));

  it("tells no more of a pointer than is taken, and always where it comes to rest", async () => {
    for (let x = 1; x <= 50; x += 1) point(x);
    expect(places().length).to.be.below(25);
    await passed();
    expect(places().at(0)).to.equal(1);
    expect(places().at(-1)).to.equal(50);
  });

  it("says at which telling of the page each input is aimed", () => {
    const at = { x: 10, y: 10 };
    request.input({ type: "press", at, button: 0, keys: 0, clicks: 1 });
    request.input({ type: "key", key: "a", code: "KeyA", keys: 0 });
    request.input({ type: "text", text: "a" });
    request.set(at, "a");
    const tellings = sent.map((message) =>
      "at" in message ? message.at?.telling : (message as { telling?: number }).telling,
    );
    expect(tellings).to.deep.equal([3, 3, 3, 3]);
  });

  it("tells nothing of a pointer that has left meanwhile but that", async () => {
    point(1);
    point(2);
    request.gesture({ type: "point", at: undefined });
    await passed();
    expect(places().at(-1)).to.equal(undefined);
  });
});
