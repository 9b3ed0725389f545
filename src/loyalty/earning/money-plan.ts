import { type ErrorPath, InputError } from "../../core/errors.ts";
import type { Ratio } from "../../money/scaled.ts";
import type { EarningRule, RateAward } from "../program/earning-rule.ts";
import { checkPer } from "./compile-award.ts";
import type { MoneyPlan, PlanRate } from "./compiled-earning.ts";

// Above it, products of amounts are no longer safe integers; the exact way takes over.
const MOST_UNITS = 1_099_511_627_776;

/** A rule that money earns by, with its place among all rules. */
export interface RateRule {
  readonly index: number;
  readonly points: number;
  readonly per: Ratio;
  readonly perByCurrency: ReadonlyMap<string, Ratio>;
}

/** Reads what a rate or step is counted by. */
export function readRate(rule: EarningRule, index: number, path: ErrorPath): RateRule | null {
  const { award } = rule;
  if (award.type !== "rate" && award.type !== "step") return null;
  const at = [...path, "award"];
  return {
    index,
    points: award.points,
    per: checkPer(award.per, [...at, "per"]),
    perByCurrency: readPers(award.perByCurrency, [...at, "perByCurrency"]),
  };
}

function readPers(
  pers: RateAward<"rate">["perByCurrency"],
  path: ErrorPath,
): ReadonlyMap<string, Ratio> {
  if (pers === undefined) return new Map();
  if (typeof pers !== "object" || pers === null || Array.isArray(pers)) {
    throw new InputError("invalid_shape", "expected amounts by currency", path);
  }
  return new Map(
    Object.entries(pers).map(([currency, per]) => [currency, checkPer(per, [...path, currency])]),
  );
}

/** How orders of a currency earn; `null` stands for all those that no rule names. */
export function moneyPlan(
  currency: string | null,
  count: number,
  rules: readonly RateRule[],
  { own, factorDen, needsMoney }: { own: string; factorDen: number; needsMoney: boolean },
): MoneyPlan {
  const isOwn = currency === own;
  const found = rules.map((rule) => {
    const direct = currency === null ? undefined : rule.perByCurrency.get(currency);
    const per = direct ?? rule.per;
    const isExchanged = direct === undefined && !isOwn;
    const ratio = { num: BigInt(rule.points) * per.den, den: per.num };
    return { index: rule.index, ratio, per, isExchanged };
  });
  const rateDen = commonDen(found.map(({ ratio }) => ratio.den));
  const rates: (PlanRate | null)[] = Array.from({ length: count }, () => null);
  for (const { index, ratio, per, isExchanged } of found) {
    const [perNum, perDen] = [Number(per.num), Number(per.den)];
    rates[index] = { ratio, units: unitsOf(ratio, rateDen), per, perNum, perDen, isExchanged };
  }
  const needsExchange = !isOwn && (needsMoney || found.some(({ isExchanged }) => isExchanged));
  return { rates, rateDen, factorDen, needsExchange };
}

/** The least common multiple; `NaN` where it is too large to compute with safely. */
export function commonDen(dens: readonly bigint[]): number {
  let common = 1n;
  for (const den of dens) {
    let left = common;
    let right = den;
    while (right !== 0n) [left, right] = [right, left % right];
    common = (common / left) * den;
    if (common > MOST_UNITS) return Number.NaN;
  }
  return Number(common);
}

/** A ratio in units of a common denominator. */
export function unitsOf({ num, den }: Ratio, common: number): number {
  if (Number.isNaN(common)) return Number.NaN;
  const units = (num * BigInt(common)) / den;
  return units <= MOST_UNITS && units >= -MOST_UNITS ? Number(units) : Number.NaN;
}
