import type { Engine } from "../engine/engine.ts";
import type { TierCount } from "./simulation.ts";

/** How many have each tier, from the lowest to the highest; of each of the program also where none has. */
export function countTiers(
  { latest }: Engine,
  tiers: readonly (string | null)[],
): readonly TierCount[] {
  const levels = latest().program.tiers?.levels ?? [];
  const counts = new Map<string | null, number>(
    [null, ...levels.map(({ id }) => id)].map((tier) => [tier, 0]),
  );
  for (const tier of tiers) counts.set(tier, (counts.get(tier) ?? 0) + 1);
  return [...counts].map(([tier, members]) => ({ tier, members }));
}
