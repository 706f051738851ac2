import { expect } from "chai";
import { InOrder } from "../../../core/worker/in-order.ts";
import { browserName } from "../../../core/worker/browser-name.ts";

const message = (...bytes: number[]): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);

describe("core / worker / in-order", () => {
  it("hands on at once what is there, and keeps the order behind what is not", async () => {
    const handed: number[] = [];
    const messages = new InOrder(([first]) => handed.push(first!));
    messages.add(message(1));
    expect(handed).to.deep.equal([1]);
    let finish: (bytes: Uint8Array<ArrayBuffer>) => void = () => undefined;
    messages.add(new Promise<Uint8Array<ArrayBuffer>>((resolve) => (finish = resolve)));
    messages.add(message(3));
    messages.add(Promise.resolve(message(4)));
    expect(handed).to.deep.equal([1]);
    finish(message(2));
    await messages.settled();
    expect(handed).to.deep.equal([1, 2, 3, 4]);
    messages.add(message(5));
    expect(handed).to.deep.equal([1, 2, 3, 4, 5]);
  });

  it("drops what waits when it is cleared, and hands on what comes then", async () => {
    const handed: number[] = [];
    const messages = new InOrder(([first]) => handed.push(first!));
    messages.add(Promise.resolve(message(1)));
    messages.add(message(2));
    messages.clear();
    messages.add(message(3));
    await messages.settled();
    expect(handed).to.deep.equal([3]);
  });
});

describe("core / worker / browser-name", () => {
  const CHROME =
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";
  const ROWS = [
    [CHROME, "Chrome 156"],
    [`${CHROME} Edg/156.0.1.2`, "Edge 156"],
    [`${CHROME} OPR/120.0.0.0`, "Opera 120"],
    ["Mozilla/5.0 (Windows NT 10.0; rv:150.0) Gecko/20100101 Firefox/150.0", "Firefox 150"],
    [
      "Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Safari/605.1.15",
      "Safari 19",
    ],
    ["Mozilla/5.0 (iPhone) AppleWebKit/605.1.15 Version/19.0 Mobile/15E148 Safari/604.1", "Safari 19"],
    ["curl/8", ""],
  ] as const;
  for (const [userAgent, name] of ROWS)
    it(`calls ${userAgent.slice(-40)} "${name}"`, () => expect(browserName(userAgent)).to.equal(name));
});
