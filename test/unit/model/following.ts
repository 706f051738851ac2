// An agent in miniature: takes a page's keyframe and deltas as a session would send them, past the same check.
import { LivePage } from "../../../core/model/index.ts";
import { MessageCheck } from "../../../core/check/index.ts";
import { encodeMessage, MESSAGE, readOps } from "../../../core/protocol/index.ts";
import { type Call, recorder } from "../protocol/operations.ts";

/** Operations that say where nodes are: their order is the tree. Of the others each stands for itself. */
const ORDERED = new Set(["at", "element", "text", "maskedText", "shadow", "frameDocument"]);

/** What `operations` say about a page, in a form in which equal pages are equal. */
export function pageOf(operations: Uint8Array): { tree: Call[]; rest: string[] } {
  const { target, calls } = recorder();
  readOps(operations, target);
  return {
    tree: calls.filter(([name]) => ORDERED.has(name)),
    rest: calls
      .filter(([name]) => !ORDERED.has(name))
      .map((call) => JSON.stringify(call))
      .sort(),
  };
}

export type Answers = Readonly<Record<string, string>>;

/** A fetch that knows some texts. */
export function fetchOf(answers: Answers): (url: string) => Promise<Response> {
  return (url) => {
    const text = answers[url];
    return Promise.resolve(new Response(text ?? "", { status: text === undefined ? 404 : 200 }));
  };
}

/** A live page, and somebody who follows it from its first keyframe on. */
export class Followed {
  readonly page: LivePage;
  /** The follower's page, made of nothing but what was told. */
  readonly copy: LivePage;
  readonly deltas: Uint8Array<ArrayBuffer>[] = [];
  keyframes = 0;
  readonly #check = new MessageCheck();
  #checked: Promise<unknown> = Promise.resolve();

  constructor(answers: Answers = {}) {
    const options = { fetch: fetchOf(answers), pictures: true };
    const ignored = { ondelta: () => undefined, onpage: () => undefined, onasset: () => undefined };
    this.copy = new LivePage({ ...options, fetch: fetchOf({}) }, ignored);
    this.page = new LivePage(options, {
      onasset: () => undefined,
      onpage: () => {
        this.keyframes += 1;
        this.page.isFollowed = true;
        this.#take(MESSAGE.keyframe, this.page.keyframe().operations);
      },
      ondelta: (operations) => {
        this.deltas.push(operations);
        this.#take(MESSAGE.delta, operations);
      },
    });
  }

  /** Resolves when everything told so far passed the check. @throws {ProtocolError} when it did not. */
  async checked(): Promise<void> {
    await this.#checked;
  }

  #take(kind: 1 | 2, operations: Uint8Array<ArrayBuffer>): void {
    const opened = this.#check.open(encodeMessage(kind, operations));
    this.#checked = Promise.all([this.#checked, opened]);
    this.#checked.catch(() => undefined);
    this.copy.batch(operations, true);
  }
}
