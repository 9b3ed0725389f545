import { expect, it } from "vitest";
import { fitGgompertzNbd } from "../../src/clv/ggompertz-nbd/fit.ts";
import { fitParetoNbd } from "../../src/clv/pareto-nbd/fit.ts";
import { sampleExponential } from "../../src/numeric/random/exponential.ts";
import { sampleGamma } from "../../src/numeric/random/gamma.ts";
import { seedRandom } from "../../src/numeric/random/seed.ts";

const CUSTOMERS = 3000;

/** Half of the customers leave within two days, the others stay. */
function leaversAndStayers() {
  const random = seedRandom(20261122);
  return Array.from({ length: CUSTOMERS }, () => {
    const age = Math.ceil(150 + 680 * random.next());
    const end = random.next() < 0.5 ? Math.min(age, 2 * random.next()) : age;
    const rate = sampleGamma(random, 2.3, 170);
    const days = new Set<number>();
    for (let at = 0; at < end; at += sampleExponential(random, rate)) days.add(Math.floor(at));
    return { frequency: days.size - 1, recency: Math.max(...days), age };
  });
}

it("the GGompertz/NBD is never below the Pareto/NBD, its limit", () => {
  const data = { timeUnit: "day", customers: leaversAndStayers() } as const;
  const pareto = fitParetoNbd(data).fit;
  const gompertz = fitGgompertzNbd(data).fit;
  expect(gompertz.patterns).toBeGreaterThan(1000);
  expect(gompertz.logLikelihood).toBeGreaterThan(pareto.logLikelihood - 1e-3);
});
