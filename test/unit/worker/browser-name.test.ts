import { expect } from "chai";
import { browserName, platformName } from "../../../core/worker/browser-name.ts";

const MOZILLA = "Mozilla/5.0";
const WEBKIT = "AppleWebKit/605.1.15 (KHTML, like Gecko)";

const AGENTS = [
  [
    `${MOZILLA} (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36`,
    "Chrome 156",
    "Windows",
  ],
  [
    `${MOZILLA} (Windows NT 10.0) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36 Edg/156.0.0.0`,
    "Edge 156",
    "Windows",
  ],
  [
    `${MOZILLA} (Macintosh; Intel Mac OS X 10_15_7) ${WEBKIT} Version/19.1 Safari/605.1.15`,
    "Safari 19",
    "macOS",
  ],
  [
    `${MOZILLA} (iPhone; CPU iPhone OS 19_0 like Mac OS X) ${WEBKIT} Version/19.0 Mobile/15E148 Safari/604.1`,
    "Safari 19",
    "iOS",
  ],
  [
    `${MOZILLA} (iPad; CPU OS 19_0 like Mac OS X) ${WEBKIT} CriOS/156.0 Mobile/15E148 Safari/604.1`,
    "Chrome 156",
    "iPadOS",
  ],
  [
    `${MOZILLA} (Linux; Android 15; K) AppleWebKit/537.36 Chrome/156.0.0.0 Mobile Safari/537.36`,
    "Chrome 156",
    "Android",
  ],
  [
    `${MOZILLA} (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36`,
    "Chrome 156",
    "ChromeOS",
  ],
  [`${MOZILLA} (X11; Ubuntu; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0`, "Firefox 150", "Linux"],
  ["something else", "", ""],
] as const;

describe("worker / browser name", () => {
  for (const [agent, browser, platform] of AGENTS)
    it(`calls ${agent} "${browser}" on "${platform}"`, () => {
      expect([browserName(agent), platformName(agent)]).to.deep.equal([browser, platform]);
    });
});
