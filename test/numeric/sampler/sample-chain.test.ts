import { describe, expect, it } from "vitest";
import { seedRandom } from "../../../src/numeric/random/seed.ts";
import {
  bulkEffectiveSize,
  meanEffectiveSize,
  rankRHat,
  tailEffectiveSize,
} from "../../../src/numeric/sampler/diagnostics.ts";
import { type LogDensity, leapfrog, phaseAt, placeAt } from "../../../src/numeric/sampler/phase.ts";
import {
  type Chain,
  type SamplerProblem,
  sampleChains,
} from "../../../src/numeric/sampler/sample-chain.ts";
import { digamma } from "../../../src/numeric/special/digamma.ts";
import { normalQuantile } from "../../../src/numeric/special/normal.ts";
import { trigamma } from "../../../src/numeric/special/trigamma.ts";

function sample(
  logDensity: LogDensity,
  dimension: number,
  options: Partial<SamplerProblem> = {},
  seed: number | string = 5,
): Chain[] {
  const center = new Float64Array(dimension);
  return sampleChains(
    { logDensity, center, warmup: 500, draws: 1000, acceptance: 0.8, ...options },
    seedRandom(seed),
    4,
  );
}

function column(chains: readonly Chain[], i: number): Float64Array[] {
  return chains.map(({ points }) => Float64Array.from(points, (point) => point[i]));
}

/** Are draws of the distribution with these quantiles, within four of their own standard errors? */
function expectQuantiles(
  columns: readonly Float64Array[],
  quantileAt: (probability: number) => number,
): void {
  expect(rankRHat(columns)).toBeLessThan(1.01);
  const size = Math.min(bulkEffectiveSize(columns) ?? 0, tailEffectiveSize(columns) ?? 0);
  expect(size).toBeGreaterThan(400);
  const draws = columns.flatMap((values) => [...values]);
  for (const probability of [0.025, 0.25, 0.5, 0.75, 0.975]) {
    const cut = quantileAt(probability);
    const share = draws.filter((value) => value <= cut).length / draws.length;
    const error = Math.sqrt((probability * (1 - probability)) / size);
    expect(Math.abs(share - probability) / error).toBeLessThan(4);
  }
}

describe("sampling a normal density", () => {
  // x = A z: deviations from a tenth to more than ten, correlations up to .95.
  const shape = [
    [0.1, 0, 0, 0],
    [0, 1, 0, 0],
    [0, 3, 1, 0],
    [0, 0, 5, 10],
  ];
  const center = [5, -2, 0, 300];
  const logDensity: LogDensity = (point, gradient) => {
    const z: number[] = [];
    shape.forEach((row, i) => {
      const rest = row.slice(0, i).reduce((sum, entry, j) => sum + entry * z[j], 0);
      z.push((point[i] - center[i] - rest) / row[i]);
    });
    const byZ = z.map((value) => -value);
    for (let i = 3; i >= 0; i--) {
      gradient[i] = byZ[i] / shape[i][i];
      for (let j = 0; j < i; j++) byZ[j] -= gradient[i] * shape[i][j];
    }
    return -z.reduce((sum, value) => sum + value * value, 0) / 2;
  };
  const deviations = shape.map((row) => Math.hypot(...row));

  it("finds center and spread by itself", () => {
    const chains = sample(logDensity, 4, { center: Float64Array.from(center), warmup: 1000 });
    for (let i = 0; i < 4; i++) {
      expectQuantiles(
        column(chains, i),
        (probability) => center[i] + deviations[i] * normalQuantile(probability),
      );
    }
    expect(chains.map(({ divergences }) => divergences)).toEqual([0, 0, 0, 0]);
  });

  it("is faster where the covariance is known", () => {
    const covariance = Float64Array.from(
      shape.flatMap((left) =>
        shape.map((right) => left.reduce((sum, entry, k) => sum + entry * right[k], 0)),
      ),
    );
    const chains = sample(logDensity, 4, { center: Float64Array.from(center), covariance });
    for (let i = 0; i < 4; i++) {
      expectQuantiles(
        column(chains, i),
        (probability) => center[i] + deviations[i] * normalQuantile(probability),
      );
      expect(bulkEffectiveSize(column(chains, i))).toBeGreaterThan(2500);
    }
    const evaluations = chains.reduce((sum, chain) => sum + chain.evaluations, 0);
    expect(evaluations / (4 * 1500)).toBeLessThan(6);
  });
});

