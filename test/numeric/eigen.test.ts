import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { solveEigen, symmetricEigen } from "../../src/numeric/eigen.ts";
import { golden } from "./golden.ts";

const positiveDefinite = fc.integer({ min: 1, max: 8 }).chain((n) =>
  fc
    .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: n * n, maxLength: n * n })
    .map((b) => {
      const matrix = new Float64Array(n * n);
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) {
          for (let k = 0; k < n; k++) matrix[i * n + j] += b[i * n + k] * b[j * n + k];
        }
        matrix[i * n + i] += 0.1;
      }
      return { n, matrix };
    }),
);

describe("symmetricEigen", () => {
  it.each(golden.spectra)("finds the spectrum of $name", ({ n, matrix, eigenvalues }) => {
    const found = symmetricEigen(Float64Array.from(matrix), n).values.sort();
    const largest = Math.max(...eigenvalues.map(Math.abs));
    eigenvalues.forEach((value, k) => {
      expect(Math.abs(found[k] - value)).toBeLessThanOrEqual(1e-15 * n * largest);
    });
  });

  it("takes a matrix apart into orthogonal pieces that make it up again", () => {
    fc.assert(
      fc.property(positiveDefinite, ({ n, matrix }) => {
        const { values, vectors } = symmetricEigen(matrix, n);
        for (let i = 0; i < n; i++) {
          for (let j = 0; j < n; j++) {
            let entry = 0;
            let product = 0;
            for (let k = 0; k < n; k++) {
              entry += values[k] * vectors[i * n + k] * vectors[j * n + k];
              product += vectors[k * n + i] * vectors[k * n + j];
            }
            expect(Math.abs(entry - matrix[i * n + j])).toBeLessThan(1e-13);
            expect(Math.abs(product - (i === j ? 1 : 0))).toBeLessThan(1e-14);
          }
        }
      }),
    );
  });

  it("keeps small eigenvalues of badly scaled matrices, and does not overflow", () => {
    const scaled = symmetricEigen(Float64Array.of(1e20, 1e9, 1e9, 1), 2).values.sort();
    expect(scaled[0] / 0.99).toBeCloseTo(1, 12);
    const huge = symmetricEigen(Float64Array.of(1e200, 1e200, 1e200, 2e200), 2).values.sort();
    expect(huge[0] / 1e200).toBeCloseTo((3 - Math.sqrt(5)) / 2, 12);
    expect(huge[1] / 1e200).toBeCloseTo((3 + Math.sqrt(5)) / 2, 12);
  });
});

describe("solveEigen", () => {
  it("solves", () => {
    fc.assert(
      fc.property(positiveDefinite, ({ n, matrix }) => {
        const right = Float64Array.from({ length: n }, (_, i) => i + 1);
        const x = solveEigen(symmetricEigen(matrix, n), right, 0);
        for (let i = 0; i < n; i++) {
          let sum = 0;
          for (let j = 0; j < n; j++) sum += matrix[i * n + j] * x[j];
          expect(Math.abs(sum - right[i])).toBeLessThan(1e-10);
        }
      }),
    );
  });

  it("lifts what is flat to the floor", () => {
    const eigen = symmetricEigen(Float64Array.of(2, 0, 0, 0), 2);
    expect([...solveEigen(eigen, [2, 2], 0.5)]).toEqual([1, 4]);
  });
});
