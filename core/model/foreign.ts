// Puts the page of a frame of another origin into the page around it: its ids become ids of this page. Mirror:
// core/worker/foreign-frames.ts.
import { type FieldKind, type NodeId, OPERATIONS, type PageOps, readOps } from "../protocol/index.ts";

/** The first id of foreign nodes: the page's own capture counts from 1, and does not get here. */
const FIRST_ID = 0x8000_0000;
/** What there is one of for the whole page, which has its own. */
const OF_THE_PAGE: ReadonlySet<string> = new Set(
  "hover focus active selection fieldSelection popup frameBlocked".split(" "),
);
/** Lists of ids. */
const LISTS: ReadonlySet<string> = new Set(["adopt"]);

/** One frame's page: its ids, and what they are here. */
interface Foreign {
  readonly frame: NodeId;
  readonly ids: Map<NodeId, NodeId>;
}

/** The foreign frames of a page. */
export class ForeignModel {
  readonly #page: PageOps;
  readonly #foreign = new Map<NodeId, Foreign>();
  /** What the ids here are of. */
  readonly #origins = new Map<NodeId, readonly [Foreign, NodeId]>();
  #next = FIRST_ID;

  constructor(page: PageOps) {
    this.#page = page;
  }

  /** Does what batches of a frame's capture say. @throws {ProtocolError} when one is none. */
  read(frame: NodeId, batches: readonly Uint8Array[]): void {
    for (const batch of batches) readOps(batch, this.#target(frame));
  }

  /** The node is gone. */
  forget(id: NodeId): void {
    this.#foreign.delete(id);
    const origin = this.#origins.get(id);
    if (origin === undefined) return;
    this.#origins.delete(id);
    origin[0].ids.delete(origin[1]);
  }

  clear(): void {
    this.#foreign.clear();
    this.#origins.clear();
  }

  #target(frame: NodeId): PageOps {
    const page = this.#page as unknown as Record<string, (...values: unknown[]) => void>;
    const methods: Record<string, (...values: unknown[]) => void> = {};
    for (const [name, [, ...kinds]] of Object.entries<readonly [number, ...FieldKind[]]>(OPERATIONS)) {
      methods[name] = (...values) => {
        // A sheet that is adopted, or replaced, is named by its owner: all that has no node is the window's.
        if (kinds[0] !== "node" || OF_THE_PAGE.has(name)) return;
        page[name]?.(...this.#values(this.#of(frame), name, kinds, values));
      };
    }
    methods["at"] = (parent, before) => {
      // The frame's page begins, or begins anew.
      if (parent === 0) this.#foreign.delete(frame);
      const foreign = this.#of(frame);
      const inner = (id: unknown): NodeId => this.#idOf(foreign, id as NodeId);
      this.#page.at(parent === 0 ? frame : inner(parent), inner(before));
    };
    return methods as unknown as PageOps;
  }

  #values(foreign: Foreign, name: string, kinds: readonly FieldKind[], values: unknown[]): unknown[] {
    return values.map((value, index) => {
      if (kinds[index] === "node") return this.#idOf(foreign, value as NodeId);
      return LISTS.has(name) && kinds[index] === "ints"
        ? (value as NodeId[]).map((id) => this.#idOf(foreign, id))
        : value;
    });
  }

  #of(frame: NodeId): Foreign {
    const known = this.#foreign.get(frame);
    if (known !== undefined) return known;
    const foreign = { frame, ids: new Map<NodeId, NodeId>() };
    this.#foreign.set(frame, foreign);
    return foreign;
  }

  #idOf(foreign: Foreign, id: NodeId): NodeId {
    if (id === 0) return 0;
    const known = foreign.ids.get(id);
    if (known !== undefined) return known;
    const here = this.#next;
    this.#next += 1;
    foreign.ids.set(id, here);
    this.#origins.set(here, [foreign, id]);
    return here;
  }
}
