// Puts the page of a frame of another origin into the page around it: its ids become ids of this page. Mirror:
// core/worker/foreign-frames.ts.
import {
  type FieldKind,
  ID_KINDS,
  ID_LIST_KINDS,
  type NodeId,
  OPERATIONS,
  type PageOps,
  readOps,
} from "../protocol/index.ts";

/** The first id of foreign nodes: the page's own capture counts from 1, and does not get here. */
const FIRST_ID = 0x8000_0000;
/** What there is one of for the whole page, which has its own. */
const OF_THE_PAGE: ReadonlySet<string> = new Set(
  "active selection fieldSelection popup frameBlocked".split(" "),
);
/** What there is one of, too, and may be in a frame: the page around knows of the frame alone. */
const POINTS = ["hover", "focus"] as const;

type Point = (typeof POINTS)[number];

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
  /** Where the page itself points. */
  readonly #own: Record<Point, NodeId> = { hover: 0, focus: 0 };
  /** Where its frames point, and how the focus in them shows. */
  readonly #inner: Readonly<Record<Point, Map<NodeId, NodeId>>> = { hover: new Map(), focus: new Map() };
  readonly #looks = new Map<NodeId, number>();
  #next = FIRST_ID;

  constructor(page: PageOps) {
    this.#page = page;
  }

  /** Does what batches of a frame's capture say. @throws {ProtocolError} when one is none. */
  read(frame: NodeId, batches: readonly Uint8Array[]): void {
    for (const batch of batches) readOps(batch, this.#target(frame));
  }

  /** The innermost of what the page itself says is hovered or focused: `id`, or what a frame of that id says. */
  innermost(point: Point, id: NodeId): NodeId {
    this.#own[point] = id;
    return this.#inner[point].get(id) ?? id;
  }

  /** How the focus shows, by the page itself or by the frame in which it is. */
  look(flags: number): number {
    return this.#looks.get(this.#own.focus) ?? flags;
  }

  /** The node is gone. */
  forget(id: NodeId): void {
    this.#foreign.delete(id);
    this.#looks.delete(id);
    for (const point of POINTS) {
      this.#inner[point].delete(id);
      for (const [frame, inner] of this.#inner[point]) if (inner === id) this.#inner[point].delete(frame);
    }
    const origin = this.#origins.get(id);
    if (origin === undefined) return;
    this.#origins.delete(id);
    origin[0].ids.delete(origin[1]);
  }

  clear(): void {
    this.#foreign.clear();
    this.#origins.clear();
    this.#looks.clear();
    for (const point of POINTS) {
      this.#own[point] = 0;
      this.#inner[point].clear();
    }
  }

  #target(frame: NodeId): PageOps {
    const page = this.#page as unknown as Record<string, (...values: unknown[]) => void>;
    const methods: Record<string, (...values: unknown[]) => void> = {};
    for (const [name, [, ...kinds]] of Object.entries<readonly [number, ...FieldKind[]]>(OPERATIONS)) {
      methods[name] = (...values) => {
        // A sheet that is adopted, or replaced, is named by its owner: all that has no node is the window's.
        if (kinds[0] === undefined || !ID_KINDS.has(kinds[0]) || OF_THE_PAGE.has(name)) return;
        page[name]?.(...this.#values(this.#of(frame), kinds, values));
      };
    }
    for (const point of POINTS) methods[point] = (id) => this.#point(point, frame, id as NodeId);
    methods["focusLook"] = (flags) => {
      this.#looks.set(frame, flags as number);
      if (this.#own.focus === frame) this.#page.focusLook(flags as number);
    };
    methods["at"] = (parent, before) => {
      // The frame's page begins, or begins anew.
      if (parent === 0) this.#foreign.delete(frame);
      const foreign = this.#of(frame);
      const inner = (id: unknown): NodeId => this.#idOf(foreign, id as NodeId);
      this.#page.at(parent === 0 ? frame : inner(parent), inner(before));
    };
    return methods as unknown as PageOps;
  }

  #point(point: Point, frame: NodeId, id: NodeId): void {
    if (id === 0) this.#inner[point].delete(frame);
    else this.#inner[point].set(frame, this.#idOf(this.#of(frame), id));
    if (this.#own[point] === frame) this.#page[point](frame);
  }

  #values(foreign: Foreign, kinds: readonly FieldKind[], values: unknown[]): unknown[] {
    return values.map((value, index) => {
      const kind = kinds[index];
      if (kind === undefined) return value;
      if (ID_KINDS.has(kind)) return this.#idOf(foreign, value as NodeId);
      return ID_LIST_KINDS.has(kind) ? (value as NodeId[]).map((id) => this.#idOf(foreign, id)) : value;
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
