// Growing writer and bounded reader of bytes. Numbers are varints, least significant 7 bits first.
import { ProtocolError } from "./errors.ts";

const INITIAL_BYTES = 1024;
/** Largest number a varint may carry: every integer below it is exact in a double. */
const MAX_SAFE = Number.MAX_SAFE_INTEGER;

/** Bytes that `value` takes as a varUint. */
export function uintBytes(value: number): number {
  let bytes = 1;
  for (let rest = value; rest > 0x7f; rest /= 0x80) bytes += 1;
  return bytes;
}

/** A signed integer as an unsigned one, small for small magnitudes: 0, -1, 1, -2 … become 0, 1, 2, 3 … Mirror: {@link unfolded}. */
export function folded(value: number): number {
  return value < 0 ? -value * 2 - 1 : value * 2;
}

/** The signed integer that became `value`. */
export function unfolded(value: number): number {
  return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
}

/** Appends numbers and bytes to a buffer that grows by doubling. */
export class ByteWriter {
  #bytes: Uint8Array<ArrayBuffer>;
  #length = 0;
  readonly #initialBytes: number;

  /** @param initialBytes room to start with, when much less or more is to come than usual. */
  constructor(initialBytes = INITIAL_BYTES) {
    this.#initialBytes = initialBytes;
    this.#bytes = new Uint8Array(initialBytes);
  }

  /** Bytes written so far. */
  get length(): number {
    return this.#length;
  }

  /** Appends one byte, 0 to 255. */
  byte(value: number): void {
    this.#reserve(1);
    this.#bytes[this.#length++] = value;
  }

  /**
   * Appends a non-negative integer up to 2^53 - 1. Mirror: {@link ByteReader.uint}.
   *
   * @throws {RangeError} for any other number.
   */
  uint(value: number): void {
    if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${value} is no varUint`);
    this.#reserve(value < 0x80 ? 1 : uintBytes(value));
    let rest = value;
    while (rest > 0x7f) {
      this.#bytes[this.#length++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.#bytes[this.#length++] = rest;
  }

  /** Appends an integer, small magnitudes in few bytes (zigzag). Mirror: {@link ByteReader.int}. */
  int(value: number): void {
    this.uint(folded(value));
  }

  /** Appends bytes as they are. */
  bytes(value: Uint8Array): void {
    this.#reserve(value.length);
    this.#bytes.set(value, this.#length);
    this.#length += value.length;
  }

  /** The bytes written so far; shares memory with the writer until it grows. */
  finish(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Empty again; what `finish` returned before must not be used any more. Memory beyond the initial room is given back. */
  clear(): void {
    this.#length = 0;
    if (this.#bytes.length > this.#initialBytes) this.#bytes = new Uint8Array(this.#initialBytes);
  }

  #reserve(count: number): void {
    const needed = this.#length + count;
    if (needed <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
  }
}

/** Reads what a {@link ByteWriter} wrote, and refuses to read past the end. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Bytes not read yet. */
  get left(): number {
    return this.#bytes.length - this.#at;
  }

  /** @throws {ProtocolError} `truncated` at the end. */
  byte(): number {
    const value = this.#bytes[this.#at];
    if (value === undefined) throw new ProtocolError("truncated");
    this.#at += 1;
    return value;
  }

  /** @throws {ProtocolError} `truncated`, or `number-too-large` past 2^53 - 1. */
  uint(): number {
    const first = this.#bytes[this.#at];
    // Most numbers of a page are steps, and small.
    if (first === undefined || first > 0x7f) return this.#longUint();
    this.#at += 1;
    return first;
  }

  #longUint(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.byte();
      value += (byte & 0x7f) * scale;
      if (value > MAX_SAFE) throw new ProtocolError("number-too-large");
      if (byte < 0x80) return value;
      scale *= 0x80;
      if (scale > MAX_SAFE) throw new ProtocolError("number-too-large");
    }
  }

  /** @throws {ProtocolError} as {@link ByteReader.uint}. */
  int(): number {
    return unfolded(this.uint());
  }

  /** A view of the next `count` bytes. @throws {ProtocolError} `truncated`. */
  bytes(count: number): Uint8Array {
    if (count > this.left) throw new ProtocolError("truncated");
    this.#at += count;
    return this.#bytes.subarray(this.#at - count, this.#at);
  }
}
