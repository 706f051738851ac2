// Negative controls: transports with one fault each. A suite that lets one of them pass is worth nothing.
import { expect } from "chai";
import type { Transport, TransportState } from "../../core/protocol/index.ts";
import { TRANSPORT_RULES, type TransportFactory } from "../../transports/conformance.ts";
import { broadcasts } from "./factories.ts";

/** A transport that passes everything on; a saboteur overrides one thing. */
class Wrapped implements Transport {
  onreceive: ((envelope: Uint8Array) => void) | undefined;
  onstate: ((state: TransportState) => void) | undefined;
  protected readonly inner: Transport;

  constructor(inner: Transport) {
    this.inner = inner;
    inner.onreceive = (envelope) => {
      this.receive(envelope);
    };
    inner.onstate = (state) => {
      this.state(state);
    };
  }

  get bufferedBytes(): number {
    return this.inner.bufferedBytes;
  }

  connect(): void {
    this.inner.connect();
  }

  send(envelope: Uint8Array): void {
    this.inner.send(envelope);
  }

  close(code?: number, reason?: string): void {
    this.inner.close(code, reason);
  }

  protected receive(envelope: Uint8Array): void {
    this.onreceive?.(envelope);
  }

  protected state(state: TransportState): void {
    this.onstate?.(state);
  }
}

class Corrupting extends Wrapped {
  #count = 0;
  protected override receive(envelope: Uint8Array): void {
    this.#count += 1;
    const last = envelope.length - 1;
    if (this.#count % 100 === 0) envelope[last] = envelope[last]! ^ 1;
    super.receive(envelope);
  }
}

class Merging extends Wrapped {
  #held: Uint8Array | undefined;
  override send(envelope: Uint8Array): void {
    const held = this.#held;
    this.#held = held === undefined && envelope.length < 1_000 ? envelope.slice() : undefined;
    if (this.#held !== undefined) return;
    super.send(Uint8Array.from([...(held ?? []), ...envelope]));
  }
}

class Losing extends Wrapped {
  #count = 0;
  override send(envelope: Uint8Array): void {
    this.#count += 1;
    if (this.#count % 100 !== 0) super.send(envelope);
  }
}

class Reordering extends Wrapped {
  #held: Uint8Array | undefined;
  protected override receive(envelope: Uint8Array): void {
    const held = this.#held;
    this.#held = held === undefined && envelope[3] === 50 ? envelope : undefined;
    if (this.#held !== undefined) return;
    super.receive(envelope);
    if (held !== undefined) super.receive(held);
  }
}

class Doubling extends Wrapped {
  #count = 0;
  protected override receive(envelope: Uint8Array): void {
    super.receive(envelope);
    this.#count += 1;
    if (this.#count % 100 === 0) super.receive(envelope);
  }
}

class ClosingTwice extends Wrapped {
  protected override state(state: TransportState): void {
    super.state(state);
    if (state.state === "closed") super.state(state);
  }
}

class ForgettingCodes extends Wrapped {
  protected override state(state: TransportState): void {
    super.state(state.state === "closed" ? { ...state, code: 1000 } : state);
  }
}

class SilentAtTheEnd extends Wrapped {
  protected override state(state: TransportState): void {
    if (state.state === "open") super.state(state);
  }
}

class KeepingBuffers extends Wrapped {
  override send(envelope: Uint8Array): void {
    queueMicrotask(() => {
      super.send(envelope);
    });
  }
}

class TakingEverything extends Wrapped {
  override send(envelope: Uint8Array): void {
    if (envelope.length <= 65_536) super.send(envelope);
  }
}

class OpeningAtOnce extends Wrapped {
  override connect(): void {
    this.onstate?.({ state: "open" });
    super.connect();
  }
  protected override state(state: TransportState): void {
    if (state.state === "closed") super.state(state);
  }
}

class NeverDrained extends Wrapped {
  #sent = 0;
  override get bufferedBytes(): number {
    return this.#sent;
  }
  override send(envelope: Uint8Array): void {
    this.#sent += envelope.length;
    super.send(envelope);
  }
}

class TalkingAfterClose extends Wrapped {
  override close(code = 1000, reason = ""): void {
    this.onstate?.({ state: "closed", code, reason });
    setTimeout(() => {
      super.close(code, reason);
    }, 20);
  }
  protected override state(state: TransportState): void {
    if (state.state === "open") super.state(state);
  }
}

const SABOTAGED = [
  { fault: "changes one bit in a hundred envelopes", as: Corrupting, rule: "keeps the order of 2,000" },
  { fault: "merges envelopes", as: Merging, rule: "keeps bytes and boundaries" },
  { fault: "loses one envelope in a hundred", as: Losing, rule: "keeps the order of 2,000" },
  { fault: "swaps two envelopes", as: Reordering, rule: "keeps the order of 2,000" },
  { fault: "doubles one envelope in a hundred", as: Doubling, rule: "keeps the order of 2,000" },
  { fault: "tells its closing twice", as: ClosingTwice, rule: "tells one closing, with the code" },
  {
    fault: "forgets the code it was closed with",
    as: ForgettingCodes,
    rule: "tells the other side's last envelope",
  },
  {
    fault: "says nothing when it breaks",
    as: SilentAtTheEnd,
    rule: "tells one closing when there is nobody",
  },
  {
    fault: "looks at buffers after send() returned",
    as: KeepingBuffers,
    rule: "takes an envelope that is a view",
  },
  { fault: "swallows what is too long", as: TakingEverything, rule: "refuses an envelope over the limit" },
  { fault: "tells that it is open before it is", as: OpeningAtOnce, rule: "opens once" },
  { fault: "never says that it has drained", as: NeverDrained, rule: "says how much waits" },
  { fault: "goes on after it was closed", as: TalkingAfterClose, rule: "tells one closing, with the code" },
] as const;

describe("conformance / transport / negative controls", () => {
  for (const { fault, as: Saboteur, rule } of SABOTAGED) {
    it(`catches a transport that ${fault}`, async function () {
      this.timeout(10_000);
      const { check } = TRANSPORT_RULES.find(({ title }) => title.startsWith(rule))!;
      const honest = broadcasts();
      const factory: TransportFactory = {
        ...honest,
        create: () => new Saboteur(honest.create()),
        createUnreachable: () => new Saboteur(honest.createUnreachable()),
      };
      let caught: unknown;
      await check(factory).catch((error: unknown) => (caught = error));
      await honest.stop();
      expect(caught, `the rule "${rule} …"`).to.be.instanceOf(Error);
    });
  }

  it("passes a transport that was wrapped and not sabotaged", async () => {
    for (const { check } of TRANSPORT_RULES.slice(0, 3)) {
      const honest = broadcasts();
      await check({ ...honest, create: () => new Wrapped(honest.create()) });
      await honest.stop();
    }
  });
});
