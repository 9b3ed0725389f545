import { quotients } from "../numeric/special/polynomial.ts";

/** A second difference of ln Γ, and its slopes by b, u and v. */
export interface CrossDifference {
  readonly value: number;
  readonly byB: number;
  readonly byU: number;
  readonly byV: number;
}

/**
 * ln [Γ(b) Γ(b+u+v) / (Γ(b+u) Γ(b+v))] for b, u, v > 0, which is -ln of how much of B(u, b) is left in
 * B(u, b+v). Positive; exact in relative terms, and so are the slopes, however small u and v are beside
 * b, where the four logarithms all but cancel: every sum below has terms of one sign, or of one size
 * with its outcome. For b and v up to e^600.
 */
export function crossDifference(b: number, u: number, v: number): CrossDifference {
  let low = b;
  let excess = 0;
  let byB = 0;
  let byU = 0;
  let byV = 0;
  for (; low < SERIES_FROM; low++) {
    const step = logCross(low, u, v);
    excess += (1 + excess) * step.excess;
    byB += step.byB;
    byU += step.byU;
    byV += step.byV;
  }
  // Stirling's series from here on: (x - 1/2) ln x - x + 1/(12 x) - …
  const end = low + u + v;
  const core = logCross(low, u, v);
  const logCore = Math.log1p(core.excess);
  const slopeU = Math.log1p(v / (low + u));
  const slopeV = Math.log1p(u / (low + v));
  let value = Math.log1p(excess) + 0.5 * logCore - low * logCore + u * slopeU + v * slopeV;
  byB += 0.5 * core.byB - logCore;
  byU += 0.5 * core.byU + slopeU;
  byV += 0.5 * core.byV + slopeV;

  // Differences of 1/x^k, by the factors that they have in common.
  const [none, onU, onV, onBoth] = [1 / low, 1 / (low + u), 1 / (low + v), 1 / end];
  let [powerNone, powerU, powerV] = [1, 1, 1];
  let [alongV, alongVFromU, alongUFromV, left, right] = [0, 0, 0, 0, 0];
  for (let k = 1; k <= SERIES.length; k++) {
    powerNone *= none;
    powerU *= onU;
    powerV *= onV;
    alongV = onV * (alongV + powerNone);
    alongVFromU = onBoth * (alongVFromU + powerU);
    alongUFromV = onBoth * (alongUFromV + powerV);
    left = onU * (left + alongV);
    right = onV * (right + alongVFromU);
    const second = u * v * (left + right);
    const coefficient = SERIES[k - 1];
    if (k % 2 === 1) value += coefficient * second;
    else {
      byB -= coefficient * second;
      byU += coefficient * v * alongVFromU;
      byV += coefficient * u * alongUFromV;
    }
  }
  return { value, byB, byU, byV };
}

/** (b+u)(b+v) / (b (b+u+v)) - 1, and the slopes of the logarithm of that ratio. */
function logCross(b: number, u: number, v: number) {
  const end = b + u + v;
  const excess = (u / b) * (v / end);
  return {
    excess,
    byB: (-excess / (b + u)) * ((b + end) / (b + v)),
    byU: v / end / (b + u),
    byV: u / end / (b + v),
  };
}

/** From here on the terms below are exact to double precision. */
const SERIES_FROM = 32;

/** Of 1/x, 1/x² … : in turn those of Stirling's series and of its derivative, the sign turned. */
const SERIES = /* @__PURE__ */ quotients(
  [1, 1, -1, -1, 1, 1, -1, -1],
  [12, 12, 360, 120, 1260, 252, 1680, 240],
);
