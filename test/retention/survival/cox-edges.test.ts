import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { concordance } from "../../../src/retention/survival/concordance.ts";
import { fitCox } from "../../../src/retention/survival/cox/fit.ts";
import { predictCox } from "../../../src/retention/survival/cox/predict.ts";
import { testProportionalHazards } from "../../../src/retention/survival/cox/proportional-hazards.ts";
import { columnsOf, coxDataOf, expectNear, reference } from "./reference.ts";

const veteran = (() => {
  const { time, event, karno, age } = columnsOf("veteran", ["time", "event", "karno", "age"]);
  return { time, event, covariates: { karno, age } };
})();

describe("algebra of the tie methods", () => {
  const wanted = reference.cox.filter((one) => one.data === "ties");
  it.each([
    ["breslow", Math.log(1.5 + Math.sqrt(33) / 2)],
    ["efron", 1.676857],
  ] as const)("solves %s by hand", (ties, beta) => {
    const { estimate } = fitCox(coxDataOf(wanted[0]), { ties }).fit.coefficients[0];
    expect(estimate).toBeCloseTo(beta, 6);
  });

  it("finds that the exact likelihood of the same data has no maximum", () => {
    const { fit } = fitCox(coxDataOf(wanted[0]), { ties: "exact" });
    expect(fit.verdict).toBe("boundary");
    expect(fit.warnings[0].details).toEqual({ covariates: "x", directions: "+" });
  });

  it("agrees between all three where there are no ties", () => {
    const data = {
      time: [5, 3, 8, 1, 9, 4],
      event: [1, 1, 0, 1, 1, 1],
      covariates: { x: [1, 3, 2, 2, 0, 1] },
    };
    const [efron, breslow, exact] = (["efron", "breslow", "exact"] as const).map(
      (ties) => fitCox(data, { ties }).fit,
    );
    expectNear(
      [breslow.logLikelihood, exact.logLikelihood],
      [efron.logLikelihood, efron.logLikelihood],
      1e-12,
    );
    expectNear([exact.coefficients[0].estimate], [efron.coefficients[0].estimate], 1e-10);
  });
});

