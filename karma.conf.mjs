// Browser unit tests in headless Chromium. `npm run test:browser` bundles them first (scripts/bundle-browser-tests.mjs).
import { chromiumPath, CHROMIUM_FLAGS } from "./scripts/chromium.mjs";

process.env.CHROME_BIN = chromiumPath() ?? "";

/** Prints one plain closing line: "browser: 12 passed, 0 failed". */
function PlainReporter() {
  this.onRunComplete = (_browsers, { success, failed, skipped = 0 }) => {
    process.stdout.write(
      `browser: ${success} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ""}\n`,
    );
  };
}

const bundle = process.env.BROWSER_TESTS ?? ".cache/browser-tests.js";

export default (config) => {
  config.set({
    frameworks: ["mocha"],
    plugins: [
      "karma-mocha",
      "karma-chrome-launcher",
      "karma-sourcemap-loader",
      { "reporter:plain": ["type", PlainReporter] },
    ],
    files: [bundle, { pattern: "test/browser/fixtures/**", included: false }],
    preprocessors: { [bundle]: ["sourcemap"] },
    reporters: ["dots", "plain"],
    browsers: ["ChromiumAsRoot"],
    customLaunchers: {
      ChromiumAsRoot: { base: "ChromeHeadless", flags: ["--disable-gpu", ...CHROMIUM_FLAGS] },
    },
    client: { mocha: { timeout: 10_000, forbidOnly: true } },
    singleRun: true,
    autoWatch: false,
    hostname: "127.0.0.1",
    listenAddress: "127.0.0.1",
    browserNoActivityTimeout: 60_000,
    failOnEmptyTestSuite: true,
  });
};
