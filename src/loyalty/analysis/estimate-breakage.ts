import { readOptions } from "../../core/check-names.ts";
import { check, checkChoice, checkInteger, checkNonNegative } from "../../core/checks.ts";
import { InputError } from "../../core/errors.ts";
import type { Warning } from "../../core/warning.ts";
import { criticalValue, type Interval, wilsonInterval } from "../../numeric/intervals.ts";
import { EXPIRED, type Incidence, incidenceOf, OPEN, SPENT } from "./incidence.ts";
import type { LotOutcome } from "./trace-lots.ts";

/** How much of what is earned is never redeemed: plain data, for `pointsLiability`. */
export interface BreakageEstimate {
  readonly kind: "breakage_estimate";
  readonly version: 1;
  readonly method: "aalen_johansen";
  /** Share of points that expire, by the last age at which any ended; `null` without points. */
  readonly rate: number | null;
  /** Of the rate, by `level`; `null` with fewer than two members. */
  readonly interval: Interval | null;
  readonly level: number;
  readonly standardError: number | null;
  /** Share of points that are spent, and of those that were still open, by the same age. */
  readonly redemptionRate: number | null;
  readonly undecided: number | null;
  /** Rows and members. */
  readonly n: number;
  readonly members: number;
  /** As counted, censored ones among them. */
  readonly points: {
    readonly total: number;
    readonly spent: number;
    readonly expired: number;
    readonly open: number;
  };
  /** Just after each age at which points ended. */
  readonly curve: readonly BreakagePoint[];
  readonly warnings: readonly Warning<"undecided_points" | "too_little_data">[];
}

export interface BreakagePoint {
  readonly days: number;
  /** Points watched until then. */
  readonly atRisk: number;
  readonly spent: number;
  readonly expired: number;
  readonly open: number;
}

export interface EstimateBreakageOptions {
  /** Of the interval, between 0 and 1; 0.95 unless given. */
  readonly level?: number | undefined;
}

/** What {@link estimateBreakage} does unless told otherwise. */
export const ESTIMATE_BREAKAGE_DEFAULTS = { level: 0.95 } as const;

const CAUSES = { open: OPEN, spent: SPENT, expired: EXPIRED } as const;

const OUTCOMES = ["spent", "expired", "open"] as const;

/**
 * What share of the points that members earn will never be redeemed?
 *
 * For `allocateRevenue` (redemption rate = 1 − breakage) and `pointsLiability`. Young points have had
 * no time to expire, and many are still open: dividing expired by issued points understates breakage
 * in a growing program, dividing by those that ended misstates it either way. Here what is still open
 * counts as long as it was watched (right-censored), and spending and expiry compete.
 *
 * F(t) = Σ S(s−) d₂(s)/Y(s), S = Π (1 − (d₁ + d₂)/Y) over ages s ≤ t: d₁ points spent, d₂ expired, Y
 * watched until then. rate = F at the last age. Points of one member hang together: the variance is
 * m/(m − 1) Σ U², U the influence of each of m members on the rate (infinitesimal jackknife). The
 * interval is Wilson's on the effective sample size rate (1 − rate)/variance, at most the rows,
 * and m where the rate is 0 or 1.
 *
 * @param outcomes - rows of `traceLots`, or of your own: `points` whole and above 0, `days` of at least
 *   0, `outcome`, `member`
 * @param options - `level` (0.95)
 * @returns rates as fractions, with what they come from: rows, members, points, and the curve by age
 *
 * Edge cases: no rows give `null` rates; points still open at the last age at which any ended are
 * `undecided` (and warned of): breakage lies between `rate` and `rate + undecided`; one member alone
 * gives no interval.
 *
 * @throws InputError `invalid_argument`, `invalid_row`, `out_of_range`, `invalid_option`,
 *   `non_finite_value`, `negative_value`
 *
 * @example
 * ```ts
 * import { estimateBreakage } from "clientele/loyalty";
 *
 * const estimate = estimateBreakage([
 *   { member: "ada", points: 100, days: 30, outcome: "spent" },
 *   { member: "ada", points: 100, days: 365, outcome: "expired" },
 *   { member: "bob", points: 100, days: 100, outcome: "open" },
 *   { member: "cyd", points: 100, days: 200, outcome: "spent" },
 * ]);
 * estimate.rate; // => 0.375
 * estimate.redemptionRate; // => 0.625
 * estimate.members; // => 3
 * ```
 *
 * @see Aalen & Johansen (1978), An empirical transition matrix for non-homogeneous Markov chains based
 * on censored observations, Scand. J. Statist. 5; Jaeckel (1972), The infinitesimal jackknife;
 * Korn & Graubard (1998), Confidence intervals for proportions with small expected number of positive
 * counts estimated from survey data, Survey Methodology 24
 */
