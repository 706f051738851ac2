// What travels from a visitor's page to an agent's.

/** What a recorder has handed over: text or bytes, ready to be sent. */
export type Handed = string | Uint8Array<ArrayBuffer>;

/** Name of the channel on which one recorder's pieces travel when there are two at work. */
export function channelOf(name: "rrweb" | "glance"): string {
  return `bench-mirrored-${name}`;
}
