import { checkInteger } from "../../core/checks.ts";
import { scaleUnits } from "../../money/scaled.ts";
import type { Refusal } from "../engine/decision.ts";
import { refuse } from "../engine/refuse.ts";
import { checkPoints, openOption, type RedemptionRequest } from "./check-redemption.ts";
import type { CompiledOption } from "./compile-redemptions.ts";
import type { RedeemingProgram } from "./payable.ts";
import type { RedemptionValue } from "./redemption-value.ts";

/**
 * The largest valid redemption of at most `points`; where there is none, why the smallest is refused.
 * Points that would add nothing to its amount are left with the member.
 */
export function quoteOption(
  program: RedeemingProgram,
  request: RedemptionRequest & { readonly points?: number },
): RedemptionValue | Refusal {
  const wanted =
    request.points === undefined
      ? Number.MAX_SAFE_INTEGER
      : checkInteger(request.points, ["points"], 1);
  const open = openOption(program, request);
  if ("ok" in open) return open;
  const { option, limit } = open;
  const { available } = request;
  const most = Math.min(wanted, option.maximum, limit.points, available);
  const points = most - (most % option.step);
  // Below the minimum for want of points asked for, of an order to take them, or of points to be had.
  if (wanted < option.minimum) return checkPoints(program, open, wanted, available);
  if (limit.points < option.minimum) {
    const message = `the order takes ${limit.points} points, expected at least ${option.minimum}`;
    return refuse("below_minimum", message, { limit: option.minimum });
  }
  if (points < option.minimum) return checkPoints(program, open, option.minimum, available);
  return checkPoints(program, open, fewest(option, points), available);
}

/** The fewest valid points that bring the same. */
function fewest({ gives, step, minimum }: CompiledOption, points: number): number {
  if (gives.type !== "amount" && gives.type !== "cash") return points;
  const units = scaleUnits(points, gives.amount, gives.points, "down");
  const exact = scaleUnits(units, gives.points, gives.amount, "up");
  return Math.max(minimum, Math.ceil(exact / step) * step);
}
