// What a transport is. It stands here, in the leaf, because links and transports both need it; transports/transport.ts
// is the door for those who write one.

/** `open`: envelopes pass. `closed` comes once, after which the transport is not used again. */
export type TransportState =
  { readonly state: "open" } | { readonly state: "closed"; readonly code: number; readonly reason: string };

/**
 * Carries envelopes, best effort: connects, sends, receives, and tells when it breaks. It keeps boundaries and order,
 * and may lose what was sent when it breaks. One object is one connection.
 */
export interface Transport {
  /** Starts connecting. The outcome arrives at `onstate`. Called once. */
  connect(): void;
  /** Hands over one envelope, at most MAX_ENVELOPE_BYTES. Never blocks; does nothing unless open. */
  send(envelope: Uint8Array): void;
  /** Ends the connection; `onstate` hears `closed` once. Safe to call twice. */
  close(code?: number, reason?: string): void;
  /** Bytes handed over and not yet passed to the network. */
  readonly bufferedBytes: number;
  onreceive: ((envelope: Uint8Array) => void) | undefined;
  onstate: ((state: TransportState) => void) | undefined;
}
