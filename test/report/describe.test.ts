import { describe, expect, test } from "vitest";
import type { BgNbdModel } from "../../src/clv/bg-nbd/model.ts";
import type { HoldoutEvaluation } from "../../src/clv/evaluate/evaluate-holdout.ts";
import type { GammaGammaModel } from "../../src/clv/gamma-gamma/model.ts";
import type { Fitted } from "../../src/clv/model.ts";
import type { ShopSummary } from "../../src/customers/summarize-shop.ts";
import type { CustomerBase, CustomerBaseColumns } from "../../src/customers/summary.ts";
import { type Describable, describe as describeThing } from "../../src/report/describe.ts";
import { toCsv } from "../../src/report/to-csv.ts";
import { toText } from "../../src/report/to-text.ts";
import type { RfmSegments } from "../../src/rfm/segment-types.ts";
import type { RfmScoreColumns, RfmScores } from "../../src/rfm/types.ts";

const model: Fitted<BgNbdModel> = {
  kind: "bg-nbd",
  version: 1,
  timeUnit: "week",
  params: { r: 0.25, alpha: 5, a: 1, b: 3 },
  fit: {
    logLikelihood: -9582.42924,
    customers: 2357,
    patterns: 1,
    verdict: "optimum",
    iterations: 23,
    evaluations: 40,
    gradientNorm: 1e-9,
    newtonDecrement: 1e-18,
    positiveDefinite: true,
    conditionNumber: 120,
    standardErrors: { r: 0.0125, alpha: 0.5, a: 0.2, b: null },
    estimates: ["r", "alpha", "a", "b"],
    covariance: null,
    warnings: [{ code: "weakly_identified", message: "the data say little about b" }],
  },
};

describe("describe a model", () => {
  test("gives parameters in the paper's order, with intervals on the log scale", () => {
    const params = { b: 3, a: 1, alpha: 5, r: 0.25 };
    const { rows } = describeThing({ ...model, params });
    expect(rows.map(([name]) => name)).toEqual(["r", "alpha", "a", "b"]);
    const z = 1.959963984540054;
    const [, estimate, error, lower, upper] = rows[0];
    expect([estimate, error]).toEqual([0.25, 0.0125]);
    expect(lower).toBeCloseTo(Math.exp(Math.log(0.25) - z * 0.05), 12);
    expect(upper).toBeCloseTo(Math.exp(Math.log(0.25) + z * 0.05), 12);
    expect(rows[3]).toEqual(["b", 3, null, null, null]);
  });

  test("is read in a terminal", () => {
    expect(toText(describeThing(model))).toBe(
      [
        "BG/NBD model of purchases",
        "=========================",
        "",
        "Parameter  Estimate  Std. error  Lower 95%  Upper 95%",
        "---------  --------  ----------  ---------  ---------",
        "r            0.2500     0.01250     0.2267     0.2757",
        "alpha         5.000      0.5000      4.110      6.083",
        "a             1.000      0.2000     0.6757      1.480",
        "b             3.000           –          –          –",
        "",
        "Time in weeks. Means: 0.05000 purchases a week while alive; 25.0% leave after a repeat purchase.",
        "Log-likelihood -9,582.429 over 2,357 customers.",
        "Verdict after 23 iterations: optimum.",
        "Warning weakly_identified: the data say little about b",
      ].join("\n"),
    );
  });

  test("takes parameters typed in", () => {
    const spend: GammaGammaModel = {
      kind: "gamma-gamma",
      version: 1,
      params: { p: 6, q: 4, v: 15 },
    };
    const { rows, notes } = describeThing(spend);
    expect(rows).toEqual([
      ["p", 6, null, null, null],
      ["q", 4, null, null, null],
      ["v", 15, null, null, null],
    ]);
    expect(notes).toEqual([
      "The mean spend over new customers is 30.00.",
      "Parameters as given, not fitted.",
    ]);
  });

  test("says where the mean spend is infinite", () => {
    const { notes } = describeThing({
      kind: "gamma-gamma",
      version: 1,
      params: { p: 6, q: 1, v: 15 },
    });
    expect(notes[0]).toBe("The mean spend over new customers is infinite.");
  });

  test("leaves an interval undefined that no number could bound", () => {
    const standardErrors = { r: 0.25 * 400, alpha: null, a: null, b: null };
    const { rows } = describeThing({ ...model, fit: { ...model.fit, standardErrors } });
    expect(rows[0]).toEqual(["r", 0.25, 100, null, null]);
  });

  test.each([
    [{ ...model, params: { ...model.params, alpha: 0 } }, "out_of_range", ["params", "alpha"]],
    [{ ...model, params: { ...model.params, b: Number.NaN } }, "non_finite_value", ["params", "b"]],
    [{ ...model, fit: { ...model.fit, logLikelihood: -Infinity } }, "non_finite_value", []],
  ])("refuses numbers that no model has", (thing, code, path) => {
    expect(() => describeThing(thing)).toThrow(expect.objectContaining({ code, path }));
  });
});

