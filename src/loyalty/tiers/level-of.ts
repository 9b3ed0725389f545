import type { CompiledLadder, CompiledLevel } from "./compile-ladder.ts";

/** Is credit on one ladder credit on the other too? */
export function countAlike(
  one: CompiledLadder | undefined,
  other: CompiledLadder | undefined,
): boolean {
  return one !== undefined && one.metric === other?.metric && one.currency === other.currency;
}

/** The level that so much credit earns; `null` below the lowest. */
export function levelOf(ladder: CompiledLadder, credit: number): CompiledLevel | null {
  return ladder.levels[rankOf(ladder, credit)] ?? null;
}

/** The place of the level that so much credit earns, from 0; -1 below the lowest. */
export function rankOf({ levels }: CompiledLadder, credit: number): number {
  let rank = levels.length - 1;
  while (rank >= 0 && levels[rank].threshold > credit) rank--;
  return rank;
}

/** The place of a level by its id; that of no credit at all where the ladder knows no such level. */
export function rankOfId(ladder: CompiledLadder, id: string | null | undefined): number {
  const { levels, lowest } = ladder;
  for (let rank = levels.length - 1; rank > lowest; rank--) if (levels[rank].id === id) return rank;
  return lowest;
}

/** The id of a level by its place. */
export function idOfRank({ levels }: CompiledLadder, rank: number): string | null {
  return rank < 0 ? null : levels[rank].id;
}
