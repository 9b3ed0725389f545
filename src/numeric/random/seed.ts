import { checkFinite } from "../../core/checks.ts";
import { type Random, xoshiro128 } from "./xoshiro.ts";

export type { Random } from "./xoshiro.ts";

// A first word apart for each origin, so that the seeds 1 and "1" start unrelated streams.
const NUMBER_TAG = 1;
const STRING_TAG = 2;
const SPLIT_TAG = 3;

/**
 * The random stream of a seed: a finite number (all its bits count) or a string. Neighboring seeds
 * give unrelated streams, equal seeds equal ones, on every platform.
 *
 * @throws InputError `not_a_number`, `non_finite_value` for a seed that is neither.
 */
export function seedRandom(seed: number | string): Random {
  const state = freshState();
  if (typeof seed === "string") {
    absorb(state, STRING_TAG);
    absorb(state, seed.length);
    for (let index = 0; index < seed.length; index += 1) absorb(state, seed.charCodeAt(index));
  } else {
    const view = new DataView(new ArrayBuffer(8));
    // Adding zero turns -0 into 0.
    view.setFloat64(0, checkFinite(seed, ["seed"]) + 0);
    absorb(state, NUMBER_TAG);
    absorb(state, view.getInt32(0));
    absorb(state, view.getInt32(4));
  }
  return start(state);
}

/**
 * A stream independent of the given one, which moves on by four words: one a customer or a task, so
 * that what one draws does not shift what the next one gets.
 */
export function split(random: Random): Random {
  const state = freshState();
  absorb(state, SPLIT_TAG);
  for (let word = 0; word < 4; word += 1) absorb(state, random.uint32());
  return start(state);
}

/** Four lanes, set apart by the fractional bits of the square roots of 2, 3, 5 and 7. */
function freshState(): Int32Array {
  const state = new Int32Array(4);
  state[0] = 0x6a09e667;
  state[1] = 0xbb67ae85;
  state[2] = 0x3c6ef372;
  state[3] = 0xa54ff53a;
  return state;
}

// 2^32 over the golden ratio: the increment of splitmix.
const GOLDEN = 0x9e3779b9;

/** Makes all four lanes depend on every bit of a word. */
function absorb(state: Int32Array, word: number): void {
  for (let lane = 0; lane < 4; lane += 1) state[lane] = mix((state[lane] + GOLDEN) ^ word);
}

function start(state: Int32Array): Random {
  // The one state that the generator cannot leave.
  if ((state[0] | state[1] | state[2] | state[3]) === 0) state[0] = GOLDEN;
  return xoshiro128(state);
}

/** A bijection of 32 bits in which each bit sways all: the finalizer of MurmurHash3 (Appleby). */
function mix(word: number): number {
  let bits = word;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}
