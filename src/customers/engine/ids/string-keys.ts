import type { HashedKeys } from "./id-reading.ts";
import { mix32, mix64 } from "./mix.ts";
import { allocatePair, wordPairs } from "./words.ts";

/** Keys of ids of any kind, and whether some are at fault. */
export interface PlainKeys {
  readonly keys: HashedKeys;
  readonly faulty: boolean;
}

const PACKED_LENGTH = 8;

/**
 * Keys of strings that fit in 64 bits: at most 8 characters from U+0001 to U+00FF. Comparing those
 * bits is comparing the strings, at a fraction of the price. Nothing where an id does not fit.
 */
export function packStrings(ids: ArrayLike<unknown>): PlainKeys | undefined {
  const [hashes, highs] = allocatePair(ids.length);
  let faulty = false;
  for (let row = 0; row < hashes.length; row++) {
    const id = ids[row];
    if (typeof id !== "string") {
      if (typeof id === "number") return undefined;
      faulty = true;
      continue;
    }
    const length = id.length;
    if (length > PACKED_LENGTH) return undefined;
    if (length === 0) faulty = true;
    let low = 0;
    let high = 0;
    for (let index = 0; index < length; index++) {
      const unit = id.charCodeAt(index);
      // Zeros fill up short strings, so that a zero inside could not be told from the end.
      if (unit === 0 || unit > 255) return undefined;
      if (index < 4) low |= unit << (index << 3);
      else high |= unit << (index << 3);
    }
    hashes[row] = mix64(low, high);
    highs[row] = high;
  }
  return { keys: { kind: "hashed", hashes, highs }, faulty };
}

/** Keys of strings of any length, and of numbers among them: "1" and 1 are two customers. */
export function hashPlain(ids: ArrayLike<unknown>): PlainKeys {
  const hashes = new Int32Array(ids.length);
  const double = new Float64Array(1);
  const { words } = wordPairs(double);
  let faulty = false;
  for (let row = 0; row < hashes.length; row++) {
    const id = ids[row];
    if (typeof id === "string") {
      hashes[row] = hashString(id);
      if (id === "") faulty = true;
    } else if (Number.isSafeInteger(id)) {
      double[0] = Number(id) + 0;
      hashes[row] = mix64(words[0], words[1]);
    } else faulty = true;
  }
  const same = (row: number, other: number) => ids[row] === ids[other];
  return { keys: { kind: "hashed", hashes, same }, faulty };
}

function hashString(text: string): number {
  const length = text.length;
  let hash = length;
  let index = 0;
  // Two characters a step: the steps hang on each other, the characters do not.
  for (; index + 1 < length; index += 2) {
    const pair = text.charCodeAt(index) | (text.charCodeAt(index + 1) << 16);
    hash = Math.imul(hash ^ pair, 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  if (index < length) hash = Math.imul(hash ^ text.charCodeAt(index), 0x9e3779b1);
  return mix32(hash);
}
