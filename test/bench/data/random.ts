/** Numbers in [0, 1): the same for the same seed. */
export type Random = () => number;

/** Mulberry32: small, quick, good enough to shuffle and to simulate. */
export function seedRandom(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Puts the cells of an array in random order. */
export function shuffle(cells: Int32Array, random: Random): void {
  for (let last = cells.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    const held = cells[last];
    cells[last] = cells[other];
    cells[other] = held;
  }
}

/** Exponential with rate 1. */
export function drawExponential(random: Random): number {
  return -Math.log(1 - random());
}

/** Gamma with rate 1 (Marsaglia and Tsang, 2000; below shape 1 boosted by a power). */
export function drawGamma(shape: number, random: Random): number {
  if (shape < 1) return drawGamma(shape + 1, random) * (1 - random()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const normal = drawNormal(random);
    const root = 1 + c * normal;
    if (root <= 0) continue;
    const cube = root ** 3;
    if (Math.log(1 - random()) < normal ** 2 / 2 + d - d * cube + d * Math.log(cube)) {
      return d * cube;
    }
  }
}

/** Beta, as a share of two gammas. */
export function drawBeta(a: number, b: number, random: Random): number {
  const one = drawGamma(a, random);
  return one / (one + drawGamma(b, random));
}

function drawNormal(random: Random): number {
  return Math.sqrt(2 * drawExponential(random)) * Math.cos(2 * Math.PI * random());
}
