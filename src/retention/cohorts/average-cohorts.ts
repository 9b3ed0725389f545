import { studentTQuantile } from "../../numeric/distributions/student-t.ts";
import type { Cohort, CohortAverage, CohortShare } from "./cohort-noun.ts";
import { shareOfMembers } from "./lay-cells.ts";

/** All cohorts together, period by period, each only where its period is over. */
export function averageCohorts(
  cohorts: readonly Cohort[],
  average: "weighted" | "simple",
  level: number,
): CohortAverage[] {
  const length = cohorts.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  // One order of long ago makes a cohort of each day since: go through those with members alone.
  const met = cohorts.filter(({ size }) => size > 0);
  return Array.from({ length }, (_, period) => {
    const eligible = met.flatMap(({ size, cells }) => {
      const cell = cells[period];
      return cell?.isComplete ? [{ size, cell }] : [];
    });
    const members = total(eligible.map(({ size }) => size));
    const shares = eligible.map(({ size, cell }) => cell.customers / size);
    const spent = eligible.map(({ size, cell }) => cell.revenue / size);
    const customers = total(eligible.map(({ cell }) => cell.customers));
    const revenue = total(eligible.map(({ cell }) => cell.revenue));
    const count = eligible.length;
    return average === "weighted"
      ? {
          period,
          retention: shareOfMembers(customers, members, level),
          revenuePerMember: members === 0 ? null : revenue / members,
          cohorts: count,
        }
      : {
          period,
          retention: meanShare(shares, members, level),
          revenuePerMember: count === 0 ? null : total(spent) / count,
          cohorts: count,
        };
  });
}

/** The mean of shares, its interval from how much cohorts differ. */
function meanShare(shares: readonly number[], n: number, level: number): CohortShare {
  const count = shares.length;
  if (count === 0) return { value: null, n, lower: null, upper: null };
  const value = total(shares) / count;
  if (count === 1) return { value, n, lower: null, upper: null };
  const variance = total(shares.map((share) => (share - value) ** 2)) / (count - 1);
  const half = studentTQuantile(0.5 + level / 2, count - 1) * Math.sqrt(variance / count);
  return { value, n, lower: Math.max(0, value - half), upper: Math.min(1, value + half) };
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
