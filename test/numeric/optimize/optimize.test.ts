import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { afterPreview } from "../../../src/numeric/optimize/after-preview.ts";
import { byDifferences } from "../../../src/numeric/optimize/by-differences.ts";
import { byHessian } from "../../../src/numeric/optimize/by-hessian.ts";
import { hessianOf } from "../../../src/numeric/optimize/hessian.ts";
import type { Objective } from "../../../src/numeric/optimize/objective.ts";

const rosenbrock: Objective = ([x, y], gradient, hessian) => {
  hessian?.set([1200 * x * x - 400 * y + 2, -400 * x, -400 * x, 200]);
  gradient[0] = -2 * (1 - x) - 400 * x * (y - x * x);
  gradient[1] = 200 * (y - x * x);
  return (1 - x) ** 2 + 100 * (y - x * x) ** 2;
};

const METHODS = [
  ["byDifferences", byDifferences],
  ["byHessian", byHessian],
] as const;
const never = () => Number.NEGATIVE_INFINITY;

describe.each(METHODS)("%s", (name, method) => {
  const minimize = (objective: Objective, start: readonly number[]) =>
    method(objective, Float64Array.from(start), never);

  it("finds the end of Rosenbrock's valley", () => {
    const optimum = minimize(rosenbrock, [-1.2, 1]);
    expect(optimum.point[0]).toBeCloseTo(1, 12);
    expect(optimum.point[1]).toBeCloseTo(1, 12);
    expect(optimum.verdict).toBe("optimum");
    expect(optimum.newtonDecrement).toBeLessThan(1e-17);
  });

  it("finds the minimum of any bowl from anywhere", () => {
    const coordinate = fc.double({ min: -8, max: 8, noNaN: true });
    const steepness = fc.double({ min: -4, max: 4, noNaN: true }).map(Math.exp);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(coordinate, coordinate, steepness), { minLength: 1, maxLength: 6 }),
        (axes) => {
          const bowl: Objective = (point, gradient, hessian) => {
            let value = 0;
            axes.forEach(([center, , steep], i) => {
              if (hessian) hessian[i * (axes.length + 1)] = steep;
              gradient[i] = steep * (point[i] - center);
              value += (steep / 2) * (point[i] - center) ** 2;
            });
            return value;
          };
          const optimum = minimize(
            bowl,
            axes.map(([, start]) => start),
          );
          axes.forEach(([center], i) => {
            expect(Math.abs(optimum.point[i] - center)).toBeLessThan(1e-7);
          });
          expect(optimum.verdict).toBe("optimum");
        },
      ),
      { numRuns: 100 },
    );
  });

  it("stops at the bound of a slope, and polishes the rest", () => {
    const slope: Objective = ([x, y], gradient, hessian) => {
      hessian?.set([0, 0, 0, 2]);
      gradient[0] = -1;
      gradient[1] = 2 * (y - 3);
      return -x + (y - 3) ** 2;
    };
    const optimum = minimize(slope, [0, 0]);
    expect(optimum.verdict).toBe("boundary");
    expect([...optimum.point]).toEqual([16, 3]);
    expect(optimum.free).toEqual([1]);
  });

  it("goes on along the others where a coordinate would leave its edge", () => {
    const slight = 1e-5;
    const corner: Objective = ([x, y], gradient, hessian) => {
      hessian?.set([1, slight, slight, 0]);
      gradient[0] = x - 5 + slight * (y + 16);
      gradient[1] = slight * (x - 1);
      return (x - 5) ** 2 / 2 + slight * (x - 1) * (y + 16);
    };
    // Its slope leads it inside, Newton's step a long way out.
    const { verdict, point, iterations } = minimize(corner, [0, -16]);
    expect(verdict).toBe("boundary");
    expect(point[0]).toBeCloseTo(5, 10);
    expect(point[1]).toBe(-16);
    expect(iterations).toBeLessThan(20);
  });

  it("tells a summit far out from what levels off towards the bound", () => {
    const bowl: Objective = ([x], gradient, hessian) => {
      hessian?.set([0.3]);
      gradient[0] = 0.3 * (x - 13);
      return 1e4 + 0.15 * (x - 13) ** 2;
    };
    const summit = minimize(bowl, [1]);
    expect(summit.verdict).toBe("optimum");
    expect(summit.point[0]).toBeCloseTo(13, 10);

    const leveling: Objective = ([x], gradient, hessian) => {
      const left = 1e6 * Math.exp(-x);
      hessian?.set([left]);
      gradient[0] = -left;
      return 1e4 + left;
    };
    expect(minimize(leveling, [1]).verdict).toBe("boundary");
  });

  it("needs few evaluations where the Hessian changes little", () => {
    let asked = 0;
    const bowl: Objective = ([x, y, z], gradient, hessian) => {
      asked++;
      hessian?.set([2e3 + Math.cosh(x - 1), 900, 0, 900, 500, 0, 0, 0, 1e-2]);
      gradient[0] = 2e3 * (x - 1) + 900 * (y - 2) + Math.sinh(x - 1);
      gradient[1] = 900 * (x - 1) + 500 * (y - 2);
      gradient[2] = 1e-2 * (z - 3);
      const [u, v, w] = [x - 1, y - 2, z - 3];
      return 1e3 * u * u + 900 * u * v + 250 * v * v + Math.cosh(u) + 5e-3 * w * w;
    };
    const optimum = minimize(bowl, [0, 0, 0]);
    expect(optimum.verdict).toBe("optimum");
    [1, 2, 3].forEach((at, i) => {
      expect(optimum.point[i]).toBeCloseTo(at, 8);
    });
    expect(asked).toBeLessThan(name === "byHessian" ? 8 : 18);
  });

  it("calls a valley without an end a ridge", () => {
    const valley: Objective = ([x, y], gradient, hessian) => {
      hessian?.fill(2);
      const miss = x + y - 1;
      gradient[0] = 2 * miss;
      gradient[1] = 2 * miss;
      return miss * miss;
    };
    expect(minimize(valley, [5, 7]).verdict).toBe("ridge");
  });

  it("gives up where the gain that is left comes to nothing", () => {
    let asked = 0;
    const counted: Objective = (...at) => {
      asked++;
      return rosenbrock(...at);
    };
    const start = Float64Array.of(-1.2, 1);
    const optimum = method(counted, start, (value) => value);
    const spent = asked;
    method(counted, start, never);
    expect(optimum.verdict).toBe("unfinished");
    expect(2 * spent).toBeLessThan(asked);
  });

  it("does not call a slope towards the unreachable an optimum", () => {
    const kinked: Objective = ([x], gradient) => {
      gradient[0] = x < 0.3 ? -1 : 1;
      return Math.abs(x - 0.3);
    };
    expect(minimize(kinked, [5]).verdict).toBe("unfinished");
  });
});

describe("afterPreview", () => {
  it("looks at the objective itself but near its minimum", () => {
    let asked = 0;
    const counted: Objective = (...at) => {
      asked++;
      return rosenbrock(...at);
    };
    const start = Float64Array.of(-1.2, 1);
    const method = afterPreview(byHessian);
    const { point, verdict } = method(counted, start, never, rosenbrock);
    expect(verdict).toBe("optimum");
    expect(point[0]).toBeCloseTo(1, 12);
    expect(asked).toBeLessThan(6);
    expect(method(rosenbrock, start, never).verdict).toBe("optimum");
  });
});

describe("hessianOf", () => {
  it("differs from the exact Hessian by less than a millionth of a percent", () => {
    const [x, y] = [-1.2, 1];
    const hessian = hessianOf(rosenbrock, Float64Array.of(x, y));
    const exact = [1200 * x * x - 400 * y + 2, -400 * x, -400 * x, 200];
    exact.forEach((value, i) => {
      expect(Math.abs(hessian[i] / value - 1)).toBeLessThan(1e-8);
    });
    expect(hessian[1]).toBe(hessian[2]);
  });
});
