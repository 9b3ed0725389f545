import type { ComparisonCorrection } from "./compare-types.ts";

/**
 * P-values as they would be of one comparison alone; null ones stay null and count for nothing.
 *
 * Holm (1979), Scandinavian Journal of Statistics 6; Benjamini and Hochberg (1995), JRSS B 57.
 */
export function adjustPValues(
  pValues: readonly (number | null)[],
  correction: ComparisonCorrection,
): (number | null)[] {
  const known = pValues.flatMap((p, at) => (p === null ? [] : [{ p, at }]));
  const m = known.length;
  const adjusted: (number | null)[] = pValues.map(() => null);
  known.sort((a, b) => a.p - b.p);
  const factor = {
    none: () => 1,
    bonferroni: () => m,
    holm: (rank: number) => m - rank,
    benjamini_hochberg: (rank: number) => m / (rank + 1),
  }[correction];
  const raised = known.map(({ p }, rank) => Math.min(1, factor(rank) * p));
  // No smaller p-value may end above a larger one.
  if (correction === "holm") {
    for (let rank = 1; rank < m; rank++) raised[rank] = Math.max(raised[rank], raised[rank - 1]);
  }
  if (correction === "benjamini_hochberg") {
    for (let rank = m - 2; rank >= 0; rank--)
      raised[rank] = Math.min(raised[rank], raised[rank + 1]);
  }
  for (const [rank, { at }] of known.entries()) adjusted[at] = raised[rank];
  return adjusted;
}
