// Mocha's dot reporter plus one plain closing line: "node: 12 passed, 0 failed".
const { reporters } = require("mocha");

class PlainReporter extends reporters.Dot {
  epilogue() {
    super.epilogue();
    const { passes, failures, pending } = this.stats;
    const name = process.env.SUITE ?? "mocha";
    process.stdout.write(
      `${name}: ${passes} passed, ${failures} failed${pending ? `, ${pending} skipped` : ""}\n`,
    );
  }
}

module.exports = PlainReporter;
