import { describe, expect, test } from "vitest";
import { evaluateClassifier } from "../../../src/retention/churn-model/evaluate/evaluate-classifier.ts";
import { fitChurnModel } from "../../../src/retention/churn-model/fit.ts";
import { labelChurn } from "../../../src/retention/churn-model/label-churn.ts";
import { scoreChurn } from "../../../src/retention/churn-model/score.ts";
import { splitInTime } from "../../../src/retention/churn-model/split-in-time.ts";

const on = (customerId: string, ...days: string[]) =>
  days.map((at) => ({ customerId, at, value: 20 }));
const orders = [
  ...on("ada", "2026-01-05", "2026-02-20", "2026-03-15"),
  ...on("bob", "2026-01-19"),
  ...on("cy", "2026-02-28", "2026-03-31", "2026-04-01"),
  ...on("di", "2026-03-01"),
];
const window = { cut: "2026-02-28", until: "2026-03-31" };

describe("labels", () => {
  test("features end with the cut and outcomes begin after it", () => {
    const { customers, knownAt, outcomeAt, inactive } = labelChurn(orders, window);
    expect([knownAt, outcomeAt, inactive]).toEqual(["2026-02-28", "2026-03-31", 0]);
    expect(customers.map(({ customerId, churned }) => [customerId, churned])).toEqual([
      ["ada", false],
      ["bob", true],
      ["cy", false],
    ]);
    expect(customers[2].features).toEqual({
      daysSinceLast: 0,
      tenureDays: 0,
      purchaseDays: 1,
      meanDayTotal: 20,
    });
  });

  test("what comes after the cut moves no feature", () => {
    const before = labelChurn(orders, window).customers.map(({ features }) => features);
    const more = [...orders, ...on("ada", "2026-03-02"), ...on("bob", "2026-03-30")];
    expect(labelChurn(more, window).customers.map(({ features }) => features)).toEqual(before);
  });

  test("orders after the outcome are told, not counted", () => {
    const { warnings } = labelChurn(orders, window);
    expect(warnings?.length).toBe(1);
    expect(() => labelChurn(orders, { ...window, futureOrders: "error" })).toThrow(
      expect.objectContaining({ code: "future_order" }),
    );
  });

  test("columns give the columns of the rows", () => {
    const columns = {
      customerId: orders.map((order) => order.customerId),
      at: orders.map((order) => order.at),
      value: orders.map((order) => order.value),
    };
    for (const activeWithin of [undefined, 30]) {
      const options = activeWithin === undefined ? window : { ...window, activeWithin };
      const rows = labelChurn(orders, options);
      const { customers, inactive } = labelChurn(columns, options);
      expect(inactive).toBe(rows.inactive);
      expect(Array.from(customers.churned, (one) => one === 1)).toEqual(
        rows.customers.map(({ churned }) => churned),
      );
      expect(customers.customerId).toEqual(rows.customers.map(({ customerId }) => customerId));
      expect(Array.from(customers.features.tenureDays)).toEqual(
        rows.customers.map(({ features }) => features.tenureDays),
      );
    }
    expect(labelChurn(columns, { ...window, activeWithin: 30 }).inactive).toBe(1);
  });

  test("features of one's own see the summary at the cut", () => {
    const featuresOf = (customer: { revenue: number; lastAt: string }) => ({
      revenue: customer.revenue,
      isLate: customer.lastAt >= "2026-03",
    });
    const { customers } = labelChurn(orders, { ...window, featuresOf });
    expect(customers.map(({ features }) => features)).toEqual([
      { revenue: 40, isLate: false },
      { revenue: 20, isLate: false },
      { revenue: 20, isLate: false },
    ]);
  });

  test.each([
    [{ cut: "2026-03-31", until: "2026-03-31" }, "out_of_range"],
    [{ ...window, activeWithin: 0 }, "out_of_range"],
    [{ ...window, timeZone: "Mars/Phobos" }, "unknown_time_zone"],
    [{ cut: "soon", until: "2026-03-31" }, "invalid_time"],
  ])("%j is refused", (options, code) => {
    expect(() => labelChurn(orders, options)).toThrow(expect.objectContaining({ code }));
  });
});

describe("days that cannot be", () => {
  test.each([
    ["until", { ...window, until: "2026-02-28" }, "out_of_range", "after cut"],
    ["until", { ...window, until: "soon" }, "invalid_time", "a date"],
    ["cut", { ...window, cut: "2026-02-28T10:00:00" }, "missing_offset", "Z"],
  ])("are told by the name %s", (name, options, code, says) => {
    expect(() => labelChurn(orders, options)).toThrow(
      expect.objectContaining({
        code,
        path: [name],
        message: expect.stringMatching(`^${name}: .*${says}`),
      }),
    );
  });
});

describe("splits", () => {
  const at = (knownAt: string, outcomeAt: string) => ({ knownAt, outcomeAt });
  const early = at("2026-01-31", "2026-02-28");
  const late = at("2026-02-28", "2026-03-31");

  test("never let a row know what another is asked", () => {
    const rows = [early, at("2026-02-01", "2026-03-01"), late, at("2026-03-01", "2026-03-31")];
    const { train, test: held, straddling, cut } = splitInTime(rows, { cut: "2026-02-28" });
    expect(train).toEqual([rows[0]]);
    expect(held).toEqual([rows[2], rows[3]]);
    expect([straddling, cut]).toEqual([1, "2026-02-28T00:00:00.000Z"]);
  });

  test("dates are of the zone named", () => {
    const rows = [early, late];
    expect(splitInTime(rows, { cut: "2026-02-28", timeZone: "Asia/Tokyo" }).cut).toBe(
      "2026-02-27T15:00:00.000Z",
    );
  });

  test.each([
    [
      "an outcome before its features",
      [at("2026-02-28", "2026-02-28"), late],
      "leakage",
      [0, "outcomeAt"],
    ],
    [
      "a feature of later",
      [early, { ...late, featureTimes: { tickets: "2026-03-02" } }],
      "leakage",
      [1, "featureTimes", "tickets"],
    ],
    ["nothing to fit", [late], "empty", ["cut"]],
    ["nothing to judge", [early], "empty", ["cut"]],
    ["no date", [at("2026-01-31", "later"), late], "invalid_time", [0, "outcomeAt"]],
  ])("%s is refused", (_, rows, code, path) => {
    expect(() => splitInTime(rows, { cut: "2026-02-28" })).toThrow(
      expect.objectContaining({ code, path }),
    );
  });

  test("from orders to a judged model", () => {
    const many = Array.from({ length: 300 }, (_, i) => {
      const gap = 5 + (i % 17) * 4;
      const days = Array.from({ length: 200 }, (_, k) => k * gap + (i % 5)).filter(
        (day) => day < (i % 3 === 0 ? 120 + (i % 90) : 360),
      );
      return days.map((day) => ({
        customerId: `c${i}`,
        at: new Date(Date.UTC(2025, 0, 1 + day)).toISOString(),
        value: 10 + (i % 7),
      }));
    }).flat();
    const cuts = [
      { cut: "2025-05-31", until: "2025-07-30" },
      { cut: "2025-07-31", until: "2025-09-29" },
    ];
    const rows = cuts.flatMap((one) => labelChurn(many, one).customers);
    const { train, test: held } = splitInTime(rows, { cut: "2025-07-31" });
    const model = fitChurnModel(train);
    const scores = scoreChurn(model, held).map(({ probability }) => probability);
    const { rocAuc } = evaluateClassifier(
      scores,
      held.map(({ churned }) => churned),
    );
    expect(rocAuc.value).toBeGreaterThan(0.7);
  });
});