const customers = [
  { frequency: 0, recency: 0, age: 10, monetaryValue: 0, revenue: 5 },
  { frequency: 1, recency: 4, age: 8, monetaryValue: 20, revenue: 30 },
  { frequency: 3, recency: 6, age: 9, monetaryValue: 10, revenue: 50 },
  { frequency: 0, recency: 0, age: 1, monetaryValue: 0, revenue: -5 },
].map((numbers, i) => ({
  ...numbers,
  customerId: i,
  orders: 1,
  days: 1,
  firstAt: "2026-01-01T00:00:00.000Z",
  lastAt: "2026-01-01T00:00:00.000Z",
  daysSinceLast: i,
}));

const base: CustomerBase = { asOf: "2026-01-31", timeUnit: "day", timeZone: "UTC", customers };

function columnOf(name: Exclude<keyof (typeof customers)[0], "firstAt" | "lastAt">): Float64Array {
  return Float64Array.from(customers, (row) => row[name]);
}

const columns: CustomerBaseColumns = {
  ...base,
  customers: {
    customerId: columnOf("customerId"),
    frequency: columnOf("frequency"),
    recency: columnOf("recency"),
    age: columnOf("age"),
    monetaryValue: columnOf("monetaryValue"),
    orders: columnOf("orders"),
    days: columnOf("days"),
    revenue: columnOf("revenue"),
    firstAt: new Float64Array(4),
    lastAt: new Float64Array(4),
    daysSinceLast: columnOf("daysSinceLast"),
  },
};

describe("describe a customer base", () => {
  test("gives mean and quantiles, recency and spend of those who bought again", () => {
    expect(describeThing(base).rows).toEqual([
      ["Repeat purchases", 4, 1, 0, 0, 0.5, 1.5, 3],
      ["Age, days", 4, 7, 1, 6.25, 8.5, 9.25, 10],
      ["Recency, days", 2, 5, 4, 4.5, 5, 5.5, 6],
      ["Mean spend", 2, 15, 10, 12.5, 15, 17.5, 20],
      ["Revenue", 4, 20, -5, 2.5, 17.5, 35, 50],
    ]);
  });

  test("says the same of columns", () => {
    expect(describeThing(columns)).toEqual(describeThing(base));
  });

  test("tells of doubts and rejected rows", () => {
    const warnings = [{ code: "duplicate_rows", message: "2 rows twice" }];
    const rejected = [{ row: 3, field: "at" as const, code: "invalid_time", message: "?" }];
    expect(describeThing({ ...base, warnings, rejected }).notes).toEqual([
      "4 customers, 2 of whom bought again. Days in UTC.",
      "Recency and mean spend are those of customers who bought again.",
      "Warning duplicate_rows: 2 rows twice",
      "1 row rejected.",
    ]);
  });

  test("of nobody shows undefined statistics as such, with n", () => {
    const { rows } = describeThing({ ...base, customers: [] });
    for (const row of rows) expect(row.slice(1)).toEqual([0, null, null, null, null, null, null]);
  });

  test("refuses a customer without a number, and says which", () => {
    const broken = [customers[0], { ...customers[1], age: Number.NaN }];
    expect(() => describeThing({ ...base, customers: broken })).toThrow(
      expect.objectContaining({ code: "non_finite_value", path: ["customers", 1, "age"] }),
    );
  });
});

const shop: ShopSummary = {
  asOf: "2026-01-31",
  timeZone: "Europe/Berlin",
  firstDay: "2025-01-02",
  lastDay: "2026-01-30",
  customers: 1200,
  orders: 3000,
  purchaseDays: 2900,
  revenue: 90_000.5,
  averageOrderValue: 30.000166,
  purchaseFrequency: 2.5,
  revenuePerCustomer: 75.0004,
  repeatPurchaseRate: {
    value: 0.42,
    n: 1200,
    lower: 0.392,
    upper: 0.448,
    level: 0.55,
    method: "wilson",
  },
  medianDaysBetweenPurchases: { value: 30, n: 1700 },
};