describe("sampling densities that are not normal", () => {
  it("follows a banana", () => {
    // x normal, y given x normal around x² with deviation 2.
    const chains = sample((point, gradient) => {
      const [x, y] = point;
      const off = (y - x * x) / 4;
      gradient.set([-x + 2 * x * off, -off]);
      return -(x * x) / 2 - (off * (y - x * x)) / 2;
    }, 2);
    expectQuantiles(column(chains, 0), normalQuantile);
    const above = column(chains, 0).map((xs, c) =>
      xs.map((x, k) => (chains[c].points[k][1] - x * x) / 2),
    );
    expectQuantiles(above, normalQuantile);
  });

  it("finds the heavy and the light tail of the logarithm of a gamma number", () => {
    const shapes = [0.4, 3];
    const chains = sample((point, gradient) => {
      let total = 0;
      shapes.forEach((shape, i) => {
        const value = Math.exp(point[i]);
        gradient[i] = shape - value;
        total += shape * point[i] - value;
      });
      return total;
    }, 2);
    shapes.forEach((shape, i) => {
      const columns = column(chains, i);
      const draws = columns.flatMap((values) => [...values]);
      const mean = draws.reduce((sum, value) => sum + value, 0) / draws.length;
      const error = Math.sqrt(trigamma(shape) / (bulkEffectiveSize(columns) ?? 0));
      expect(Math.abs(mean - digamma(shape)) / error).toBeLessThan(4);
    });
  });

  it("keeps the density where steps are too coarse", () => {
    // The log-odds of a beta number: what is gained and lost on the way must balance exactly.
    const [a, b] = [0.6, 3];
    const center = digamma(a) - digamma(b);
    const variance = trigamma(a) + trigamma(b);
    const chains = sample(
      ([x], gradient) => {
        gradient[0] = a - (a + b) / (1 + Math.exp(-x));
        return a * x - (a + b) * (Math.max(0, x) + Math.log1p(Math.exp(-Math.abs(x))));
      },
      1,
      { warmup: 0, draws: 20_000, covariance: Float64Array.of(2 * variance) },
    );
    expect(chains[0].acceptance).toBeLessThan(0.7);
    const off = column(chains, 0).map((values) => values.map((value) => value - center));
    for (const [columns, expected] of [
      [off, 0],
      [off.map((values) => values.map((value) => value * value)), variance],
    ] as const) {
      const draws = columns.flatMap((values) => [...values]);
      const mean = draws.reduce((sum, value) => sum + value, 0) / draws.length;
      const square = draws.reduce((sum, value) => sum + (value - mean) ** 2, 0) / draws.length;
      const error = Math.sqrt(square / (meanEffectiveSize(columns) ?? 0));
      expect(Math.abs(mean - expected) / error).toBeLessThan(4);
    }
  });

  it("tells of a neck too narrow for its steps", () => {
    // Neal's funnel: the deviation of nine numbers is e^(v/2), v normal with deviation 3.
    const chains = sample(
      (point, gradient) => {
        const [v, ...others] = point;
        const squares = others.reduce((sum, value) => sum + value * value, 0) * Math.exp(-v);
        gradient[0] = -v / 9 - others.length / 2 + squares / 2;
        others.forEach((value, i) => {
          gradient[i + 1] = -value * Math.exp(-v);
        });
        return -(v * v) / 18 - (others.length * v) / 2 - squares / 2;
      },
      10,
      { warmup: 150, draws: 200 },
    );
    const divergences = chains.reduce((sum, chain) => sum + chain.divergences, 0);
    const rHat = rankRHat(column(chains, 0)) ?? 2;
    const size = bulkEffectiveSize(column(chains, 0)) ?? 0;
    expect(divergences > 0 || rHat >= 1.01 || size < 400).toBe(true);
  });

  it("stays where there is a density", () => {
    const chains = sample((point, gradient) => {
      gradient[0] = -1;
      return point[0] < 0 ? Number.NEGATIVE_INFINITY : -point[0];
    }, 1);
    const draws = chains.flatMap(({ points }) => points.map(([x]) => x));
    expect(Math.min(...draws)).toBeGreaterThan(0);
    const size = bulkEffectiveSize(column(chains, 0)) ?? 0;
    const mean = draws.reduce((sum, value) => sum + value, 0) / draws.length;
    expect(Math.abs(mean - 1) * Math.sqrt(size)).toBeLessThan(4);
  });
});

describe("chains", () => {
  const round: LogDensity = ([x, y], gradient) => {
    gradient.set([-x, -y]);
    return -(x * x + y * y) / 2;
  };

  it("are the same for the same seed, and unlike each other", () => {
    const few = { draws: 20, warmup: 40 };
    const [one, again, other] = ["a", "a", "b"].map((seed) => sample(round, 2, few, seed));
    expect(again).toEqual(one);
    expect(other[0].points).not.toEqual(one[0].points);
    expect(one[1].points).not.toEqual(one[0].points);
  });

  it("need no warm-up where the density is as expected", () => {
    const covariance = Float64Array.of(1, 0, 0, 1);
    const chains = sample(round, 2, { warmup: 0, covariance });
    expectQuantiles(column(chains, 0), normalQuantile);
  });

  it("step back where they came from", () => {
    const target = { logDensity: round, root: Float64Array.of(2, 0, 0.5, 0.3) };
    const start = phaseAt(placeAt(target, Float64Array.of(0.3, -1)), Float64Array.of(1, 0.2));
    const there = leapfrog(target, start, 0.4);
    const back = leapfrog(target, { ...there, momentum: there.momentum.map((p) => -p) }, 0.4);
    expect(back.point[0]).toBeCloseTo(0.3, 14);
    expect(back.point[1]).toBeCloseTo(-1, 14);
    expect(back.momentum[0]).toBeCloseTo(-1, 14);
  });
});
