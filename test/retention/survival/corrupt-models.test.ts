import { describe, expect, it, test } from "vitest";
import { isClienteleError } from "../../../src/core/errors.ts";
import { fitCox } from "../../../src/retention/survival/cox/fit.ts";
import { predictCox } from "../../../src/retention/survival/cox/predict.ts";
import { kaplanMeier } from "../../../src/retention/survival/kaplan-meier.ts";
import { restrictedMean } from "../../../src/retention/survival/restricted-mean.ts";
import { survivalAt } from "../../../src/retention/survival/survival-at.ts";
import { survivalQuantiles } from "../../../src/retention/survival/survival-quantiles.ts";

const JUNK: readonly unknown[] = [
  ...[undefined, null, Number.NaN, Infinity, 1e308, "x", 10n, Symbol("s"), {}, Object.create(null)],
  ...[[], [null], new Array(3), new Array(9), new BigInt64Array(2)],
];

/** The value, with junk in each place of it by turns. */
function* corrupted(value: unknown, path: readonly string[] = []): Generator<unknown> {
  for (const junk of JUNK) yield junk;
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    for (const one of corrupted(inner, [...path, key])) {
      const copy: object = Array.isArray(value)
        ? [...value]
        : ArrayBuffer.isView(value)
          ? { length: Object.keys(value).length, ...value }
          : { ...value };
      Object.defineProperty(copy, key, { value: one, enumerable: true });
      yield copy;
    }
  }
}

function numbersOf(value: unknown): number[] {
  if (typeof value === "number") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(numbersOf) : [];
}

/** Refused in the package's own way, or answered in finite numbers. */
function expectCareful(verb: () => unknown): void {
  try {
    expect(numbersOf(verb()).every(Number.isFinite)).toBe(true);
  } catch (error) {
    if (!isClienteleError(error)) throw error;
  }
}

const model = fitCox([
  { time: 2, event: true, covariates: { discount: 1 } },
  { time: 3, event: true, covariates: { discount: 0 } },
  { time: 5, event: true, covariates: { discount: 1 } },
  { time: 7, event: false, covariates: { discount: 0 } },
]);

const ROWS = [2, 3, 5, 7].map((time) => ({ time, event: time < 7 }));
const COLUMNS = { time: [2, 3, 5, 7], event: [1, 1, 1, 0] };

describe("a stored model that came back with holes", () => {
  test("of Cox", () => {
    for (const params of corrupted(model.params)) {
      const broken = { ...model, params } as typeof model;
      expectCareful(() => predictCox(broken, { discount: 0 }, { times: [1, 2, 4] }));
    }
    for (const field of ["covariance", "robustCovariance", "level"] as const) {
      for (const junk of corrupted(model.fit[field])) {
        const broken = { ...model, fit: { ...model.fit, [field]: junk } } as typeof model;
        expectCareful(() => predictCox(broken, { discount: 0 }, { times: [4] }));
      }
    }
  });

  test.each([
    ["rows", kaplanMeier(ROWS)],
    ["columns", kaplanMeier(COLUMNS)],
  ])("of Kaplan and Meier, %s", (_, curve) => {
    for (const points of corrupted(curve.points)) {
      const broken = { ...curve, points } as ReturnType<typeof kaplanMeier>;
      expectCareful(() => survivalAt(broken, [1, 2, 4]));
      expectCareful(() => survivalQuantiles(broken, [0.2, 0.5]));
      expectCareful(() => restrictedMean(broken));
      expectCareful(() => restrictedMean(broken, { horizon: 4 }));
    }
  });

  it("names the place", () => {
    const { params } = model;
    const [one] = params.baseline;
    const baseline = [{ ...one, drift: [[0, 0]] }];
    expect(() =>
      predictCox({ ...model, params: { ...params, baseline } }, { discount: 0 }),
    ).toThrow(
      expect.objectContaining({
        code: "invalid_shape",
        path: ["params", "baseline", 0, "drift", 0],
      }),
    );
  });
});