describe("describe a shop", () => {
  test("gives its figures with n and interval", () => {
    expect(toText(describeThing(shop))).toBe(
      [
        "Shop as of 2026-01-31",
        "=====================",
        "",
        "Figure                               Value      n",
        "-------------------------------  ---------  -----",
        "Customers                            1,200",
        "Orders                               3,000",
        "Purchase days                        2,900",
        "Revenue                          90,000.50",
        "Average order value                  30.00  3,000",
        "Orders a customer                     2.50  1,200",
        "Revenue a customer                   75.00  1,200",
        "Repeat purchase rate                 42.0%  1,200",
        "Repeat purchase rate, lower 55%      39.2%  1,200",
        "Repeat purchase rate, upper 55%      44.8%  1,200",
        "Median days between purchases         30.0  1,700",
        "",
        "Purchases from 2025-01-02 to 2026-01-30, days in Europe/Berlin.",
      ].join("\n"),
    );
  });

  test("hands spreadsheets raw numbers", () => {
    expect(toCsv(describeThing(shop))).toContain("\r\nRepeat purchase rate,0.42,1200\r\n");
  });

  test("without orders shows undefined statistics as such", () => {
    const { rows, notes } = describeThing({
      ...shop,
      firstDay: null,
      lastDay: null,
      customers: 0,
      orders: 0,
      averageOrderValue: null,
      repeatPurchaseRate: {
        ...shop.repeatPurchaseRate,
        value: null,
        n: 0,
        lower: null,
        upper: null,
      },
    });
    expect(rows[4]).toEqual(["Average order value", null, 0]);
    expect(rows[7]).toEqual(["Repeat purchase rate", null, 0]);
    expect(notes).toEqual(["There are no purchases."]);
  });
});

const evaluation: HoldoutEvaluation = {
  customers: 4,
  horizon: 39,
  timeUnit: "week",
  actual: 6,
  expected: 5.4,
  totalError: -0.1,
  bias: -0.15,
  meanAbsoluteError: 0.5,
  rootMeanSquareError: 0.75,
  correlation: 0.625,
  byFrequency: [
    { frequency: "0", customers: 3, actual: 0, expected: 0.2 },
    { frequency: "7+", customers: 1, actual: 6, expected: 4.8 },
  ],
};

describe("describe a holdout evaluation", () => {
  test("compares by earlier frequency and in all", () => {
    const { title, rows, notes } = describeThing(evaluation);
    expect(title).toBe("Forecast against holdout of 39 weeks");
    expect(rows[0]).toEqual(["0", 3, 0, 0.2, null]);
    expect(rows[1].slice(0, 4)).toEqual(["7+", 1, 6, 4.8]);
    expect(rows[1][4]).toBeCloseTo(-0.2, 12);
    expect(rows[2].slice(0, 3)).toEqual(["All", 4, 1.5]);
    expect(rows[2][4]).toBeCloseTo(-0.1, 12);
    expect(notes).toEqual([
      "In total 6 purchases, expected 5.4, error -10.0% (expected over actual, less 1).",
      "Of a customer: mean error -0.150, mean absolute error 0.500, root mean square error 0.750.",
      "Correlation of expected and actual: 0.625.",
    ]);
  });

  test("says what is undefined", () => {
    const none = { ...evaluation, actual: 0, totalError: null, correlation: null };
    const { notes } = describeThing(none);
    expect(notes[0]).toBe(
      "In total 0 purchases, expected 5.4, error undefined (expected over actual, less 1).",
    );
    expect(notes[2]).toBe("Correlation of expected and actual: undefined.");
  });
});

const scored = [
  { daysSinceLast: 3, frequency: 5, monetary: 100, revenue: 100, r: 2, f: 2, m: 2 },
  { daysSinceLast: 30, frequency: 1, monetary: 10, revenue: 10, r: 1, f: 1, m: 1 },
  { daysSinceLast: 1, frequency: 1, monetary: 40, revenue: 40, r: 2, f: 1, m: 1 },
].map((row, i) => ({ ...row, customerId: `c${i}`, code: "", composite: 1 }));

