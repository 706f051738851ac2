// Videos and sounds: their state, and pictures of what a video shows. Mirrors: protocol/playback.ts, model/playback.ts,
// replay/playback.ts.
import { MASK } from "../mask/index.ts";
import {
  PLACEHOLDER,
  PLAYBACK_ENDED,
  PLAYBACK_MUTED,
  PLAYBACK_PAUSED,
  PLAYBACK_POSTER,
} from "../protocol/index.ts";
import type { CaptureContext } from "./context.ts";
import { InView } from "./in-view.ts";
import { guarded, listen } from "./listen.ts";
import { bitmapOf, localNameOf } from "./natives.ts";
import type { NodeInfo } from "./node-ids.ts";
import type { Pictures } from "./pictures.ts";

/** Shortest time between two pictures of a video that plays, in ms: it is to be recognised, not watched. */
const INTERVAL_MS = 1_000;

/** Tries to take a picture of a video that stands still. */
const MAX_TRIES = 5;

/** After these, what is told may be another. `timeupdate` comes four times a second, only while something plays. */
const STATES =
  "play playing pause seeked ratechange volumechange durationchange ended timeupdate emptied loadedmetadata".split(
    " ",
  );
/** After these, a video shows another picture. */
const FRAMES: ReadonlySet<string> = new Set(["loadeddata", "playing", "pause", "seeked", "ended"]);

/** Follows `video` and `audio` elements. */
export class PlaybackCapture {
  readonly #context: CaptureContext;
  readonly #pictures: Pictures;
  readonly #inView: InView;
  readonly #marked = new Set<HTMLMediaElement>();
  /** What was told of each. */
  readonly #told = new WeakMap<Element, { readonly id: number; state: string; reason: number }>();
  /** Videos of which a picture is under way, or that are waited for. */
  readonly #busy = new WeakSet<Element>();
  readonly #unreadable = new WeakSet<Element>();
  /** Those that are listened to. */
  readonly #followed = new WeakSet<Element>();
  readonly #tries = new WeakMap<Element, number>();

  constructor(context: CaptureContext, pictures: Pictures) {
    this.#context = context;
    this.#pictures = pictures;
    this.#inView = new InView((element) => this.#look(element as HTMLVideoElement), context.signal);
  }

  /** Tells the state of a new one; of a masked one, only that it is masked. */
  tell(element: Element, info: NodeInfo): void {
    if (info.mask !== MASK.shown) {
      this.#context.writer.placeholder(info.id, PLACEHOLDER.masked);
      return;
    }
    this.#told.set(element, { id: info.id, state: "", reason: PLACEHOLDER.none });
    this.#listenTo(element);
    this.#state(element as HTMLMediaElement);
    if (localNameOf(element) === "video") this.#inView.follow(element);
  }

  /** Tells what was marked. */
  read(): void {
    for (const element of this.#marked)
      if (this.#context.ids.living(element)?.mask === MASK.shown) this.#state(element);
    this.#marked.clear();
  }

  /** To itself: a dozen listeners on every root would be for pages without any video. */
  #listenTo(element: Element): void {
    if (this.#followed.has(element)) return;
    this.#followed.add(element);
    const heard = ({ type }: Event): void => this.#heard(element, type);
    listen(element, [...STATES, "loadeddata"], heard, this.#context.signal);
  }

  #heard(element: Element, type: string): void {
    if (!this.#told.has(element)) return;
    if (type === "emptied") this.#unreadable.delete(element);
    this.#tries.delete(element);
    this.#mark(element as HTMLMediaElement);
    if (FRAMES.has(type) && localNameOf(element) === "video") this.#look(element as HTMLVideoElement);
  }

  #mark(element: HTMLMediaElement): void {
    this.#marked.add(element);
    this.#context.dirty.other = true;
    this.#context.request();
  }

  #state(element: HTMLMediaElement): void {
    const told = this.#told.get(element);
    if (told === undefined) return;
    const { writer } = this.#context;
    const values = stateOf(element);
    const state = values.join(" ");
    const reason = this.#reasonOf(element);
    if (reason !== told.reason) writer.placeholder(told.id, reason);
    if (state !== told.state || reason !== told.reason) writer.playback(told.id, ...values);
    told.state = state;
    told.reason = reason;
  }

  #reasonOf(element: HTMLMediaElement): number {
    if (element.srcObject !== null) return PLACEHOLDER.live;
    if ((element.mediaKeys ?? null) !== null) return PLACEHOLDER.protected;
    return this.#unreadable.has(element) ? PLACEHOLDER.foreign : PLACEHOLDER.none;
  }

  /** Takes a picture of what a video shows, and again as long as it plays. */
  #look(video: HTMLVideoElement): void {
    if (this.#busy.has(video) || !this.#inView.has(video) || !this.#mayBeTaken(video)) return;
    if (!this.#pictures.hasRoom) {
      this.#later(video, INTERVAL_MS);
      return;
    }
    this.#busy.add(video);
    const size = [video.videoWidth, video.videoHeight] as const;
    void this.#pictures.give(video, bitmapOf(video), size, (outcome) => {
      this.#busy.delete(video);
      if (outcome === "unreadable") {
        this.#unreadable.add(video);
        this.#mark(video);
      } else if (!video.paused || (outcome === "dropped" && this.#mayTryAgain(video)))
        this.#later(video, INTERVAL_MS);
    });
  }

  /** A video says that it has its first frame some time before there is one to take. */
  #mayTryAgain(video: HTMLVideoElement): boolean {
    const tries = (this.#tries.get(video) ?? 0) + 1;
    this.#tries.set(video, tries);
    return tries <= MAX_TRIES;
  }

  #mayBeTaken(video: HTMLVideoElement): boolean {
    const hasFrame = video.readyState >= video.HAVE_CURRENT_DATA && video.videoWidth > 0;
    return hasFrame && this.#reasonOf(video) === PLACEHOLDER.none && !showsPoster(video);
  }

  /** With the next frame that is shown after a while: none comes from a video that stands still. */
  #later(video: HTMLVideoElement, waitMs: number): void {
    this.#busy.add(video);
    const look = guarded(() => {
      this.#busy.delete(video);
      if (!this.#context.signal.aborted) this.#look(video);
    });
    setTimeout(() => {
      const frames = video as Partial<Pick<HTMLVideoElement, "requestVideoFrameCallback">>;
      if (video.paused || frames.requestVideoFrameCallback === undefined) look();
      else {
        this.#busy.delete(video);
        video.requestVideoFrameCallback(look);
      }
    }, waitMs);
  }
}

function showsPoster(element: HTMLMediaElement): boolean {
  const { poster = "" } = element as Partial<HTMLVideoElement>;
  return poster !== "" && element.paused && element.currentTime === 0 && element.played.length === 0;
}

function stateOf(
  element: HTMLMediaElement,
): readonly [flags: number, position: number, duration: number, rate: number] {
  const flags =
    (element.paused ? PLAYBACK_PAUSED : 0) |
    (element.ended ? PLAYBACK_ENDED : 0) |
    (element.muted ? PLAYBACK_MUTED : 0) |
    (showsPoster(element) ? PLAYBACK_POSTER : 0);
  const duration = Number.isFinite(element.duration) ? element.duration : 0;
  // Of one that plays, the seconds: more often nobody reads it.
  const position = element.paused ? element.currentTime : Math.floor(element.currentTime);
  return [
    flags,
    Math.round(position * 1_000),
    Math.round(duration * 1_000),
    Math.round(element.playbackRate * 1_000),
  ];
}
