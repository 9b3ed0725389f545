import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Random, seedRandom, split } from "../../../src/numeric/random/seed.ts";
import { xoshiro128 } from "../../../src/numeric/random/xoshiro.ts";
import { golden } from "../golden.ts";
import { draw, kolmogorovP, LEAST_P, pearsonP } from "./goodness.ts";

const N = 20_000;
const words = (random: Random, n: number): number[] => Array.from({ length: n }, random.uint32);

/** The p-value of no correlation between two uniform samples, times the square root of n. */
function correlation(a: Float64Array, b: Float64Array): number {
  let total = 0;
  for (let at = 0; at < a.length; at += 1) total += (a[at] - 0.5) * (b[at] - 0.5);
  return (12 * total) / Math.sqrt(a.length);
}

describe("seedRandom", () => {
  it("is xoshiro128** as published", () => {
    // The known answer that the rand_xoshiro crate tests against.
    const known = [
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597,
      4258142804,
    ];
    expect(words(xoshiro128(Int32Array.of(1, 2, 3, 4)), 10)).toEqual(known);
    expect(golden.streams.state1234).toEqual(known);
  });

  it.each(golden.streams.seeds)("gives the committed stream of $seed", (expected) => {
    expect(words(seedRandom(expected.seed), 6)).toEqual(expected.uint32);
    expect(Array.from({ length: 4 }, seedRandom(expected.seed).next)).toEqual(expected.next);
    const parent = seedRandom(expected.seed);
    expect(words(split(parent), 4)).toEqual(expected.split);
    expect(words(parent, 2)).toEqual(expected.afterSplit);
  });

  it("starts equal seeds alike and unequal ones apart", () => {
    const seed = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    );
    fc.assert(
      fc.property(seed, seed, (one, other) => {
        expect(words(seedRandom(one), 8)).toEqual(words(seedRandom(one), 8));
        // -0 and 0 are equal.
        const equal = one === other;
        expect(words(seedRandom(one), 8).join() === words(seedRandom(other), 8).join()).toBe(equal);
      }),
    );
    expect(words(seedRandom(-0), 4)).toEqual(words(seedRandom(0), 4));
    expect(words(seedRandom("1"), 4)).not.toEqual(words(seedRandom(1), 4));
    expect(words(seedRandom("ab"), 4)).not.toEqual(words(seedRandom("ba"), 4));
    expect(words(seedRandom("\u0000"), 4)).not.toEqual(words(seedRandom(""), 4));
  });

  it("keeps its streams apart", () => {
    const one = seedRandom(7);
    const first = words(one, 3);
    const other = seedRandom(7);
    words(seedRandom(8), 100);
    expect(words(other, 3)).toEqual(first);
  });

  it("refuses seeds that are not finite numbers", () => {
    expect(() => seedRandom(Number.NaN)).toThrow("seed: expected a finite number, got NaN");
    expect(() => seedRandom(Number.POSITIVE_INFINITY)).toThrow("seed: expected a finite number");
  });

  it("is uniform on [0, 1), and so are its first numbers over neighboring seeds", () => {
    const along = seedRandom(2026);
    expect(kolmogorovP(draw(N, along.next), (x) => x)).toBeGreaterThan(LEAST_P);
    const across = Float64Array.from({ length: N }, (_, seed) => seedRandom(seed).next());
    expect(kolmogorovP(across, (x) => x)).toBeGreaterThan(LEAST_P);
    const named = Float64Array.from({ length: N }, (_, at) => seedRandom(`customer ${at}`).next());
    expect(kolmogorovP(named, (x) => x)).toBeGreaterThan(LEAST_P);
    expect(across.every((value) => value >= 0 && value < 1)).toBe(true);
  });

  it("uses every bit of both kinds of output alike", () => {
    const random = seedRandom("bits");
    const ones = new Float64Array(32);
    const low = new Float64Array(53);
    let beyond = 0;
    for (let at = 0; at < N; at += 1) {
      const word = random.uint32();
      for (let bit = 0; bit < 32; bit += 1) ones[bit] += (word >>> bit) & 1;
      let rest = random.next();
      for (let bit = 0; bit < 53; bit += 1) {
        rest *= 2;
        low[bit] += Math.floor(rest);
        rest %= 1;
      }
      beyond += rest;
    }
    expect(beyond).toBe(0);
    for (const count of [...ones, ...low]) {
      // Five standard deviations of a fair coin.
      expect(Math.abs(count - N / 2)).toBeLessThan(5 * Math.sqrt(N / 4));
    }
  });

  it("does not correlate: neighboring seeds, splits, parent and child, one draw and the next", () => {
    const pairs: [Random, Random][] = [
      [seedRandom(0), seedRandom(1)],
      [seedRandom(1), seedRandom(2)],
      [seedRandom(-1), seedRandom(1)],
      [seedRandom("a"), seedRandom("b")],
    ];
    const parent = seedRandom(5);
    pairs.push([split(parent), split(parent)]);
    pairs.push([parent, split(parent)]);
    for (const [one, other] of pairs) {
      expect(Math.abs(correlation(draw(N, one.next), draw(N, other.next)))).toBeLessThan(4);
    }
    const run = draw(N + 1, seedRandom(9).next);
    expect(Math.abs(correlation(run.subarray(1), run.subarray(0, N)))).toBeLessThan(4);
  });

  it("falls evenly into the cells of a square", () => {
    const random = seedRandom(31);
    const cells = draw(
      N,
      () => 16 * Math.floor(16 * random.next()) + Math.floor(16 * random.next()),
    );
    expect(
      pearsonP(cells, (k) => (k < 256 ? -Math.log(256) : Number.NEGATIVE_INFINITY)),
    ).toBeGreaterThan(LEAST_P);
  });
});
