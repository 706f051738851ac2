// One channel of a link: what goes out, what comes in, and what is owed to whoever sends.
import { type Channel, MAX_CHANNEL_BYTES } from "../protocol/index.ts";
import { Inbox } from "./inbox.ts";
import { Outbox } from "./outbox.ts";

/** One channel of one link. */
export class Stream {
  readonly channel: Channel;
  readonly outbox = new Outbox();
  readonly inbox: Inbox;
  /** The latest message that may be lost, until it can leave. */
  volatile: Uint8Array | undefined;
  /** The last send left something waiting: whoever sent it is owed a word when it has left. */
  held = false;
  /** When the other was last told of a gap here. */
  gapAt = -Infinity;

  constructor(channel: Channel) {
    this.channel = channel;
    this.inbox = new Inbox(MAX_CHANNEL_BYTES[channel]);
  }
}
