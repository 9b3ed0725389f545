import { describe, expect, it } from "vitest";
import { type LogLikelihood, maximizeLikelihood } from "../../src/numeric/likelihood.ts";
import { byDifferences } from "../../src/numeric/optimize/by-differences.ts";
import { byHessian } from "../../src/numeric/optimize/by-hessian.ts";
import type { Method } from "../../src/numeric/optimize/method.ts";

/** Hills at about 1/e and e, the second one 40 higher. */
const twoHills: LogLikelihood = ([value], gradient, information) => {
  const x = Math.log(value);
  information?.set([4000 * (3 * x * x - 1)]);
  gradient[0] = (20 - 4000 * x * (x * x - 1)) / value;
  return 20 * x - 1000 * (x * x - 1) ** 2;
};

function search(
  method: Method,
  patterns: number,
  starts: readonly [readonly number[], ...(readonly number[])[]],
  { more = starts.length - 1, logPrior }: { more?: number; logPrior?: LogLikelihood } = {},
) {
  let asked = 0;
  const { params, fit } = maximizeLikelihood({
    label: ([value]) => ({ value }),
    logLikelihood(...at) {
      asked++;
      return twoHills(...at);
    },
    method,
    starts,
    more,
    logPrior,
    onOwnScale: (values) => values,
    logScale: 0,
    customers: patterns,
    patterns,
  });
  return { params, fit, asked };
}

describe.each([
  ["byDifferences", byDifferences],
  ["byHessian", byHessian],
])("a likelihood of two hills, searched %s", (_, method) => {
  const [low, high] = [[0.3], [3]] as const;

  it("is climbed on the higher one from wherever the search begins", () => {
    for (const patterns of [500, 50_000]) {
      for (const starts of [[low, high] as const, [high, low] as const]) {
        const { params, fit } = search(method, patterns, starts);
        expect(Math.log(params.value)).toBeCloseTo(1.0025, 4);
        expect(fit.verdict).toBe("optimum");
      }
    }
  });

  it("is searched from all starts where there is a prior, which may make hills of its own", () => {
    const { params } = search(method, 50_000, [low, high], { more: 0 });
    expect(Math.log(params.value)).toBeCloseTo(-0.9975, 4);
    const logPrior: LogLikelihood = () => 0;
    const { params: known } = search(method, 50_000, [low, high], { more: 0, logPrior });
    expect(Math.log(known.value)).toBeCloseTo(1.0025, 4);
  });

  it("is not climbed to the top of the lower one where patterns are many", () => {
    const alone = search(method, 50_000, [high]).asked;
    const second = search(method, 50_000, [high, low]).asked - alone;
    const both = search(method, 500, [high, low]).asked - alone;
    expect(second).toBeLessThan(both - 2);
  });
});
