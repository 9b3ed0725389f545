/** A symmetric matrix as Σ λ_k v_k v_k'. */
export interface Eigen {
  readonly values: Float64Array;
  /** Column k, row-major, is the unit vector of value k. */
  readonly vectors: Float64Array;
}

const MAX_SWEEPS = 64;

/**
 * Eigenvalues and vectors of a small symmetric matrix, n x n and row-major, by cyclic Jacobi
 * rotations. An entry is left alone only where it is negligible against the two diagonals that it
 * couples, which keeps small eigenvalues of badly scaled matrices accurate.
 *
 * Golub & Van Loan (2013), section 8.5; Demmel & Veselic (1992).
 */
export function symmetricEigen(matrix: Float64Array, n: number): Eigen {
  // The vectors stand below the matrix, and are turned with its columns.
  const work = new Float64Array(2 * n * n);
  work.set(matrix);
  for (let i = 0; i < n; i++) work[(n + i) * n + i] = 1;
  let rotated = true;
  for (let sweep = 0; sweep < MAX_SWEEPS && rotated; sweep++) {
    rotated = false;
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        const off = work[p * n + q];
        const left = work[p * n + p];
        const right = work[q * n + q];
        const coupled = Math.sqrt(Math.abs(left)) * Math.sqrt(Math.abs(right));
        if (Math.abs(off) <= Number.EPSILON * coupled) continue;
        rotated = true;
        const slope = (right - left) / (2 * off);
        const tangent = (slope < 0 ? -1 : 1) / (Math.abs(slope) + Math.sqrt(1 + slope * slope));
        const cosine = 1 / Math.sqrt(1 + tangent * tangent);
        const sine = tangent * cosine;
        for (let k = 0; k < 2 * n; k++) turn(work, k * n + p, k * n + q, cosine, sine);
        for (let k = 0; k < n; k++) turn(work, p * n + k, q * n + k, cosine, sine);
      }
    }
  }
  const values = Float64Array.from({ length: n }, (_, i) => work[i * n + i]);
  return { values, vectors: work.subarray(n * n) };
}

/** The inverse, with the sizes of the eigenvalues lifted to `floor`. */
export function inverseOf({ values, vectors }: Eigen, floor: number): number[][] {
  const n = values.length;
  const inverse: number[][] = [];
  for (let i = 0; i < n; i++) {
    inverse.push([]);
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let k = 0; k < n; k++) {
        sum += (vectors[i * n + k] * vectors[j * n + k]) / Math.max(Math.abs(values[k]), floor);
      }
      inverse[i].push(sum);
    }
  }
  return inverse;
}

/** The vector x of A x = right, with the sizes of the eigenvalues lifted to `floor`. */
export function solveEigen(
  { values, vectors }: Eigen,
  right: ArrayLike<number>,
  floor: number,
): Float64Array {
  const n = values.length;
  const solution = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    let along = 0;
    for (let i = 0; i < n; i++) along += vectors[i * n + k] * right[i];
    along /= Math.max(Math.abs(values[k]), floor);
    for (let i = 0; i < n; i++) solution[i] += vectors[i * n + k] * along;
  }
  return solution;
}

function turn(entries: Float64Array, i: number, j: number, cosine: number, sine: number): void {
  const [first, second] = [entries[i], entries[j]];
  entries[i] = cosine * first - sine * second;
  entries[j] = sine * first + cosine * second;
}
