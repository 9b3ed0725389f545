import assert from "node:assert/strict";
import type { Audited } from "./audit.ts";
import type { World } from "./world.ts";

/** What each member must own by now, by the books of the world: all that her orders keep. */
export function expectedPoints(
  { members, orders }: World,
  { entries }: Audited,
): Map<string, number> {
  const points = new Map(members.map((member) => [member, 0]));
  const add = (member: string, more: number) =>
    points.set(member, (points.get(member) ?? 0) + more);
  const welcomes = findWelcomes(entries);
  for (const [order, { member, referrer, remaining }] of orders) {
    add(member, Math.floor(remaining / 100));
    if (remaining > 0) add(member, welcomes.get(order) ?? 0);
    if (referrer !== null && remaining >= 2000) {
      add(member, 50);
      add(referrer, 200);
    }
  }
  return points;
}

/**
 * What first orders got of the budget, by order. Which of them came first is the one thing that the
 * world leaves open.
 */
function findWelcomes(entries: Audited["entries"]): Map<string, number> {
  const welcomes = new Map<string, number>();
  const awarded = new Set<string>();
  const welcomed = new Set<string>();
  for (const { account, effects } of entries) {
    for (const effect of effects) {
      if (effect.type !== "awarded") continue;
      const { order, rules } = effect.award;
      assert.ok(!awarded.has(order.id), `order ${order.id} is awarded once`);
      awarded.add(order.id);
      const welcome = rules.find(({ rule }) => rule === "welcome");
      if (welcome === undefined) continue;
      assert.ok(!welcomed.has(account), `${account} is welcomed once`);
      welcomed.add(account);
      welcomes.set(order.id, welcome.points);
    }
  }
  return welcomes;
}

/** All that a member owns: active and pending points, less debt. */
export function ownedPoints({ accounts }: Audited, member: string): number {
  let owned = 0;
  for (const wallet of accounts.get(member)?.wallets ?? []) {
    for (const lot of [...wallet.lots, ...wallet.pending]) owned += lot.remaining;
    owned -= wallet.debt;
  }
  return owned;
}