export function estimateBreakage(
  outcomes: readonly LotOutcome[],
  options: EstimateBreakageOptions = {},
): BreakageEstimate {
  const level = readOptions(options, ["level"]).level ?? ESTIMATE_BREAKAGE_DEFAULTS.level;
  // Refuses a level that is none, also where there is no row.
  criticalValue(level);
  const rows = readOutcomes(outcomes);
  const incidence = incidenceOf(rows.age, rows.cause, rows.weight);
  const last = incidence.ages.length - 1;
  const isEmpty = rows.members.size === 0;
  const rate = isEmpty ? null : last < 0 ? 0 : incidence.expired[last];
  const undecided = isEmpty ? null : last < 0 ? 1 : incidence.open[last];
  const variance = varianceOf(incidence, rows);
  return {
    kind: "breakage_estimate",
    version: 1,
    method: "aalen_johansen",
    rate,
    interval: rate === null ? null : intervalOf(rate, variance, rows, level),
    level,
    standardError: variance === null ? null : Math.sqrt(variance),
    redemptionRate: isEmpty ? null : last < 0 ? 0 : incidence.spent[last],
    undecided,
    n: rows.age.length,
    members: rows.members.size,
    points: rows.points,
    curve: incidence.ages.map((days, step) => ({
      days,
      atRisk: incidence.atRisk[step],
      spent: incidence.spent[step],
      expired: incidence.expired[step],
      open: incidence.open[step],
    })),
    warnings: warningsOf(undecided, rows.members.size),
  };
}

interface Rows {
  readonly age: Float64Array;
  readonly cause: Uint8Array;
  readonly weight: Float64Array;
  readonly member: Int32Array;
  readonly members: ReadonlyMap<string, number>;
  readonly points: BreakageEstimate["points"];
}

function readOutcomes(outcomes: readonly LotOutcome[]): Rows {
  check(Array.isArray(outcomes), "invalid_argument", ["outcomes"], "rows", outcomes);
  const { length } = outcomes;
  const age = new Float64Array(length);
  const cause = new Uint8Array(length);
  const weight = new Float64Array(length);
  const member = new Int32Array(length);
  const members = new Map<string, number>();
  const points = { total: 0, spent: 0, expired: 0, open: 0 };
  for (let row = 0; row < length; row++) {
    const outcome: LotOutcome = outcomes[row];
    if (typeof outcome !== "object" || outcome === null || typeof outcome.member !== "string") {
      throw new InputError("invalid_row", "expected a row with a member", [row]);
    }
    const end = checkChoice(outcome.outcome, OUTCOMES, [row, "outcome"]);
    age[row] = checkNonNegative(outcome.days, [row, "days"]);
    cause[row] = CAUSES[end];
    weight[row] = checkInteger(outcome.points, [row, "points"], 1);
    const known = members.get(outcome.member) ?? members.size;
    members.set(outcome.member, known);
    member[row] = known;
    points.total += outcome.points;
    points[end] += outcome.points;
  }
  checkInteger(points.total, ["points"]);
  return { age, cause, weight, member, members, points };
}

/** Of the rate, with each member's points moving together. */
function varianceOf({ influence }: Incidence, { member, members }: Rows): number | null {
  const { size } = members;
  if (size < 2) return null;
  const sums = new Float64Array(size);
  for (let row = 0; row < influence.length; row++) sums[member[row]] += influence[row];
  let squares = 0;
  for (const sum of sums) squares += sum * sum;
  return (squares * size) / (size - 1);
}

function intervalOf(
  rate: number,
  variance: number | null,
  { age, members }: Rows,
  level: number,
): Interval | null {
  if (variance === null) return null;
  const share = Math.min(1, Math.max(0, rate));
  const spread = share * (1 - share);
  const n = spread > 0 && variance > 0 ? Math.min(age.length, spread / variance) : members.size;
  return wilsonInterval(share * n, n, level);
}

function warningsOf(undecided: number | null, members: number): BreakageEstimate["warnings"] {
  const warnings: Warning<"undecided_points" | "too_little_data">[] = [];
  if (undecided !== null && undecided > UNDECIDED) {
    warnings.push({
      code: "undecided_points",
      message: "points are still open at the end of the curve",
      details: { undecided },
    });
  }
  if (members < 2) {
    warnings.push({
      code: "too_little_data",
      message: "an interval takes at least two members",
      details: { members },
    });
  }
  return warnings;
}

// Less than a point in a billion is rounding.
const UNDECIDED = 1e-9;
