// SHA-256 (FIPS 180-4) for pages without a secure context, where browsers offer none: intranets over plain http.

/** Fractional parts of the roots of the first primes, as 32-bit words: `root` 2 for the state, 3 for the rounds. */
function wordsOf(root: 2 | 3, count: number): Uint32Array {
  const words = new Uint32Array(count);
  for (let candidate = 2, found = 0; found < count; candidate += 1) {
    let isPrime = true;
    for (let i = 2; i * i <= candidate; i += 1) if (candidate % i === 0) isPrime = false;
    if (isPrime) words[found++] = fraction(candidate, root);
  }
  return words;
}

/** The first 32 bits behind the point of the root of `prime`, exactly. */
function fraction(prime: number, root: 2 | 3): number {
  const target = BigInt(prime) << BigInt(32 * root);
  let low = 0n;
  for (let bit = 1n << 36n; bit > 0n; bit >>= 1n) if ((low + bit) ** BigInt(root) <= target) low += bit;
  return Number(low & 0xffffffffn);
}

const turn = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

function padded(bytes: Uint8Array): DataView {
  const whole = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
  whole.set(bytes);
  whole[bytes.length] = 0x80;
  const view = new DataView(whole.buffer);
  view.setUint32(whole.length - 8, Math.floor(bytes.length / 0x20000000));
  view.setUint32(whole.length - 4, bytes.length << 3);
  return view;
}

function schedule(words: Int32Array, view: DataView, at: number): void {
  for (let i = 0; i < 64; i += 1) {
    if (i < 16) {
      words[i] = view.getInt32(at + i * 4);
      continue;
    }
    const near = words[i - 2] ?? 0;
    const far = words[i - 15] ?? 0;
    const one = turn(near, 17) ^ turn(near, 19) ^ (near >>> 10);
    const zero = turn(far, 7) ^ turn(far, 18) ^ (far >>> 3);
    words[i] = ((words[i - 16] ?? 0) + zero + (words[i - 7] ?? 0) + one) | 0;
  }
}

/** The state's words, of which there are eight. */
type Eight = [number, number, number, number, number, number, number, number];

function rounds(state: Int32Array, words: Int32Array, constants: Uint32Array): void {
  let [a, b, c, d, e, f, g, h] = state as unknown as Eight;
  for (let i = 0; i < 64; i += 1) {
    const one = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
    const first = (h + one + ((e & f) ^ (~e & g)) + (constants[i] ?? 0) + (words[i] ?? 0)) | 0;
    const zero = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
    const second = (zero + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  for (const [i, word] of [a, b, c, d, e, f, g, h].entries()) state[i] = ((state[i] ?? 0) + word) | 0;
}

/** The SHA-256 of `bytes`, 32 bytes. Cost: about 15 ms a megabyte; `crypto.subtle` takes 2, where there is one. */
export function sha256(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const constants = wordsOf(3, 64);
  const state = new Int32Array(wordsOf(2, 8));
  const words = new Int32Array(64);
  const view = padded(bytes);
  for (let at = 0; at < view.byteLength; at += 64) {
    schedule(words, view, at);
    rounds(state, words, constants);
  }
  const digest = new DataView(new ArrayBuffer(32));
  for (const [i, word] of state.entries()) digest.setInt32(i * 4, word);
  return new Uint8Array(digest.buffer);
}

/** The first half of the SHA-256 of `bytes`, as 32 hexadecimal digits: what an asset is called across pages. */
export async function contentHash(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const { subtle } = crypto as { subtle?: SubtleCrypto };
  const digest = subtle === undefined ? sha256(bytes) : new Uint8Array(await subtle.digest("SHA-256", bytes));
  return [...digest.subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
