import { short } from "./explain.ts";
import type { ChurnEffect } from "./model.ts";

/** What a sentence about a driver is made of. */
export interface DriverFigures {
  readonly feature: string;
  /** Has it no other values than 0 and 1? */
  readonly isYesOrNo: boolean;
  readonly direction: "raises" | "lowers" | "unclear";
  /** Of one more. */
  readonly oddsRatio: ChurnEffect;
  /** Change of the probability by one more, averaged over customers. */
  readonly averageMarginalEffect: ChurnEffect;
}

/** A driver in plain English. */
export function driverSentence(
  { feature, isYesOrNo, direction, oddsRatio, averageMarginalEffect }: DriverFigures,
  level: number | undefined,
): string {
  const { value, lower, upper } = oddsRatio;
  const range =
    lower === null || upper === null || level === undefined
      ? ""
      : ` (${short(100 * level)} %: ${short(lower)} to ${short(upper)})`;
  const odds = `${short(value)}${range}`;
  const points = 100 * averageMarginalEffect.value;
  const change = `on average ${short(Math.abs(points))} points ${points < 0 ? "less" : "more"}`;
  if (direction === "unclear") {
    const what = isYesOrNo ? `with ${feature}` : `by one more of ${feature}`;
    return `Whether ${feature} raises or lowers the risk is not clear: odds ${what} × ${odds}.`;
  }
  return isYesOrNo
    ? `With ${feature} the odds of leaving are ${odds} times those without: ${change}.`
    : `One more of ${feature} multiplies the odds of leaving by ${odds}: ${change}.`;
}
