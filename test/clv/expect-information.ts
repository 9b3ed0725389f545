import { expect } from "vitest";
import type { LogLikelihood } from "../../src/numeric/likelihood.ts";

/** That the information of a likelihood is what its slopes differ by, by logarithms of the values. */
export function expectInformation(logLikelihood: LogLikelihood, at: Float64Array): void {
  const n = at.length;
  const information = new Float64Array(n * n);
  logLikelihood(at, new Float64Array(n), information);
  const slopesAt = (i: number, step: number) => {
    const values = at.map((value, j) => (i === j ? value * Math.exp(step) : value));
    const gradient = new Float64Array(n);
    logLikelihood(values, gradient);
    return gradient.map((slope, j) => slope * values[j]);
  };
  const size = Math.max(...information.map(Math.abs));
  for (let i = 0; i < n; i++) {
    const [up, down] = [slopesAt(i, 1e-5), slopesAt(i, -1e-5)];
    for (let j = 0; j < n; j++) {
      const difference = (down[j] - up[j]) / 2e-5;
      expect(Math.abs(information[n * i + j] - difference)).toBeLessThan(1e-8 * size);
      expect(information[n * i + j]).toBe(information[n * j + i]);
    }
  }
}
