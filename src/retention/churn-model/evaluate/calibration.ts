import { wilsonInterval } from "../../../numeric/intervals.ts";
import { type Design, standardize } from "../design.ts";
import { type Maximum, tryLogistic } from "../maximize-logistic.ts";
import { ownScale } from "../own-scale.ts";
import type { ClassifierCalibration, ClassifierEstimate, ReliabilityBin } from "./noun.ts";
import type { RankedScores } from "./rank-scores.ts";
import { UNDEFINED } from "./roc.ts";

/** No probability counts as less: a wrong certainty costs 34.5 in log loss, and not infinity. */
const LEAST_PROBABILITY = 1e-15;

/** Mean of (p - y)² and of -log p(y). */
export function losses({ score, positive, negative, positives, negatives }: RankedScores) {
  const total = positives + negatives;
  if (total === 0) return { brierScore: null, brierSkill: null, logLoss: null };
  let squares = 0;
  let logs = 0;
  for (let k = 0; k < score.length; k++) {
    const p = score[k];
    squares += positive[k] * (1 - p) ** 2 + negative[k] * p ** 2;
    if (positive[k] > 0) logs -= positive[k] * Math.log(Math.max(p, LEAST_PROBABILITY));
    if (negative[k] > 0) logs -= negative[k] * Math.log1p(-Math.min(p, 1 - LEAST_PROBABILITY));
  }
  const share = positives / total;
  const worst = share * (1 - share);
  // Both are sums of rounded parts.
  const brierScore = Math.min(1, squares / total);
  return {
    brierScore,
    brierSkill: worst > 0 ? 1 - brierScore / worst : null,
    logLoss: logs / total,
  };
}

/** Predictions against outcomes: in bins, and as a line on the scale of log odds. */
export function calibrationOf(
  ranked: RankedScores,
  bins: number,
  binning: "quantile" | "width",
  level: number,
  z: number,
): ClassifierCalibration {
  const { positives, negatives, score } = ranked;
  const all = { bins: binsOf(ranked, bins, binning, level) };
  const none = { ...all, slope: UNDEFINED, intercept: UNDEFINED, inTheLarge: UNDEFINED };
  if (positives === 0 || negatives === 0) return none;
  const { logits, churned, weight } = asRows(ranked);
  const { length } = logits;
  const flat = standardize({ length, names: [], columns: [], churned, weight }, logits);
  const shift = estimatesOf(flat, z)?.[0] ?? UNDEFINED;
  if (score.length < 2) return { ...none, inTheLarge: shift };
  const line = standardize({ length, names: [""], columns: [logits], churned, weight });
  const [intercept = UNDEFINED, slope = UNDEFINED] = estimatesOf(line, z) ?? [];
  return { ...all, slope, intercept, inTheLarge: shift };
}

function estimatesOf(design: Design, z: number): ClassifierEstimate[] | undefined {
  // Log odds cut at the least probability may all be one.
  if (design.scales.some((scale) => !(scale > 0))) return undefined;
  const maximum: Maximum | undefined = tryLogistic(design, new Float64Array(design.width + 1));
  if (maximum === undefined || maximum.endless.length > 0) return undefined;
  const { estimates, covariance } = ownScale(design, maximum);
  return estimates.map((value, i) => {
    if (value === null) return UNDEFINED;
    const standardError = Math.sqrt(covariance[i][i]);
    const lower = value - z * standardError;
    return { value, standardError, lower, upper: value + z * standardError };
  });
}

/** A row for each score and outcome that there is, those who left first; unweighted where each is of one. */
function asRows({ score, positive, negative }: RankedScores) {
  const most = 2 * score.length;
  const logits = new Float64Array(most);
  const churned = new Uint8Array(most);
  const weight = new Float64Array(most);
  let length = 0;
  let isWeighted = false;
  for (let k = 0; k < score.length; k++) {
    const p = Math.min(1 - LEAST_PROBABILITY, Math.max(LEAST_PROBABILITY, score[k]));
    const logit = Math.log(p) - Math.log1p(-p);
    for (let outcome = 1; outcome >= 0; outcome--) {
      const count = outcome === 1 ? positive[k] : negative[k];
      if (count === 0) continue;
      logits[length] = logit;
      churned[length] = outcome;
      weight[length++] = count;
      if (count !== 1) isWeighted = true;
    }
  }
  return {
    logits: logits.subarray(0, length),
    churned: churned.subarray(0, length),
    weight: isWeighted ? weight.subarray(0, length) : undefined,
  };
}

/** Bins with somebody in them, the lowest predictions first; tied ones share a bin. */
function binsOf(
  { score, positive, negative, positives, negatives }: RankedScores,
  bins: number,
  binning: "quantile" | "width",
  level: number,
): ReliabilityBin[] {
  const total = positives + negatives;
  const found: { from: number; to: number; n: number; sum: number; events: number }[] = [];
  let before = 0;
  let open = -1;
  for (let k = score.length - 1; k >= 0; k--) {
    const p = score[k];
    const count = positive[k] + negative[k];
    const place = binning === "width" ? p : (before + count / 2) / total;
    const bin = Math.min(bins - 1, Math.floor(bins * place));
    before += count;
    if (bin !== open) found.push({ from: p, to: p, n: 0, sum: 0, events: 0 });
    open = bin;
    const last = found[found.length - 1];
    last.to = p;
    last.n += count;
    last.sum += p * count;
    last.events += positive[k];
  }
  return found.map(({ from, to, n, sum, events }) => ({
    from,
    to,
    n,
    predicted: Math.min(to, Math.max(from, sum / n)),
    observed: events / n,
    ...wilsonInterval(events, n, level),
  }));
}
