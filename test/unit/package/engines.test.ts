// What is installed runs under the oldest Node that we say; npm itself could only be strict about all packages or none.
import { expect } from "chai";
import { readFileSync } from "node:fs";

interface Entry {
  readonly engines?: { readonly node?: string };
  readonly version?: string;
  /** Left out where it does not run. */
  readonly optional?: boolean;
}

/** Built into what browsers run, and never started under Node (docs/adr/0015-documents.md). */
const FOR_BROWSERS = new Set(["node_modules/pdfjs-dist"]);

/** Whether a range such as `^20.19.0 || >=22` admits Node 20.19: its last clause that speaks of 20 or less. */
function admits(range: string): boolean {
  return range.split("||").some((clause) => {
    const bounds = [...clause.matchAll(/(\^|>=|~|=|>)?\s*v?(\d+)(?:\.(\d+))?(?:\.[\w.-]+)?/g)];
    if (bounds.length === 0) return clause.trim() === "*" || clause.trim() === "";
    return bounds.every(([, sign = "=", major = "0", minor = "0"]) => {
      const isNewer = Number(major) > 20 || (Number(major) === 20 && Number(minor) > 19);
      if (sign === ">=" || sign === ">") return !isNewer;
      if (sign === "^" || sign === "~" || sign === "=") return Number(major) === 20 && !isNewer;
      return false;
    });
  });
}

describe("package / engines", () => {
  const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8")) as {
    packages: Record<string, Entry>;
  };

  it("can tell ranges apart", () => {
    expect([">=18", "^20.19.0 || >=22.12.0", ">= 0.4", "*", "20 || >=22"].map(admits)).to.not.include(false);
    expect([">=22.13.0 || >=24", "^22", ">=20.20"].map(admits)).to.not.include(true);
  });

  it("every package of the lock file admits Node 20.19, but those that browsers alone run", () => {
    const refusing = Object.entries(packages)
      .filter(([, { optional }]) => optional !== true)
      .filter(([, { engines }]) => engines?.node !== undefined && !/<\s*\d/.test(engines.node))
      .filter(([, { engines }]) => !admits(engines?.node ?? "*"))
      .map(([path]) => path);
    expect(refusing).to.deep.equal([...FOR_BROWSERS]);
  });

  it("pdf.js is not older than the hole in its scripting (CVE-2026-16633, fixed in 6.2.108)", () => {
    const [major = 0, minor = 0] = (packages["node_modules/pdfjs-dist"]?.version ?? "")
      .split(".")
      .map(Number);
    expect(major * 100 + minor).to.be.at.least(602);
  });
});
