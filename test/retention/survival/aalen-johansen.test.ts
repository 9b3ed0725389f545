import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aalenJohansen } from "../../../src/retention/survival/aalen-johansen.ts";
import { kaplanMeier } from "../../../src/retention/survival/kaplan-meier.ts";
import { expectNear, reference } from "./reference.ts";

const { data, fits } = reference.competing;
const rows = data.time.map((time, i) => ({
  time: Number(time),
  cause: data.cause[i],
  entry: Number(data.entry[i]),
  weight: Number(data.weight[i]),
}));

describe("R's survfit of several states", () => {
  it.each(fits)("agrees to 1e-10: weighted $weighted, truncated $truncated", (wanted) => {
    const curves = aalenJohansen(
      rows.map(({ time, cause, entry, weight }) => ({
        time,
        cause,
        ...(wanted.truncated && { entry }),
        ...(wanted.weighted && { weight }),
      })),
    );
    const [death, pcm] = curves.causes;
    expect([death.cause, pcm.cause]).toEqual(["death", "pcm"]);
    expectNear(
      death.points.map(({ time }) => time),
      wanted.time,
      1e-12,
      "time",
    );
    // R counts rows here, whatever they weigh.
    if (!wanted.weighted) {
      const atRisk = death.points.map((point) => point.atRisk);
      expectNear(atRisk, wanted.atRisk, 1e-12, "atRisk");
    }
    expectNear(
      death.points.map(({ incidence }) => incidence),
      wanted.death,
      1e-10,
      "death",
    );
    expectNear(
      pcm.points.map(({ incidence }) => incidence),
      wanted.pcm,
      1e-10,
      "pcm",
    );
    expectNear(
      curves.survival.map(({ survival }) => survival),
      wanted.survival,
      1e-10,
      "survival",
    );
    // Its errors are of the infinitesimal jackknife: the same where all enter at the start and weigh
    // alike, near where some enter late. Its weights are of a sample, here they are counts.
    if (wanted.weighted) return;
    const tolerance = wanted.truncated ? 1e-3 : 1e-10;
    const errors = (curve: typeof death) => curve.points.map(({ standardError }) => standardError);
    expectNear(errors(death), wanted.deathError, tolerance, "death error");
    expectNear(errors(pcm), wanted.pcmError, tolerance, "pcm error");
    const spread = curves.survival.map(({ standardError }) => standardError);
    expectNear(spread, wanted.survivalError, tolerance, "survival error");
  });
});

describe("laws and edges", () => {
  const row = fc.record({
    time: fc.integer({ min: 1, max: 12 }),
    cause: fc.constantFrom("a", "b", null),
    weight: fc.integer({ min: 0, max: 2 }),
  });

  it("adds up to 1", () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), (all) => {
        const { causes, survival } = aalenJohansen(all);
        survival.forEach((point, k) => {
          const gone = causes.reduce((sum, { points }) => sum + points[k].incidence, 0);
          expect(point.survival + gone).toBeCloseTo(1, 12);
        });
      }),
    );
  });

  it("is Kaplan-Meier turned upside down where there is one cause", () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), (all) => {
        const one = all.map(({ cause, ...rest }) => ({ ...rest, cause: cause && "gone" }));
        const { causes } = aalenJohansen(one, { interval: "plain" });
        const { points } = kaplanMeier(one.map((r) => ({ ...r, event: r.cause !== null })));
        for (const [k, point] of (causes[0]?.points ?? []).entries()) {
          expect(point.incidence).toBeCloseTo(1 - points[k].survival, 12);
          expect(point.standardError).toBeCloseTo(points[k].standardError ?? 0, 12);
        }
      }),
    );
  });

  it("reads columns, takes numbers as causes, and knows nobody", () => {
    const columns = { time: [1, 2, 3], cause: [2, null, 1] };
    const asRows = columns.time.map((time, i) => ({ time, cause: columns.cause[i] }));
    expect(aalenJohansen(columns)).toEqual(aalenJohansen(asRows));
    expect(aalenJohansen(columns).causes.map(({ cause }) => cause)).toEqual([1, 2]);
    expect(aalenJohansen([])).toMatchObject({ n: 0, causes: [], survival: [] });
  });

  it.each([
    [{ time: 1, cause: "" }, "invalid_label", [0, "cause"]],
    [{ time: 1 }, "invalid_label", [0, "cause"]],
    [{ time: -1, cause: "a" }, "negative_value", [0, "time"]],
    [{ time: 1, cause: "a", entry: 2 }, "end_before_start", [0, "time"]],
    [null, "invalid_shape", [0]],
  ])("refuses %j", (bad, code, path) => {
    expect(() => aalenJohansen([bad] as never)).toThrow(expect.objectContaining({ code, path }));
  });
});
