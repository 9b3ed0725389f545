import { describe, expect, test } from "vitest";
import { fitBgNbd } from "../../src/clv/bg-nbd/fit.ts";
import { calibrateAlive } from "../../src/clv/evaluate/calibrate-alive.ts";
import { compareModels } from "../../src/clv/evaluate/compare-models.ts";
import { frequencyHistogram } from "../../src/clv/evaluate/frequency-histogram.ts";
import { trackPurchases } from "../../src/clv/evaluate/track-purchases.ts";
import { fitNbd } from "../../src/clv/nbd/fit.ts";
import { samplePosterior } from "../../src/clv/posterior/sample-posterior.ts";
import { simulateOrders } from "../../src/clv/simulate/simulate-orders.ts";
import { splitHoldout } from "../../src/customers/split-holdout.ts";
import { tracePurchases } from "../../src/customers/trace-purchases.ts";
import { describe as describeThing } from "../../src/report/describe.ts";
import { toText } from "../../src/report/to-text.ts";

const orders = simulateOrders(
  {
    purchases: {
      kind: "bg-nbd",
      version: 1,
      timeUnit: "week",
      params: { r: 0.5, alpha: 6, a: 0.8, b: 3 },
    },
    spend: { kind: "gamma-gamma", version: 1, params: { p: 5, q: 4, v: 30 } },
  },
  { customers: 400, from: "2025-01-01", to: "2025-12-31", seed: "judged" },
);
const split = splitHoldout(orders, {
  calibrationEnd: "2025-08-31",
  holdoutEnd: "2025-12-31",
  timeUnit: "week",
});
const model = fitBgNbd(split.calibration);

describe("describe what judges models", () => {
  test("a comparison, with what went wrong in the notes", () => {
    const failing = () => fitNbd({ timeUnit: "week", customers: [] });
    const models = { "BG/NBD": fitBgNbd, broken: failing };
    const { rows, notes } = describeThing(compareModels(split, { models }));
    expect(rows.map(([name]) => name)).toEqual(["BG/NBD", "broken"]);
    expect(rows[1].at(-1)).toBe("empty");
    expect(notes.at(-1)).toContain("broken: no customers");
  });

  test("a histogram", () => {
    const histogram = frequencyHistogram(model, split.calibration, { maximum: 3 });
    const { rows } = describeThing(histogram);
    expect(rows.map(([bin]) => bin)).toEqual(["0", "1", "2", "3+"]);
    expect(rows.map(([, actual]) => actual)).toEqual(histogram.bins.map(({ actual }) => actual));
  });

  test("a calibration", () => {
    const calibration = calibrateAlive(model, split, { bins: 4 });
    const { rows, title } = describeThing(calibration);
    expect(rows).toHaveLength(4);
    expect(rows[0][0]).toBe("0.0% to 25.0%");
    expect(title).toContain("weeks");
  });

  test("a tracking", () => {
    const tracking = trackPurchases(model, tracePurchases(orders, { asOf: "2025-12-31" }), {
      step: { weeks: 4 },
      calibrationEnd: "2025-08-31",
    });
    const { rows } = describeThing(tracking);
    expect(rows).toHaveLength(tracking.periods.length);
    expect(rows.at(-1)?.at(-1)).toBe("yes");
  });

  test("a posterior", () => {
    const posterior = samplePosterior(model, split.calibration, { seed: 1, draws: 60, warmup: 60 });
    const { rows } = describeThing(posterior);
    expect(rows.map(([name]) => name)).toEqual(["r", "alpha", "a", "b"]);
    expect(toText(describeThing(posterior))).toContain("Posterior of a bg-nbd model");
  });
});
