// What end-to-end tests take place in: a server, a customer's site and a browser.
import type { Browser } from "playwright-core";
import { launchChromium } from "./browser.ts";
import { Relay } from "./relay.ts";
import { Site } from "./site.ts";

/** What a session takes place in. */
export interface Surroundings {
  readonly relay: Relay;
  readonly site: Site;
  /** From `before` on. */
  readonly browser: Browser;
}

/** For a `describe`: a server with that environment, a customer's site with these pages and a browser, there before its tests and gone after. */
export function surroundings(
  pages: Readonly<Record<string, string>> = {},
  environment: Readonly<Record<string, string>> = {},
): Surroundings {
  const relay = new Relay(environment);
  const site = new Site(pages);
  let browser: Browser | undefined;
  before(async () => {
    await relay.start();
    await site.start(relay.url);
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    await site.stop();
    await relay.stop();
  });
  return {
    relay,
    site,
    get browser(): Browser {
      if (browser === undefined) throw new Error("there is no browser before the tests");
      return browser;
    },
  };
}
