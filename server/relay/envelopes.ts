// Envelopes between a participant and the relay itself. All others pass as they are.
import {
  CHANNEL,
  encodeEnvelope,
  encodeJson,
  type Envelope,
  FLAG_LAST,
  type FromRelayMessage,
  KIND,
  type Kind,
  NO_SLOT,
  RELAY_SLOT,
} from "../../core/protocol/index.ts";
import { Refusal } from "./refusal.ts";

function fromRelay(kind: Kind, flags: number, to: number, sequence: number, body: Uint8Array): Uint8Array {
  return encodeEnvelope({
    flags,
    kind,
    channel: CHANNEL.session,
    from: RELAY_SLOT,
    to,
    fromGeneration: 0,
    toGeneration: 0,
    sequence,
    acknowledgement: 0,
    body,
  });
}

/** What the relay says to the participant in slot `to`, as an envelope. */
export function sayEnvelope(to: number, message: FromRelayMessage): Uint8Array {
  return fromRelay(KIND.relay, FLAG_LAST, to, 0, encodeJson(message));
}

/** The answer to `ping`. */
export function pongEnvelope(ping: Envelope): Uint8Array {
  return fromRelay(KIND.pong, 0, ping.from, ping.sequence, ping.body);
}

/** Checks the header of an envelope to the relay. @throws {Refusal} `malformed`. */
export function checkToRelay(envelope: Envelope, slot: number): void {
  const { kind, from, to, flags, channel, sequence, acknowledgement } = envelope;
  if (to !== RELAY_SLOT) throw new Refusal("malformed", "this kind goes to the relay");
  // A participant that has not read its welcome yet does not know its slot.
  if (slot !== NO_SLOT && from !== slot && from !== NO_SLOT) throw new Refusal("malformed", "sender");
  if (kind !== KIND.relay) return;
  if (flags !== FLAG_LAST || channel !== 0 || sequence !== 0 || acknowledgement !== 0)
    throw new Refusal("malformed", "header of kind relay");
}
