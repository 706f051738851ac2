import { expect } from "chai";
import { CHANNEL, type Channel } from "../../../core/protocol/index.ts";
import { numbered, session } from "./people.ts";

describe("link / priority", () => {
  it("lets a session message overtake 10 MB of assets on a line of 1 Mbit/s within 0.6 s", () => {
    const { clock, relay, visitor, agents } = session();
    relay.setLine(0, { delayMs: 20, bytesPerMs: 125 });
    const started = clock.now();
    visitor.connection.send(1, CHANNEL.assets, numbered(1, 10_000_000));
    let worst = 0;
    for (let number = 1; number <= 20; number += 1) {
      clock.pass(3_000);
      const said = clock.now();
      visitor.connection.send(1, CHANNEL.session, numbered(number, 50));
      clock.until(() => agents[0].heardFrom(0, CHANNEL.session).length === number, "it arrives");
      worst = Math.max(worst, clock.now() - said);
    }
    expect(agents[0].heardFrom(0, CHANNEL.assets)).to.deep.equal([]);
    expect(worst, "worst delay in ms").to.be.below(600);
    clock.until(() => agents[0].heardFrom(0, CHANNEL.assets).length === 1, "the assets arrive");
    expect(clock.now() - started, "ms for 10 MB, of which the line needs 80 s").to.be.below(92_000);
  });

  it("sends by priority, not by order of sending", () => {
    const { clock, relay, visitor, agents } = session();
    relay.setLine(0, { bytesPerMs: 20 });
    const order: Channel[] = [];
    agents[0].onmessage = (_from, channel) => order.push(channel);
    visitor.connection.send(1, CHANNEL.assets, numbered(0, 400_000));
    const urgentLast = [
      CHANNEL.assets,
      CHANNEL.document,
      CHANNEL.media,
      CHANNEL.page,
      CHANNEL.session,
      CHANNEL.control,
    ];
    urgentLast.forEach((channel, i) => visitor.connection.send(1, channel, numbered(i, 20_000)));
    clock.until(() => order.length === 7, "all arrive");
    expect(order).to.deep.equal([
      CHANNEL.session,
      CHANNEL.control,
      CHANNEL.page,
      CHANNEL.media,
      CHANNEL.document,
      CHANNEL.assets,
      CHANNEL.assets,
    ]);
  });

  it("shares a line between receivers of equal priority", () => {
    const { clock, relay, visitor, agents } = session();
    relay.setLine(0, { bytesPerMs: 100 });
    visitor.connection.send(1, CHANNEL.page, numbered(1, 2_000_000));
    visitor.connection.send(2, CHANNEL.page, numbered(2, 500_000));
    clock.until(() => agents[1].heardFrom(0, CHANNEL.page).length === 1, "the shorter arrives");
    expect(agents[0].heardFrom(0, CHANNEL.page)).to.deep.equal([]);
    expect(clock.now(), "ms").to.be.below(15_000);
  });
});

describe("link / window", () => {
  it("never makes the relay hold more than 1.1 MB for a receiver that reads slowly", () => {
    const { clock, relay, visitor, agents } = session();
    relay.setLine(1, { bytesPerMs: 30 });
    for (let i = 0; i < 10; i += 1) visitor.connection.send(1, CHANNEL.page, numbered(i, 300_000));
    visitor.connection.send(2, CHANNEL.page, numbered(1, 300_000));
    const started = clock.now();
    clock.until(() => agents[1].heardFrom(0, CHANNEL.page).length === 1, "the fast receiver has it");
    expect(clock.now() - started, "ms to the fast receiver").to.be.below(200);
    clock.until(() => agents[0].heardFrom(0, CHANNEL.page).length === 10, "the slow receiver has all");
    expect(relay.mostHeldBytes).to.be.below(1_100_000);
  });

  it("fills a fast line of long delay: 20 MB at 200 ms in under 10 s", () => {
    const { clock, relay, visitor, agents } = session();
    relay.setLine(0, { delayMs: 95, bytesPerMs: 10_000 });
    const started = clock.now();
    visitor.connection.send(1, CHANNEL.document, numbered(1, 20_000_000));
    clock.until(() => agents[0].heardFrom(0, CHANNEL.document).length === 1, "it arrives");
    expect(clock.now() - started).to.be.below(10_000);
  });
});
