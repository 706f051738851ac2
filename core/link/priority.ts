// Who goes first when the line is short.
import { CHANNEL, type Channel } from "../protocol/index.ts";

/** Channels, most urgent first. */
export const PRIORITIES: readonly Channel[] = [
  CHANNEL.session,
  CHANNEL.control,
  CHANNEL.page,
  CHANNEL.media,
  CHANNEL.document,
  CHANNEL.assets,
];

/** Whether `channel` may use the reserve beyond the window. */
export function isUrgent(channel: Channel): boolean {
  return channel === CHANNEL.session || channel === CHANNEL.control;
}

/** Something that has envelopes to give, by channel. */
export interface Source {
  /** The next envelope of `channel`; undefined when there is none or it may not leave yet. */
  take(channel: Channel): Uint8Array | undefined;
}

/** Draws envelopes from several sources: by priority, and in turns where it is equal. */
export class Turns<S extends Source> {
  #last: S | undefined;

  /** The most urgent envelope that `sources` have now. */
  next(sources: readonly S[]): Uint8Array | undefined {
    const start = this.#last === undefined ? 0 : sources.indexOf(this.#last) + 1;
    const turns = start === 0 ? sources : [...sources.slice(start), ...sources.slice(0, start)];
    for (const channel of PRIORITIES) {
      for (const source of turns) {
        const envelope = source.take(channel);
        if (envelope === undefined) continue;
        this.#last = source;
        return envelope;
      }
    }
    return undefined;
  }
}