describe("monotone likelihood", () => {
  const separated = {
    time: [1, 2, 3, 4, 5, 6, 7, 8],
    event: [1, 1, 1, 1, 0, 0, 0, 0],
    covariates: { x: [1, 1, 1, 1, 0, 0, 0, 0], z: [3, 1, 2, 5, 4, 2, 1, 3] },
  };

  it.each(["efron", "breslow", "exact"] as const)("is named, never a number: %s", (ties) => {
    const model = fitCox(separated, { ties });
    const [x, z] = model.fit.coefficients;
    expect(x).toEqual({
      covariate: "x",
      estimate: null,
      hazardRatio: null,
      standardError: null,
      lower: null,
      upper: null,
      pValue: null,
    });
    // Within those of x = 1 the rest is a fit of its own.
    const apart = { time: [1, 2, 3, 4], event: [1, 1, 1, 1], covariates: { z: [3, 1, 2, 5] } };
    const limit = fitCox(apart, { ties }).fit.coefficients[0];
    expectNear([z.estimate, z.standardError], [limit.estimate, limit.standardError], 1e-9);
    expectNear([model.fit.logLikelihood], [fitCox(apart, { ties }).fit.logLikelihood], 1e-12);
    expect(model.fit.verdict).toBe("boundary");
    expect(model.fit.warnings.map((warning) => warning.code)).toEqual(["monotone_likelihood"]);
    expect(model.fit.waldTest).toBeNull();
    expect(model.params.baseline).toEqual([]);
    expect(() => predictCox(model, { x: 1, z: 1 })).toThrow(
      expect.objectContaining({ code: "unbounded_coefficient", path: ["covariates", "x"] }),
    );
  });

  it("is told downwards too, whatever the unit", () => {
    const x = separated.covariates.x.map((value) => -1e9 * value + 5e9);
    const { fit } = fitCox({ ...separated, covariates: { x } });
    expect(fit.warnings[0].details).toEqual({ covariates: "x", directions: "-" });
  });

  it.each([
    ["far apart", { time: [6, 1, 4], event: [1, 0, 1], covariates: { x: [2, 2000, 3] } }],
    [
      "after others left",
      {
        time: [2, 1, 6, 5],
        event: [1, 1, 0, 0],
        entry: [1, 0, 1, 0],
        covariates: { x: [100, 20, 3, 2] },
      },
    ],
    ["by little", { time: [1, 2, 3], event: [1, 1, 0], covariates: { x: [1e6, 1, 0] } }],
  ])("ends at the limit, rivals lying %s", (_, data) => {
    for (const ties of ["efron", "breslow", "exact"] as const) {
      const { fit } = fitCox(data, { ties });
      expect(fit.verdict).toBe("boundary");
      expect(fit.coefficients[0].estimate).toBeNull();
      // Nobody is left to rival the events: each was certain.
      expect(fit.logLikelihood).toBeCloseTo(0, 14);
      expect(fit.concordance?.value).toBe(1);
    }
  });

  it("leaves robust errors of the others at their limit", () => {
    const robust = fitCox(separated, { robust: true }).fit;
    const apart = { time: [1, 2, 3, 4], event: [1, 1, 1, 1], covariates: { z: [3, 1, 2, 5] } };
    const limit = fitCox(apart, { robust: true }).fit;
    expectNear([robust.coefficients[1].standardError], [limit.coefficients[0].standardError], 1e-9);
  });

  it("is not cried where one who is far ahead leaves first", () => {
    const rest = { time: [6, 2, 4], event: [0, 1, 1], covariates: { x: [1, 10, 0] } };
    const ahead = { time: [6, 2, 4, 1], event: [0, 1, 1, 1], covariates: { x: [1, 10, 0, 2000] } };
    const [one, other] = [fitCox(rest).fit, fitCox(ahead).fit];
    expect(other.verdict).toBe("optimum");
    expectNear([other.coefficients[0].estimate], [one.coefficients[0].estimate], 1e-9);
    expectNear([other.logLikelihood], [one.logLikelihood], 1e-12);
  });

  it("keeps no baseline that is beyond any number", () => {
    const data = { time: [6, 2, 4, 1], event: [0, 1, 1, 1], covariates: { x: [1, 10, 0, 4000] } };
    const model = fitCox(data);
    expect(model.fit.verdict).toBe("optimum");
    expect(model.params.baseline).toEqual([]);
    expect(() => predictCox(model, { x: 1 }, { times: [3] })).toThrow(
      expect.objectContaining({ code: "no_baseline" }),
    );
  });

  it("is not cried where an effect is only strong", () => {
    const x = Array.from({ length: 400 }, (_, i) => i % 2);
    const time = x.map((one, i) => (one === 1 ? i + 1 : i + 4001));
    time[0] = 1.5;
    const { fit } = fitCox({ time, event: time.map(() => 1), covariates: { x } });
    expect(fit.verdict).toBe("optimum");
    expect(fit.warnings).toEqual([]);
  });
});

