import { InputError } from "../../core/errors.ts";
import { formatUnits, type Ratio, scaleUnits } from "../../money/scaled.ts";
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
    const isLess = BigInt(left) * share.den < BigInt(covered) * share.num;
    const none = "the order is too small for a percentage";
    return isLess
      ? fixed(program, left, ONE, rate, none)
      : fixed(program, covered, share, rate, none);
  }
  return { points: mostPoints(covered, paid, gives, maxShare ?? ONE, rate), amount: null };
}

const ONE: Ratio = { num: 1n, den: 1n };
const MOST = 9_007_199_254_740_991n;

/** ⌊(covered × share − paid) × points ÷ units⌋, exactly. */
function mostPoints(
  covered: number,
  paid: number,
  gives: { readonly points: number; readonly units: number },
  share: Ratio,
  rate: Ratio | null,
): number {
  const num = Number(share.num);
  const den = Number(share.den);
  const open = covered * num - paid * den;
  const product = open * gives.points;
  const divisor = den * gives.units;
  // Numbers are exact as long as every step is safe.
  if (
    rate === null &&
    Number.isSafeInteger(covered * num) &&
    Number.isSafeInteger(paid * den) &&
    Number.isSafeInteger(product) &&
    Number.isSafeInteger(divisor)
  ) {
    return open <= 0 ? 0 : (product - (product % divisor)) / divisor;
  }
  const { num: by, den: over } = rate ?? ONE;
  const exact = BigInt(covered) * share.num - BigInt(paid) * share.den;
  if (exact <= 0n) return 0;
  const points = (exact * by * BigInt(gives.points)) / (share.den * over * BigInt(gives.units));
  return Number(points < MOST ? points : MOST);
}

/** So much of an amount, in the program's money. */
function fixed(
  program: RedeemingProgram,
  units: number,
  share: Ratio,
  rate: Ratio | null,
  none: string,
): OrderLimit | Refusal {
  const { num, den } = rate ?? ONE;
  const amount = scaleUnits(units, share.num * num, share.den * den, "halfUp");
  if (amount === 0) return refuse("not_eligible", none);
  return { points: MOST_POINTS, amount: formatUnits(amount, program.program.money.scale) };
}