const scores: RfmScores = {
  asOf: "2026-01-31",
  scorer: {
    kind: "rfm-scorer",
    version: 1,
    asOf: "2026-01-31",
    settings: {
      frequency: "orders",
      monetary: "sum",
      bins: { r: 2, f: 3, m: 2 },
      method: "quantile",
      quantileType: 7,
      ties: "together",
      nested: "independent",
      weights: { r: 1, f: 1, m: 1 },
    },
    thresholds: { r: [[10]], f: [[1, 5]], m: [[50]] },
  },
  warnings: [],
  scores: scored,
};

describe("describe RFM scores", () => {
  test("gives customers and range of each score, best first, none left out", () => {
    expect(describeThing(scores).rows).toEqual([
      ["R", 2, 2, 2 / 3, 1, 3],
      ["R", 1, 1, 1 / 3, 30, 30],
      ["F", 3, 0, 0, null, null],
      ["F", 2, 1, 1 / 3, 5, 5],
      ["F", 1, 2, 2 / 3, 1, 1],
      ["M", 2, 1, 1 / 3, 100, 100],
      ["M", 1, 2, 2 / 3, 10, 40],
    ]);
  });

  test("says the same of columns", () => {
    const column = (name: "daysSinceLast" | "frequency" | "monetary" | "revenue") =>
      Float64Array.from(scored, (row) => row[name]);
    const digits = (name: "r" | "f" | "m") => Uint8Array.from(scored, (row) => row[name]);
    const inColumns: RfmScoreColumns = {
      ...scores,
      scores: {
        customerId: scored.map(({ customerId }) => customerId),
        daysSinceLast: column("daysSinceLast"),
        frequency: column("frequency"),
        monetary: column("monetary"),
        revenue: column("revenue"),
        r: digits("r"),
        f: digits("f"),
        m: digits("m"),
        code: new Uint32Array(3),
        composite: new Float64Array(3),
      },
    };
    expect(describeThing(inColumns)).toEqual(describeThing(scores));
  });

  test("says whose cuts and which doubts", () => {
    const scorer = { ...scores.scorer, asOf: "2025-12-31" };
    const warnings = [{ code: "collapsed_bins", message: "ties share" } as const];
    expect(describeThing({ ...scores, scorer, warnings }).notes).toEqual([
      "3 customers; the highest score is the best.",
      "R: days since the last purchase. F: number of orders. M: sum of revenue.",
      "Cuts as of 2025-12-31, quantile, independent.",
      "Warning collapsed_bins: ties share",
    ]);
  });

  test("drops nobody: a score beyond the bins is an error", () => {
    const broken = { ...scores, scores: [{ ...scored[0], r: 3 }] };
    expect(() => describeThing(broken)).toThrow(
      expect.objectContaining({ code: "out_of_range", path: ["scores", 0, "r"] }),
    );
  });
});

describe("describe RFM segments", () => {
  const segments: RfmSegments = {
    asOf: "2026-01-31",
    segments: [
      {
        name: "Champions",
        customers: 3,
        customerShare: 1,
        revenue: 120.5,
        revenueShare: null,
        averageDaysSinceLast: 4,
      },
      {
        name: "Others",
        customers: 0,
        customerShare: 0,
        revenue: 0,
        revenueShare: null,
        averageDaysSinceLast: null,
      },
    ],
    assignments: [],
  };

  test("gives them as they come, what is undefined as such", () => {
    const { rows, notes } = describeThing(segments);
    expect(rows).toEqual([
      ["Champions", 3, 1, 120.5, null, 4],
      ["Others", 0, 0, 0, null, null],
    ]);
    expect(notes).toEqual(["3 customers."]);
  });
});

describe("describe anything else", () => {
  const describeAnything: (thing: never) => unknown = describeThing;
  const outside = (json: string) => describeAnything(JSON.parse(json) as never);

  test.each([
    '"text"',
    "null",
    "3",
    "[]",
    "{}",
    '{"customers":4}',
    '{"byFrequency":2}',
    '{"scores":1}',
  ])("refuses %s", (json) => {
    expect(() => outside(json)).toThrow(expect.objectContaining({ code: "invalid_shape" }));
  });

  test("refuses a model that it does not know", () => {
    expect(() => outside('{"kind":"crystal-ball"}')).toThrow(
      expect.objectContaining({ code: "unknown_model", path: ["kind"] }),
    );
  });
});

test("tables of all kinds survive JSON", () => {
  const things: Describable[] = [model, base, shop, evaluation, scores];
  for (const thing of things) {
    const table = describeThing(thing);
    expect(JSON.parse(JSON.stringify(table))).toEqual(table);
    expect(structuredClone(table)).toEqual(table);
  }
});
