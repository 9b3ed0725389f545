/**
 * Scatters the bits of a 32-bit integer. A bijection: distinct inputs stay distinct.
 *
 * Constants of Ettinger's search for low-bias integer hashes (2018).
 */
export function mix32(word: number): number {
  let mixed = word;
  mixed ^= mixed >>> 16;
  mixed = Math.imul(mixed, 0x7feb352d);
  mixed ^= mixed >>> 15;
  mixed = Math.imul(mixed, 0x846ca68b);
  return mixed ^ (mixed >>> 16);
}

/**
 * A hash of 64 bits. For any one `high` a bijection of `low`: equal hashes with equal `high` mean
 * equal words.
 */
export function mix64(low: number, high: number): number {
  return mix32(low ^ mix32(high ^ 0x9e3779b9));
}
