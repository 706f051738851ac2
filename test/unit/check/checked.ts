// Operations through the check, as lists of calls.
import { PageCheck } from "../../../core/check/index.ts";
import type { PageOps } from "../../../core/protocol/index.ts";
import { type Call, recorder } from "../protocol/operations.ts";

/** Says operations. */
export type Told = (page: PageOps) => void;

/** A page's check with `<html>` 2 and `<body>` 4 in document 1, and what it passes on. */
export class CheckUnderTest {
  readonly #passed: Call[];
  readonly page: PageCheck;

  constructor(now?: () => number) {
    const { target, calls } = recorder();
    this.#passed = calls;
    this.page = new PageCheck(target, now);
    this.page.at(0, 0);
    this.page.frameDocument(1, 0);
    this.page.at(1, 0);
    this.page.element(2, 0, "html", []);
    this.page.at(2, 0);
    this.page.element(4, 0, "body", []);
    this.page.at(4, 0);
    this.#passed.length = 0;
  }

  /** What comes of `told`. */
  pass(told: Told): Call[] {
    told(this.page);
    return this.#passed.splice(0);
  }
}

/** What comes of `told` in the body of a page. */
export function passed(told: Told): Call[] {
  return new CheckUnderTest().pass(told);
}

/** The element that is built for `name`, with the attributes it is given. */
export function built(
  name: string,
  attributes: readonly string[] = [],
  namespace = 0,
): { readonly name: string; readonly attributes: Readonly<Record<string, string>> } {
  const [call] = passed((page) => page.element(10, namespace, name, attributes));
  if (call === undefined) throw new Error(`${name} is left out`);
  const [, , , builtName, list] = call as [string, number, number, string, string[]];
  const pairs = list.flatMap((item, i) => (i % 2 === 0 ? [[item, list[i + 1] ?? ""] as const] : []));
  return { name: builtName, attributes: Object.fromEntries(pairs) };
}
