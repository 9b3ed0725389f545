import { logGammaDifference } from "../../numeric/special/log-gamma.ts";
import { sumCounts, type Worth } from "./sum-counts.ts";
import type { LivingWorld } from "./world.ts";

/** Purchases between two times that are less than this share of those until the later one are integrated. */
const SMALL_SHARE = 0.003;
/** So close to 0 an exponent makes no difference but for the division by it. */
const LEAST_EXPONENT = 1e-14;

/** P(alive at `ahead` | alive now): Σ P(n) B(a,b+n)/B(a,b). */
export function livingSurvival(world: LivingWorld, ahead: number): number {
  return ahead === 0 ? 1 : Math.min(1, sumCounts(world, ahead, staying(world)));
}

/** Expected purchases in (0, to]. Of n that she would make she makes Σ_{i<n} B(a,b+i)/B(a,b). */
export function livingPurchases(world: LivingWorld, to: number): number {
  return to > 0 ? sumCounts(world, to, making(world)) : 0;
}

/** Expected purchases a unit of time at `time` from now. */
export function purchaseRate(world: LivingWorld, time: number): number {
  return sumCounts(world, time, staying(world), true);
}

/** Is a difference of two sums as good as its terms? */
export function isClear(difference: number, larger: number): boolean {
  return difference > SMALL_SHARE * larger;
}

/** The chance to stay through n purchases, B(a,b+n)/B(a,b). */
function staying({ a, b }: LivingWorld): Worth {
  let n = 0;
  let stays = 1;
  return {
    next: () => {
      const before = stays;
      stays /= 1 + a / (b + n++);
      return before;
    },
    at: (count) =>
      stays * Math.exp(logGammaDifference(b + n, a) - logGammaDifference(b + count, a)),
  };
}

/** Σ_{i<n} B(a,b+i)/B(a,b), beyond the first n as what is added to it: in closed form, a = 1 as well. */
function making({ a, b }: LivingWorld): Worth {
  let n = 0;
  let stays = 1;
  let made = 0;
  const exponent = Math.abs(a - 1) < LEAST_EXPONENT ? LEAST_EXPONENT : a - 1;
  const risingBy = (x: number) =>
    exponent > 0 ? logGammaDifference(x, exponent) : -logGammaDifference(x + exponent, -exponent);
  return {
    next: () => {
      const before = made;
      made += stays;
      stays /= 1 + a / (b + n++);
      return before;
    },
    at: (count) => {
      const fallen = -Math.expm1(risingBy(b + n) - risingBy(b + count));
      return made + (stays * (a + b + (n - 1)) * fallen) / exponent;
    },
  };
}
