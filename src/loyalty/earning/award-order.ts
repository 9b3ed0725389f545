import type { Refusal } from "../engine/decision.ts";
import type { CompiledProgram } from "../engine/engine.ts";
import { refuse } from "../engine/refuse.ts";
import type { Award, AwardFacts } from "../ledger/award.ts";
import type { PurchaseOrder } from "../order.ts";
import { orderAward } from "./compute-award.ts";
import { orderMoney } from "./order-money.ts";
import { checkOrder } from "./read-order.ts";

/**
 * What an order earns. `member` is the account's id: nobody refers themselves.
 *
 * @throws InputError for an order that is none, `missing_exchange_rate`, `unknown_store`,
 *   `unknown_channel`, `missing_budget`
 */
export function awardOrder(
  { earning }: Pick<CompiledProgram, "earning">,
  order: PurchaseOrder,
  at: number,
  facts: AwardFacts,
  member: string | null = null,
): Award | Refusal {
  const read = checkOrder(order, earning.money);
  if (earning.hasReferral && order.referredBy === member) {
    return refuse("self_referral", "a member cannot refer herself");
  }
  return orderAward(earning, orderMoney(earning, read), at, facts);
}
