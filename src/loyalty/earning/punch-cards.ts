import type { CompiledProgram } from "../engine/engine.ts";
import type { Counter } from "../ledger/account.ts";
import { countIn } from "./counter-keys.ts";

/** A card of which more rewards were given than its punches pay for. */
export interface OverdrawnCard {
  readonly rule: string;
  /** What each of them is: a voucher, points, or both. */
  readonly reward: string | null;
  readonly points: number;
  readonly currency: string;
  /** How many rewards too many. */
  readonly rewards: number;
  /** To be lowered by one for each that is revoked unused. */
  readonly counter: string;
}

/**
 * Which rewards of punch cards a refund has left without the punches that earned them. One that is
 * not used yet is to be revoked, with its counter lowered by one; one that is used is owed: the
 * cycle counts as paid, and the next punches fill it before they earn again.
 *
 * @param counters - the account's, after the refund took its punches back
 */
export function overdrawnCards(
  { earning }: Pick<CompiledProgram, "earning">,
  counters: readonly Counter[],
): OverdrawnCard[] {
  return earning.orderRules.flatMap(({ id, award, currency }): OverdrawnCard[] => {
    if (award.type !== "punch_card") return [];
    const earned = Math.floor(countIn(counters, award.punchKey) / award.punches);
    const rewards = countIn(counters, award.cycleKey) - earned;
    if (rewards <= 0) return [];
    const { reward, points, cycleKey: counter } = award;
    return [{ rule: id, reward, points, currency: currency.name, rewards, counter }];
  });
}
