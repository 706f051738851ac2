// Filters what is said of canvases, videos, lists and the visitor's browser.
import {
  type CanvasOps,
  NATIVE,
  type NativeOps,
  type NodeId,
  type PageOps,
  PLACEHOLDER,
  type PlaceholdersOps,
  PLAYBACK_ENDED,
  PLAYBACK_MUTED,
  PLAYBACK_PAUSED,
  PLAYBACK_POSTER,
  type PlaybackOps,
  type PopupOps,
} from "../protocol/index.ts";
import type { Budget } from "./budget.ts";
import { MAX_PX, MAX_RATE, MAX_TIME_MS } from "./limits.ts";
import { isAsset } from "./urls.ts";

/** Name of the element that is built for an id; undefined when it is left out or not known. */
export type BuiltName = (id: NodeId) => string | undefined;

const DRAWN: ReadonlySet<string> = new Set(["canvas", "video"]);
const PLAYED: ReadonlySet<string> = new Set(["video", "audio"]);
/** `img` stands for plug-ins and framesets (allow-list.ts). */
const REPLACED: ReadonlySet<string> = new Set(["canvas", "video", "audio", "img"]);
const REASONS = new Set<number>(Object.values(PLACEHOLDER));
const KINDS = new Set<number>(Object.values(NATIVE));
const FLAGS = PLAYBACK_PAUSED | PLAYBACK_ENDED | PLAYBACK_MUTED | PLAYBACK_POSTER;
type Ops = CanvasOps & PlaceholdersOps & PlaybackOps & PopupOps & NativeOps;

/** The part of a page's check that concerns what is no node. */
export class PicturesCheck implements Ops {
  readonly #to: PageOps;
  readonly #budget: Budget;
  readonly #nameOf: BuiltName;

  constructor(to: PageOps, budget: Budget, nameOf: BuiltName) {
    this.#to = to;
    this.#budget = budget;
    this.#nameOf = nameOf;
  }

  canvas(id: NodeId, source: string, width: number, height: number, scale: number): void {
    if (!this.#is(id, DRAWN)) return;
    this.#to.canvas(id, isAsset(source) ? source : "", px(width), px(height), Math.min(scale, 1_000));
  }

  placeholder(id: NodeId, reason: number): void {
    if (this.#is(id, REPLACED)) this.#to.placeholder(id, REASONS.has(reason) ? reason : PLACEHOLDER.foreign);
  }

  playback(id: NodeId, flags: number, position: number, duration: number, rate: number): void {
    if (!this.#is(id, PLAYED)) return;
    const limit = (value: number, most: number): number => Math.max(-most, Math.min(value, most));
    const [at, of] = [limit(position, MAX_TIME_MS), limit(duration, MAX_TIME_MS)];
    this.#to.playback(id, flags & FLAGS, at, of, limit(rate, MAX_RATE));
  }

  popup(id: NodeId, highlighted: number): void {
    this.#budget.steps(1);
    if (id === 0 || this.#nameOf(id) !== "select") this.#to.popup(0, -1);
    else this.#to.popup(id, highlighted);
  }

  native(kind: number): void {
    this.#budget.steps(1);
    this.#to.native(KINDS.has(kind) ? kind : NATIVE.none);
  }

  #is(id: NodeId, names: ReadonlySet<string>): boolean {
    this.#budget.steps(1);
    return names.has(this.#nameOf(id) ?? "");
  }
}

const px = (value: number): number => Math.min(value, MAX_PX);
