import { InputError } from "../../core/errors.ts";
import { type Fraction, ONE, times } from "../../money/fraction.ts";
import { formatUnits, scaleUnits } from "../../money/scaled.ts";
import { add, divide, multiply } from "../../money/whole.ts";
import type { Refusal } from "../engine/decision.ts";
import { refuse } from "../engine/refuse.ts";
import type { PurchaseOrder } from "../order.ts";
import type { CompiledOption } from "./compile-redemptions.ts";
import { payableOf, type RedeemingProgram } from "./payable.ts";

/** What an order lets an option be: the most points, and money off that does not hang on them. */
export interface OrderLimit {
  readonly points: number;
  /** Of options with a fixed price. */
  readonly amount: string | null;
}

const MOST_POINTS = 9_007_199_254_740_991;
const UNLIMITED: OrderLimit = { points: MOST_POINTS, amount: null };

/** Never more points than the order is worth, nor for what they may not pay. */
export function limitOf(
  program: RedeemingProgram,
  option: CompiledOption,
  order: PurchaseOrder | undefined,
  redemption: string | undefined,
): OrderLimit | Refusal {
  const { gives, maxShare } = option;
  if (order === undefined) {
    if (maxShare === null) return UNLIMITED;
    const message = `option "${option.id}" pays a share of an order: expected one`;
    throw new InputError("missing_field", message, ["order"]);
  }
  if (gives.type !== "amount" && gives.type !== "percentage" && gives.type !== "free_shipping") {
    return UNLIMITED;
  }
  const { covered, paid, shipping, rate } = payableOf(program, order, option.covers, redemption);
  if (gives.type === "free_shipping") {
    return fixed(program, shipping, ONE, rate, "the order has no shipping to pay");
  }
  const left = covered - paid;
  if (left <= 0) return refuse("not_eligible", "the order has nothing that points may pay");
  if (gives.type === "percentage") {
    const { share } = gives;
    const isLess = multiply(left, share.den) < multiply(covered, share.num);
    const none = "the order is too small for a percentage";
    return isLess
      ? fixed(program, left, ONE, rate, none)
      : fixed(program, covered, share, rate, none);
  }
  return { points: mostPoints(covered, paid, gives, maxShare ?? ONE, rate), amount: null };
}

/** ⌊(covered × share − paid) × points ÷ amount⌋, exactly. */
function mostPoints(
  covered: number,
  paid: number,
  gives: { readonly points: number; readonly amount: number },
  share: Fraction,
  rate: Fraction,
): number {
  const open = add(multiply(covered, share.num), multiply(-paid, share.den));
  if (open <= 0) return 0;
  const points = divide(
    multiply(multiply(open, rate.num), gives.points),
    multiply(multiply(share.den, rate.den), gives.amount),
  );
  return Number(points < MOST_POINTS ? points : MOST_POINTS);
}

/** So much of an amount, in the program's money. */
function fixed(
  program: RedeemingProgram,
  units: number,
  share: Fraction,
  rate: Fraction,
  none: string,
): OrderLimit | Refusal {
  const { num, den } = times(share, rate);
  const amount = scaleUnits(units, num, den, "halfUp");
  if (amount === 0) return refuse("not_eligible", none);
  return { points: MOST_POINTS, amount: formatUnits(amount, program.program.money.scale) };
}
