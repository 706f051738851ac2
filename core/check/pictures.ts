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
  type SystemFontsOps,
} from "../protocol/index.ts";
import type { Budget } from "./budget.ts";
import {
  MAX_FONT_MEASURE,
  MAX_FONT_NAME_UNITS,
  MAX_PX,
  MAX_RATE,
  MAX_SYSTEM_FONTS,
  MAX_TIME_MS,
} from "./limits.ts";
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
/** Names of fonts: nothing in them ends a string of CSS. */
const FONT_NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._+&-]*$/u;

type Ops = CanvasOps & PlaceholdersOps & PlaybackOps & PopupOps & NativeOps & SystemFontsOps;

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

  systemFonts(names: readonly string[], measures: readonly number[]): void {
    this.#budget.steps(1 + names.length);
    const [keptNames, keptMeasures]: [string[], number[]] = [[], []];
    for (const [i, name] of names.slice(0, MAX_SYSTEM_FONTS).entries()) {
      const own = measures.slice(i * 3, i * 3 + 3);
      const isSane = own.length === 3 && own.every((value) => value >= 0 && value <= MAX_FONT_MEASURE);
      if (!isSane || name.length > MAX_FONT_NAME_UNITS || !FONT_NAME.test(name)) continue;
      keptNames.push(name);
      keptMeasures.push(...own);
    }
    this.#to.systemFonts(keptNames, keptMeasures);
  }

  #is(id: NodeId, names: ReadonlySet<string>): boolean {
    this.#budget.steps(1);
    return names.has(this.#nameOf(id) ?? "");
  }
}

const px = (value: number): number => Math.min(value, MAX_PX);
