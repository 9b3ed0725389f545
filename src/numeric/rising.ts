/** Beyond so many factors Stirling's series is exact, and cheaper than the product. */
const LONGEST_PRODUCT = 200;
/** Covariates may make single factors nearly as large. */
const LARGE = 1e150;

export interface Rising {
  readonly values: Float64Array;
  readonly slopes: Float64Array;
}

/**
 * ln Γ(s + n)/Γ(s) and its slope ψ(s + n) - ψ(s) at each n of an ascending list of whole numbers, or
 * at `times` n + `more`, by multiplying on from one to the next: no cancellation, and one logarithm
 * each.
 */
export function logRising(start: number, counts: Float64Array, more = 0, times = 1): Rising {
  const values = new Float64Array(counts.length);
  const slopes = new Float64Array(counts.length);
  let value = 0;
  let slope = 0;
  let reached = 0;
  for (let k = 0; k < counts.length; k++) {
    const count = times * counts[k] + more;
    const multiplied = Math.min(count, reached + LONGEST_PRODUCT);
    let product = 1;
    for (let i = reached; i < multiplied; i++) {
      const factor = start + i;
      product *= factor;
      slope += 1 / factor;
      if (product > LARGE) {
        value += Math.log(product);
        product = 1;
      }
    }
    value += Math.log(product);
    // Of ends far apart from 0 a difference would lose it.
    const left = count - multiplied;
    if (left > 0) {
      const low = start + multiplied;
      const high = low + left;
      const ratio = Math.log1p(left / low);
      value += (low - 0.5) * ratio + left * (Math.log(high) - 1);
      value += logTail(high) - logTail(low);
      slope += ratio + slopeTail(high) - slopeTail(low);
    }
    reached = count;
    values[k] = value;
    slopes[k] = slope;
  }
  return { values, slopes };
}

/** Its curvature ψ'(s + n) - ψ'(s) at each n + `more`, ten digits or more of it. */
export function risingCurvature(start: number, counts: Float64Array, more: number): Float64Array {
  let curvature = 0;
  let reached = 0;
  return counts.map((n) => {
    const count = n + more;
    const multiplied = Math.min(count, reached + LONGEST_PRODUCT);
    for (let i = reached; i < multiplied; i++) curvature -= 1 / (start + i) ** 2;
    const low = start + multiplied;
    const high = start + count;
    curvature += curvatureTail(high) - curvatureTail(low) - (count - multiplied) / low / high;
    reached = count;
    return curvature;
  });
}

/** What Stirling's series adds to (x - ½) ln x - x: below 1e-17 relative after these from x = 200. */
function logTail(x: number): number {
  return (1 / 12 - 1 / (360 * x * x)) / x;
}

/** What its derivative adds to ln x. */
function slopeTail(x: number): number {
  return -(0.5 + (1 / 12 - 1 / (120 * x * x)) / x) / x;
}

/** What the second adds to 1 / x. */
function curvatureTail(x: number): number {
  return (0.5 + 1 / (6 * x)) / (x * x);
}
