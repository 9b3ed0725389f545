import { expect, test } from "vitest";
import { bgNbdFamily } from "../../src/clv/bg-nbd/family.ts";
import { purchaseProblem } from "../../src/clv/fitting/purchase-problem.ts";
import { mbgNbdFamily } from "../../src/clv/mbg-nbd/family.ts";
import { maximizeLikelihood } from "../../src/numeric/likelihood.ts";
import { seedRandom } from "../../src/numeric/random/seed.ts";

const CUSTOMERS = 21_000;
const ORDERS = 5;

/** Customers of so many orders each at random times of a year: nobody differs, nobody leaves. */
function alikeCustomers() {
  const random = seedRandom(20261122);
  return Array.from({ length: CUSTOMERS }, () => {
    const times = Array.from({ length: ORDERS }, () => random.next()).sort(
      (one, other) => one - other,
    );
    return { frequency: ORDERS - 1, recency: times[ORDERS - 1] - times[0], age: 1 - times[0] };
  });
}

// Five and more searches end at as many places of the same height, and each used to creep there.
test.each([
  ["BG/NBD", bgNbdFamily, 400],
  ["MBG/NBD", mbgNbdFamily, 600],
])("the %s of customers who are all alike is found soon", (_, family, most) => {
  const customers = alikeCustomers();
  const problem = purchaseProblem<string>(family, { timeUnit: "year", customers }, {});
  let asked = 0;
  const { fit } = maximizeLikelihood({
    ...problem,
    logLikelihood(...at) {
      asked++;
      return problem.logLikelihood(...at);
    },
  });
  expect(fit.verdict).toBe("boundary");
  expect(asked).toBeLessThan(most);
  // That of purchases at one rate.
  const purchases = CUSTOMERS * (ORDERS - 1);
  const time = customers.reduce((sum, { age }) => sum + age, 0);
  const supremum = purchases * (Math.log(purchases / time) - 1);
  expect(Math.abs(fit.logLikelihood - supremum)).toBeLessThan(1e-7 * purchases);
});
