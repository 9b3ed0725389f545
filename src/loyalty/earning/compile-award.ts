import { checkChoice, checkInteger, show } from "../../core/checks.ts";
import { type ErrorPath, InputError } from "../../core/errors.ts";
import { parseRatio, parseUnits, type Ratio } from "../../money/scaled.ts";
import type { EarningRule } from "../program/earning-rule.ts";
import type { ProgramMoney } from "../program/money.ts";
import type { CompiledAward } from "./compiled-earning.ts";
import { keyWindow } from "./counter-keys.ts";

const AWARD_TYPES = [
  "rate",
  "step",
  "multiplier",
  "fixed",
  "first_purchase",
  "punch_card",
  "streak",
  "referral",
] as const satisfies readonly EarningRule["award"]["type"][];

/** Awards that need an order. */
const OF_ORDERS: readonly string[] = ["rate", "step", "first_purchase", "referral"];

/** Checks what a rule awards. Factors get their `excess` and targets once all rules are known. */
export function compileAward(
  rule: EarningRule,
  money: ProgramMoney,
  path: ErrorPath,
): CompiledAward {
  const at = [...path, "award"];
  const { award, id } = rule;
  if (typeof award !== "object" || award === null) {
    throw new InputError("invalid_shape", `expected an award, got ${show(award)}`, at);
  }
  checkChoice(award.type, AWARD_TYPES, [...at, "type"]);
  if (rule.action !== undefined && OF_ORDERS.includes(award.type)) {
    const message = `expected an award that needs no order, got "${award.type}"`;
    throw new InputError("invalid_rule", message, [...at, "type"]);
  }
  const points = (): number =>
    checkInteger("points" in award ? award.points : undefined, [...at, "points"]);
  switch (award.type) {
    case "rate":
    case "step":
      return { type: award.type, points: points() };
    case "multiplier": {
      const factor = parseRatio(award.factor, [...at, "factor"]);
      if (factor.num < 0n) throw tooLow("at least 0", award.factor, [...at, "factor"]);
      return { type: "multiplier", factor, excess: Number.NaN, targets: null };
    }
    case "fixed":
    case "first_purchase":
      return { type: award.type, points: points() };
    case "punch_card": {
      const { reward } = award;
      if (reward !== undefined && (typeof reward !== "string" || reward === "")) {
        const message = `expected a text, got ${show(reward)}`;
        throw new InputError("invalid_id", message, [...at, "reward"]);
      }
      if (reward === undefined && award.points === undefined) {
        throw new InputError("invalid_rule", "expected points, a reward or both, got none", at);
      }
      return {
        type: "punch_card",
        punches: checkInteger(award.punches, [...at, "punches"], 1),
        points: award.points === undefined ? 0 : points(),
        reward: reward ?? null,
        punchKey: `punch:${id}`,
        cycleKey: `cycle:${id}`,
      };
    }
    case "streak": {
      const every = checkChoice(award.every, ["day", "week", "month"], [...at, "every"]);
      const length = checkInteger(award.length, [...at, "length"], 1);
      const window = keyWindow(`streak:${id}`, every, true);
      return { type: "streak", length, points: points(), window };
    }
    case "referral": {
      const minimumText = award.minimum ?? "0";
      const minimum = parseUnits(minimumText, money.scale, [...at, "minimum"]);
      if (minimum < 0) throw tooLow("at least 0", minimumText, [...at, "minimum"]);
      return {
        type: "referral",
        points: points(),
        referrerPoints: checkInteger(award.referrerPoints, [...at, "referrerPoints"]),
        minimum,
        minimumText,
      };
    }
  }
}

/** An amount above 0 that points are counted by. */
export function checkPer(value: unknown, path: ErrorPath): Ratio {
  const ratio = parseRatio(value, path);
  if (ratio.num <= 0n) throw tooLow("an amount above 0", value, path);
  return ratio;
}

function tooLow(expected: string, got: unknown, path: ErrorPath): InputError {
  return new InputError("out_of_range", `expected ${expected}, got ${show(got)}`, path);
}
