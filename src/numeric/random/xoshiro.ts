/** A stream of random numbers. It mutates as it is drawn from: hand each task its own. */
export interface Random {
  /** A number in [0, 1) of 53 random bits. */
  next(): number;
  /** A whole number in [0, 2^32). */
  uint32(): number;
}

/**
 * xoshiro128** from its four words of state, not all zero: period 2^128 - 1. The words are its own
 * from then on.
 *
 * Blackman and Vigna (2021), Scrambled linear pseudorandom number generators, ACM TOMS 47(4).
 */
export function xoshiro128(state: Int32Array): Random {
  const uint32 = (): number => {
    const second = state[1];
    const scrambled = Math.imul(rotateLeft(Math.imul(second, 5), 7), 9) >>> 0;
    state[2] ^= state[0];
    state[3] ^= second;
    state[1] ^= state[2];
    state[0] ^= state[3];
    state[2] ^= second << 9;
    state[3] = rotateLeft(state[3], 11);
    return scrambled;
  };

  // The high bits of two words: 27 and 26.
  const next = (): number => {
    const high = uint32() >>> 5;
    return (high * 0x4000000 + (uint32() >>> 6)) * 2 ** -53;
  };

  return { next, uint32 };
}

function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
