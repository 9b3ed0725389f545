import { gaussLegendre } from "../../numeric/gauss-legendre.ts";
import { exp, expm1Upward } from "../../numeric/special/exponential.ts";

/** An integrand below e^-38 of the largest is lost in its rounding. */
const DEEPEST = 38;
/** In logarithmic time: up to here singularities at a distance of π do not slow a rule down much. */
const LONGEST_PANEL = 4;
/** The rule below takes at most 35. */
const MOST_POINTS = 40;

const growthAt = /* @__PURE__ */ new Float64Array(MOST_POINTS);
const farLogAt = /* @__PURE__ */ new Float64Array(MOST_POINTS);
const massAt = /* @__PURE__ */ new Float64Array(MOST_POINTS);

/**
 * ln of the likelihood of no purchase for a time R, `rest`, after the last one, where the purchase
 * rate is Gamma(p, A) and the drop-out rate Gamma(s, B); writes its slopes by p, A, s and B, and where
 * asked its second derivatives, the upper half of their matrix by rows:
 *
 *     (A/(A+R))^p (B/(B+R))^s + s ∫₀ᴿ (A/(A+u))^p (B/(B+u))^s du/(B+u)
 *
 * Of those who are alive, and of those who left at time u. `logA` and `logB` are ln(1 + R/A) and
 * ln(1 + R/B). Nothing cancels, and nothing overflows for p and s up to 1e7.
 *
 * Of A and B let n be the near (smaller) one and f the far one. In v = ln(1 + u/n) the integrand is
 * an exponential times a power of 1 + (n/f)(eᵛ - 1), free of singularities but for those at heights
 * ±π and more; it is cut off where it sinks below rounding. So how many nodes it takes is known
 * beforehand, from the length in v and the logarithm of its fall alone: by comparison with 64 nodes
 * on shorter panels, the rule below errs by less than 3e-13 in the value and in the slopes by
 * logarithms of the parameters, for parameters from e^-16 to e^16 on a clock of length 1.
 */
export function logSinceLastSeen(
  p: number,
  A: number,
  s: number,
  B: number,
  rest: number,
  logA: number,
  logB: number,
  slopes: Float64Array,
  curvatures?: Float64Array,
): number {
  const isBetaNear = B < A;
  const near = isBetaNear ? B : A;
  const ratio = near / (isBetaNear ? A : B);
  const nearPower = isBetaNear ? s : p;
  const farPower = isBetaNear ? p : s;
  let length = isBetaNear ? logB : logA;
  let farLength = isBetaNear ? logA : logB;
  if (nearPower * length > DEEPEST) {
    length = DEEPEST / nearPower;
    farLength = Math.log1p(ratio * Math.expm1(length));
  }
  if (farPower * farLength > DEEPEST) {
    farLength = DEEPEST / farPower;
    length = Math.log1p(Math.expm1(farLength) / ratio);
  }
  const panels = Math.ceil(length / LONGEST_PANEL);
  const width = length / Math.max(1, panels);
  const fall = nearPower * length + farPower * farLength;
  const rule = gaussLegendre(Math.ceil(3 + 2.8 * Math.sqrt(fall) + 1.8 * width));
  const points = rule.length / 2;
  const growth = growthAt;
  const farLogs = farLogAt;
  let mass = 0;
  let nearLogSum = 0;
  let farLogSum = 0;
  let nearShares = 0;
  let farShares = 0;
  const alive = Math.exp(-p * logA - s * logB);
  // Second derivatives times both parameters: likelihoods times products of slopes and curvatures.
  let byPP = 0;
  let byPA = 0;
  let byPS = 0;
  let byPB = 0;
  let byAA = 0;
  let byAS = 0;
  let byAB = 0;
  let bySS = 0;
  let bySB = 0;
  let byBB = 0;
  for (let panel = 0; panel < panels; panel++) {
    const start = panel * width;
    const before = panel === 0 ? 0 : Math.expm1(start);
    // Three short loops leave the processor more to do at once than a long one.
    for (let k = 0; k < points; k++) {
      growth[k] = before + (1 + before) * expm1Upward(width * rule[2 * k]);
    }
    for (let k = 0; k < points; k++) farLogs[k] = Math.log1p(ratio * growth[k]);
    for (let k = 0; k < points; k++) {
      const v = start + width * rule[2 * k];
      const farLog = farLogs[k];
      const nearGrown = 1 + growth[k];
      const farGrown = 1 + ratio * growth[k];
      const inverse = 1 / (nearGrown * farGrown);
      let density = exp(-nearPower * v - farPower * farLog);
      // du/(B+u) in terms of dv.
      if (!isBetaNear) density *= ratio * nearGrown * nearGrown * inverse;
      const w = width * rule[2 * k + 1] * density;
      massAt[k] = w;
      const share = w * growth[k] * inverse;
      mass += w;
      nearLogSum += w * v;
      farLogSum += w * farLog;
      nearShares += share * farGrown;
      farShares += share * ratio * nearGrown;
    }
    if (!curvatures) continue;
    // Those who are still alive come after the nodes of the first panel.
    for (let k = 0; k < points || (panel === 0 && k === points); k++) {
      const gone = k === points ? 0 : 1;
      const likelihood = gone ? s * massAt[k] : alive;
      const grown = gone ? growth[k] : rest / near;
      const nearLog = gone ? start + width * rule[2 * k] : isBetaNear ? logB : logA;
      const farLog = gone ? farLogs[k] : isBetaNear ? logA : logB;
      const nearShare = grown / (1 + grown);
      const farShare = (ratio * grown) / (1 + ratio * grown);
      const shareA = isBetaNear ? farShare : nearShare;
      const shareB = isBetaNear ? nearShare : farShare;
      const byP = -p * (isBetaNear ? farLog : nearLog);
      const byA = p * shareA;
      const byS = gone - s * (isBetaNear ? nearLog : farLog);
      const past = (s + gone) * shareB;
      const byB = past - gone;
      byPP += likelihood * byP * byP;
      byPA += likelihood * (byP + 1) * byA;
      byPS += likelihood * byP * byS;
      byPB += likelihood * byP * byB;
      byAA += likelihood * byA * (byA + shareA - 2);
      byAS += likelihood * byA * byS;
      byAB += likelihood * byA * byB;
      bySS += likelihood * (byS * byS - gone);
      bySB += likelihood * (byS * byB + s * shareB);
      byBB += likelihood * (byB * byB + past * (shareB - 2) + gone);
    }
  }
  const total = alive + s * mass;
  const byLogA = isBetaNear ? farLogSum : nearLogSum;
  const byLogB = isBetaNear ? nearLogSum : farLogSum;
  const shareOfA = isBetaNear ? farShares : nearShares;
  const shareOfB = isBetaNear ? nearShares : farShares;
  slopes[0] = -(alive * logA + s * byLogA) / total;
  slopes[1] = ((p / A) * ((alive * rest) / (A + rest) + s * shareOfA)) / total;
  slopes[2] = (mass - alive * logB - s * byLogB) / total;
  slopes[3] = ((s / B) * ((alive * rest) / (B + rest) + (s + 1) * shareOfB - mass)) / total;
  if (curvatures) {
    const second = [byPP, byPA, byPS, byPB, byAA, byAS, byAB, bySS, bySB, byBB];
    const own = [p, A, s, B];
    let pair = 0;
    for (let i = 0; i < 4; i++) {
      for (let j = i; j < 4; j++) {
        curvatures[pair] = second[pair] / (total * own[i] * own[j]) - slopes[i] * slopes[j];
        pair++;
      }
    }
  }
  return Math.log(total);
}
