// Shows videos and sounds with their state in words; nothing is ever played. Mirrors: protocol/playback.ts, capture/playback.ts.
import {
  PLAYBACK_ENDED,
  PLAYBACK_MUTED,
  PLAYBACK_PAUSED,
  PLAYBACK_POSTER,
  type PlaybackOps,
} from "../protocol/index.ts";
import { labelledPicture, pictureIn, showPicture } from "./pictures.ts";
import { PLACEHOLDER_MARK } from "./placeholders.ts";
import type { ReplicaState } from "./replica-state.ts";

/** Says what a video or a sound is doing. */
export const PLAYBACK_MARK = "glance-playback";
/** On a video that shows its poster. */
export const POSTER_MARK = "glance-poster";

const AUDIO_SIZE = [300, 54] as const;

/** The playback's operations on a replica. */
export function createPlayback(state: ReplicaState): PlaybackOps {
  return {
    playback(id, flags, position, duration, rate) {
      const element = state.nodes.element(id);
      if (element === undefined) return;
      const words = stateInWords(flags, position, duration, rate);
      element.setAttribute(PLAYBACK_MARK, words);
      element.toggleAttribute(POSTER_MARK, (flags & PLAYBACK_POSTER) !== 0);
      if (element.hasAttribute(PLACEHOLDER_MARK)) return;
      if (element.hasAttribute(POSTER_MARK)) showPoster(state, element);
      else if (!hasOwnPicture(element)) showWords(state, element, words);
      state.unsettled = true;
    },
  };
}

/** Shows the poster of a video that nothing was played of; without one, its state. */
export function showPoster(state: ReplicaState, video: Element): void {
  const poster = video.getAttribute("poster");
  if (poster !== null && poster !== "") showPicture(state, video, poster);
  else showWords(state, video, video.getAttribute(PLAYBACK_MARK) ?? "");
}

/** A frame of a video comes as a blob, and so does a poster. */
function hasOwnPicture(element: Element): boolean {
  const shown = pictureIn(element);
  return shown.startsWith("blob:") && shown !== element.getAttribute("poster");
}

function showWords(state: ReplicaState, element: Element, words: string): void {
  const isSound = element.localName === "audio";
  const label = `${isSound ? "Sound" : "Video"}, ${words}`;
  showPicture(state, element, labelledPicture(label, isSound ? AUDIO_SIZE : undefined));
}

/** Such as `playing at 0:12 of 3:20, muted`. */
export function stateInWords(flags: number, position: number, duration: number, rate: number): string {
  const isPaused = (flags & PLAYBACK_PAUSED) !== 0;
  const doing = (flags & PLAYBACK_ENDED) !== 0 ? "ended" : isPaused ? "paused" : "playing";
  const at = `at ${clock(position)}${duration > 0 ? ` of ${clock(duration)}` : ""}`;
  const speed = rate === 1_000 ? "" : `, speed ${rate / 1_000}`;
  return `${doing} ${at}${speed}${(flags & PLAYBACK_MUTED) !== 0 ? ", muted" : ""}`;
}

function clock(timeMs: number): string {
  const seconds = Math.floor(timeMs / 1_000);
  const two = (value: number): string => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