describe("faults", () => {
  const good = { time: [1, 2, 3, 4], event: [1, 1, 0, 1], covariates: { x: [0, 1, 1, 0] } };
  it.each([
    [{ ...good, event: [0, 0, 0, 0] }, "no_events"],
    [{ ...good, covariates: { x: [2, 2, 2, 2] } }, "collinear_covariates"],
    [{ ...good, covariates: { x: [0, 1, 1, 0], y: [1, 0, 0, 1] } }, "collinear_covariates"],
    [{ ...good, event: [0, 0, 0, 1] }, "collinear_covariates"],
    [
      { time: [1, 4, 4], event: [0, 1, 1], covariates: { x: [30, 20, 20] } },
      "collinear_covariates",
    ],
    [{ ...good, covariates: {} }, "empty"],
    [{ ...good, covariates: { x: [0, 1, Number.NaN, 0] } }, "non_finite_value"],
    [{ ...good, covariates: { x: [0, 1, 1] } }, "length_mismatch"],
    [{ ...good, stratum: ["a", "b", "", "a"] }, "invalid_label"],
  ])("refuses %j with %s", (data, code) => {
    expect(() => fitCox(data)).toThrow(expect.objectContaining({ code }));
  });

  it("names what is collinear and where a number is missing", () => {
    const x = [0, 1, 1, 0, 3];
    const y = [5, 2, 1, 0, 4];
    const data = {
      time: [1, 2, 3, 4, 5],
      event: [1, 1, 1, 1, 0],
      covariates: { x, y, z: x.map((v, i) => 2 * v - y[i]), free: [1, 0, 2, 1, 1] },
    };
    expect(() => fitCox(data)).toThrow(
      expect.objectContaining({ details: { covariates: "x, y, z" } }),
    );
    const rows = [
      { time: 1, event: true, covariates: { x: 1 } },
      { time: 2, event: true, covariates: {} },
    ];
    expect(() => fitCox(rows as never)).toThrow(
      expect.objectContaining({ code: "not_a_number", path: [1, "covariates", "x"] }),
    );
    const more = [rows[0], { time: 2, event: true, covariates: { x: 1, y: 2 } }];
    expect(() => fitCox(more)).toThrow(expect.objectContaining({ code: "invalid_shape" }));
  });

  it("refuses weights, robust errors and endless work with exact ties", () => {
    expect(() => fitCox({ ...good, weight: [1, 2, 1, 1] }, { ties: "exact" })).toThrow(/ties/);
    expect(() => fitCox(good, { ties: "exact", robust: true })).toThrow(/robust/);
    const many = Array.from({ length: 60_000 }, (_, i) => i % 2);
    const data = { time: many.map(() => 3), event: many, covariates: { x: many } };
    expect(() => fitCox(data, { ties: "exact" })).toThrow(/too long/);
  });

  it("refuses other data in the test of proportional hazards", () => {
    const model = fitCox(veteran);
    const fewer = { ...veteran, event: veteran.event.map((event, i) => (i === 0 ? 0 : event)) };
    expect(() => testProportionalHazards(model, fewer)).toThrow(
      expect.objectContaining({ code: "different_data" }),
    );
    const stored = { ...model, fit: { ...model.fit, n: Object.create(null) } };
    expect(() => testProportionalHazards(stored, veteran)).toThrow(
      expect.objectContaining({ code: "different_data" }),
    );
    const missing = { ...veteran, covariates: { karno: veteran.covariates.karno } };
    expect(() => testProportionalHazards(model, missing as never)).toThrow(/age/);
  });

  it("refuses to predict without what it needs", () => {
    const model = fitCox(veteran);
    expect(() => predictCox(model, { karno: 50 })).toThrow(
      expect.objectContaining({ code: "missing_covariate", path: ["covariates", "age"] }),
    );
    const fault = (run: () => unknown, code: string) =>
      expect(run).toThrow(expect.objectContaining({ code }));
    const at = { karno: 50, age: 60 };
    fault(() => predictCox(model, at, { times: [10], stratum: "x" }), "unknown_stratum");
    fault(
      () => predictCox(fitCox(veteran, { baseline: false }), at, { times: [10] }),
      "no_baseline",
    );
    fault(() => predictCox({ kind: "else" } as never, at), "unknown_model");
    expect(predictCox(model, at, { times: [1e6] }).survival[0].survival).toBeNull();
    expect(predictCox(model, at, { times: [0] }).survival[0]).toMatchObject({
      survival: 1,
      lower: null,
    });
  });
});

