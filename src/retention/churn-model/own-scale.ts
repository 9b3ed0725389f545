import type { Design } from "./design.ts";
import type { Maximum } from "./maximize-logistic.ts";

/** An estimate is said to have no bound where an endless direction moves it by more than this. */
const MOVED = 1e-6;

/** Coefficients of features as they are, not standardized; the intercept first. */
export interface OwnScale {
  /** `null` where the data put no bound to one. */
  readonly estimates: readonly (number | null)[];
  /** The way in which it runs off: 1 or -1, else 0. */
  readonly diverging: readonly number[];
  /** 0 in rows and columns of those without bound. */
  readonly covariance: readonly (readonly number[])[];
}

/** b_j = β_j/s_j, b₀ = β₀ - Σ β_j m_j/s_j, and what of these has a bound. */
export function ownScale({ means, scales, width }: Design, maximum: Maximum): OwnScale {
  const { beta, covariance, endless } = maximum;
  const size = width + 1;
  // Rows of the linear map from standardized coefficients to those of the features as they are.
  const rows = Array.from({ length: size }, (_, i) => {
    const row = new Float64Array(size);
    if (i > 0) row[i] = 1 / scales[i - 1];
    else {
      row[0] = 1;
      for (let j = 0; j < width; j++) row[j + 1] = -means[j] / scales[j];
    }
    return row;
  });
  const mapped = rows.map((row) => apply(row, beta));
  const diverging = rows.map((row, i) => {
    const isMoved = endless.some((direction) => {
      const parts = row.map((value, j) => value * direction[j]);
      // Against its own size: what is left of an intercept whose parts cancel is rounding.
      const most = parts.reduce((sum, part) => Math.max(sum, Math.abs(part)), 0);
      const floor = i > 0 ? MOVED * row[i] : MOVED * Math.max(most, Number.MIN_VALUE);
      return Math.abs(parts.reduce((sum, part) => sum + part, 0)) > floor;
    });
    return isMoved ? Math.sign(mapped[i]) || 1 : 0;
  });
  const half = rows.map((row) =>
    Float64Array.from({ length: size }, (_, k) => {
      let sum = 0;
      for (let j = 0; j < size; j++) sum += row[j] * covariance[j * size + k];
      return sum;
    }),
  );
  return {
    estimates: mapped.map((value, i) => (diverging[i] === 0 ? value : null)),
    diverging,
    covariance: half.map((left, i) =>
      rows.map((right, j) => (diverging[i] !== 0 || diverging[j] !== 0 ? 0 : apply(left, right))),
    ),
  };
}

function apply(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < left.length; i++) sum += left[i] * right[i];
  return sum;
}