describe("laws", () => {
  it("survives JSON", () => {
    const model = fitCox(veteran);
    const loaded = JSON.parse(JSON.stringify(model));
    expect(loaded).toEqual(model);
    const at = { karno: 40, age: 70 };
    expect(predictCox(loaded, at, { times: [30] })).toEqual(predictCox(model, at, { times: [30] }));
  });

  it("takes a weight as so many rows under Breslow's ties, zero as none", () => {
    const count = veteran.time.map((_, i) => i % 3);
    const spread = (column: readonly number[]) =>
      column.flatMap((value, i) => Array(count[i]).fill(value));
    const { karno, age } = veteran.covariates;
    const one = fitCox({ ...veteran, weight: count }, { ties: "breslow" });
    const other = fitCox(
      {
        time: spread(veteran.time),
        event: spread(veteran.event),
        covariates: { karno: spread(karno), age: spread(age) },
      },
      { ties: "breslow" },
    );
    expectNear(one.fit.covariance.flat(), other.fit.covariance.flat(), 1e-10);
    expectNear(
      one.params.baseline[0].cumulativeHazard,
      other.params.baseline[0].cumulativeHazard,
      1e-10,
    );
    const slopes = (model: typeof one) => Object.values(model.params.coefficients);
    expectNear(slopes(one), slopes(other), 1e-10);
  });

  it("does not change when stretches of time are cut in two", () => {
    const { time, event, covariates } = veteran;
    const rows = time.flatMap((end, i) => {
      const own = {
        covariates: { karno: covariates.karno[i], age: covariates.age[i] },
        cluster: i,
      };
      const isEvent = event[i] === 1;
      if (end < 50) return [{ ...own, time: end, event: isEvent }];
      return [
        { ...own, time: 40, event: false },
        { ...own, entry: 40, time: end, event: isEvent },
      ];
    });
    const whole = fitCox(veteran, { robust: true });
    const cut = fitCox(rows);
    expectNear(cut.fit.covariance.flat(), whole.fit.covariance.flat(), 1e-9);
    expectNear(
      cut.fit.robustCovariance?.flat() ?? [],
      whole.fit.robustCovariance?.flat() ?? [],
      1e-9,
    );
    expectNear([cut.fit.logLikelihood], [whole.fit.logLikelihood], 1e-12);
    const [a, b] = [cut, whole].map((model) =>
      testProportionalHazards(model, model === cut ? rows : veteran, { transform: "identity" }),
    );
    expectNear([a.global.statistic], [b.global.statistic], 1e-8);
  });

  const row = fc.record({
    time: fc.integer({ min: 1, max: 9 }),
    event: fc.boolean(),
    score: fc.integer({ min: 0, max: 5 }),
    weight: fc.integer({ min: 0, max: 3 }),
    entry: fc.constantFrom(0, 0, 0.5, 3.5),
  });

  it("counts the pairs that going through all of them counts", () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), (all) => {
        const rows = all.filter((one) => one.time > one.entry);
        const found = concordance(rows);
        const wanted = { concordant: 0, discordant: 0, tiedScores: 0, tiedTimes: 0, tiedBoth: 0 };
        rows.forEach((one, i) => {
          rows.forEach((other, j) => {
            const pair = one.weight * other.weight;
            if (i === j || !one.event || other.entry >= one.time) return;
            if (other.time === one.time && other.event) {
              wanted[one.score === other.score ? "tiedBoth" : "tiedTimes"] += pair / 2;
            } else if (other.time >= one.time) {
              const kind = Math.sign(one.score - other.score);
              wanted[kind > 0 ? "concordant" : kind < 0 ? "discordant" : "tiedScores"] += pair;
            }
          });
        });
        expect(found).toMatchObject(wanted);
      }),
    );
  });

  it("has no concordance without pairs", () => {
    const none = { value: null, standardError: null, lower: null, upper: null };
    expect(concordance([])).toMatchObject(none);
    expect(concordance({ time: [1, 2], event: [0, 0], score: [1, 2] })).toMatchObject(none);
  });
});
