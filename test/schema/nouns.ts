import fc from "fast-check";
import type { BgNbdModel } from "../../src/clv/bg-nbd/model.ts";
import type { GammaGammaModel } from "../../src/clv/gamma-gamma/model.ts";
import type { FitReport } from "../../src/core/fit-report.ts";
import type { Warning } from "../../src/core/warning.ts";
import type { HoldoutBase } from "../../src/customers/holdout.ts";
import type { ShopSummary } from "../../src/customers/summarize-shop.ts";
import type { CustomerBase, CustomerSummary, RejectedRow } from "../../src/customers/summary.ts";
import type { RfmSegments } from "../../src/rfm/segment-types.ts";
import type { RfmScorer, RfmScores } from "../../src/rfm/types.ts";

// JSON knows no -0.
const finite = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const nonNegative = finite.map(Math.abs);
const positive = nonNegative.filter((value) => value > 0);
const share = fc.double({ min: 0, max: 1, noNaN: true });
const count = fc.nat(10_000);
const text = fc.string({ unit: "grapheme" });
const customerId = fc.oneof(
  fc.string({ minLength: 1 }),
  fc.constantFrom("__proto__", "constructor", "toString"),
  fc.maxSafeInteger().map((id) => id + 0),
);
const timeUnit = fc.constantFrom("day", "week", "month", "year");
const timeZone = fc.constantFrom("UTC", "Europe/Berlin", "America/New_York");
const instant = fc
  .date({ min: new Date("0001-01-01"), max: new Date("9998-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString());
const day = instant.map((time) => time.slice(0, 10));

function maybe<Fields extends object>(fields: fc.Arbitrary<Fields>): fc.Arbitrary<Fields | object> {
  return fc.oneof(fields, fc.constant({}));
}

function warningOf<Code extends string>(...codes: Code[]): fc.Arbitrary<Warning<Code>> {
  const detail = fc.oneof(text, finite, fc.boolean(), fc.constant(null));
  const key = text.filter((name) => name !== "__proto__");
  return fc.record(
    {
      code: fc.constantFrom(...codes),
      message: text,
      details: fc.dictionary(key, detail, { noNullPrototype: true }),
    },
    { requiredKeys: ["code", "message"] },
  );
}

function valuesOf<Name extends string, Value>(
  names: readonly Name[],
  value: fc.Arbitrary<Value>,
): fc.Arbitrary<Record<Name, Value>> {
  return fc
    .array(value, { minLength: names.length, maxLength: names.length })
    .map((values) => Object.fromEntries(names.map((name, i) => [name, values[i]])) as never);
}

function fitReport<Name extends string>(names: readonly Name[]): fc.Arbitrary<FitReport<Name>> {
  const row = fc.array(finite, { minLength: names.length, maxLength: names.length });
  return fc.record({
    logLikelihood: finite,
    positiveDefinite: fc.boolean(),
    estimates: fc.constant(names),
    customers: positive,
    patterns: count,
    verdict: fc.constantFrom("optimum", "ridge", "boundary"),
    iterations: count,
    evaluations: count,
    gradientNorm: nonNegative,
    newtonDecrement: nonNegative,
    conditionNumber: fc.option(positive),
    standardErrors: valuesOf(names, fc.option(nonNegative)),
    covariance: fc.option(fc.array(row, { minLength: names.length, maxLength: names.length })),
    warnings: fc.array(
      warningOf(
        "weakly_identified",
        "at_boundary",
        "infinite_mean",
        "excluded_customers",
        "collinear_covariates",
        "too_little_data",
      ),
      { maxLength: 2 },
    ),
  });
}

export const bgNbdModels: fc.Arbitrary<BgNbdModel> = fc.record(
  {
    kind: fc.constant("bg-nbd"),
    version: fc.constant(1),
    params: valuesOf(["r", "alpha", "a", "b"], positive),
    timeUnit,
    fit: fitReport(["r", "alpha", "a", "b"]),
  },
  { requiredKeys: ["kind", "version", "params", "timeUnit"] },
);

export const gammaGammaModels: fc.Arbitrary<GammaGammaModel> = fc.record(
  {
    kind: fc.constant("gamma-gamma"),
    version: fc.constant(1),
    params: valuesOf(["p", "q", "v"], positive),
    fit: fitReport(["p", "q", "v"]),
  },
  { requiredKeys: ["kind", "version", "params"] },
);

export const orders = fc.record({
  customerId,
  at: fc.oneof(instant, day, fc.integer({ min: -6e13, max: 2e14 })),
  value: finite,
});

const histories = fc
  .tuple(fc.nat(50), positive, share)
  .map(([frequency, age, part]) =>
    frequency === 0 || age * part === 0
      ? { frequency: 0, recency: 0, age }
      : { frequency, recency: age * part, age },
  );

export const customerSummaries: fc.Arbitrary<CustomerSummary> = fc
  .record({
    history: histories,
    rest: fc.record({
      customerId,
      monetaryValue: finite,
      orders: count,
      days: count,
      revenue: finite,
      firstAt: instant,
      lastAt: instant,
      daysSinceLast: count,
    }),
  })
  .map(({ history, rest }) => ({ ...history, ...rest }));

const rejected: fc.Arbitrary<RejectedRow> = fc.record({
  row: count,
  field: fc.constantFrom("customerId", "at", "value", "row"),
  code: text,
  message: text,
});

const oddities = maybe(
  fc.record({
    warnings: fc.array(warningOf("duplicate_rows", "dropped_refunds"), { maxLength: 2 }),
    rejected: fc.array(rejected, { maxLength: 2 }),
  }),
);

export const customerBases: fc.Arbitrary<CustomerBase> = fc
  .record({
    frame: fc.record({ asOf: day, timeUnit, timeZone }),
    oddities,
    customers: fc.array(customerSummaries, { maxLength: 5 }),
  })
  .map(({ frame, oddities, customers }) => ({ ...frame, ...oddities, customers }));

export const holdoutBases: fc.Arbitrary<HoldoutBase> = fc.record({
  from: day,
  asOf: day,
  length: positive,
  timeUnit,
  timeZone,
  customers: fc.array(
    fc.record({ customerId, frequency: count, monetaryValue: finite, revenue: finite }),
    { maxLength: 5 },
  ),
});

export const patterns = fc
  .record({ histories: fc.array(histories, { maxLength: 5 }), timeUnit, grid: fc.option(positive) })
  .map(({ histories, timeUnit, grid }) => ({
    timeUnit,
    frequency: histories.map(({ frequency }) => frequency),
    recency: histories.map(({ recency }) => recency),
    age: histories.map(({ age }) => age),
    weight: histories.map((_, i) => i + 1),
    ...(grid !== null && { grid }),
  }));

export const shopSummaries: fc.Arbitrary<ShopSummary> = fc
  .record({
    oddities,
    shop: fc.record({
      asOf: day,
      timeZone,
      firstDay: fc.option(day),
      lastDay: fc.option(day),
      customers: count,
      orders: count,
      purchaseDays: count,
      revenue: finite,
      averageOrderValue: fc.option(finite),
      purchaseFrequency: fc.option(nonNegative),
      revenuePerCustomer: fc.option(finite),
      repeatPurchaseRate: fc.record({
        value: fc.option(share),
        n: count,
        lower: fc.option(share),
        upper: fc.option(share),
        level: share,
        method: fc.constant("wilson" as const),
      }),
      medianDaysBetweenPurchases: fc.record({ value: fc.option(nonNegative), n: count }),
    }),
  })
  .map(({ oddities, shop }) => ({ ...shop, ...oddities }));

export const scorer: RfmScorer = {
  kind: "rfm-scorer",
  version: 1,
  asOf: "2026-01-31",
  settings: {
    frequency: "days",
    monetary: "sum",
    bins: { r: 3, f: 3, m: 3 },
    method: "quantile",
    quantileType: 7,
    ties: "together",
    nested: "independent",
    weights: { r: 1, f: 1, m: 0.5 },
  },
  thresholds: { r: [[30, 60]], f: [[1, 1]], m: [[20, 50.5]] },
};

export const scores: RfmScores = {
  asOf: "2026-01-31",
  scorer,
  warnings: [{ code: "collapsed_bins", message: "ties", details: { dimension: "f" } }],
  scores: [
    {
      customerId: "ada",
      daysSinceLast: 3,
      frequency: 2,
      monetary: 40,
      revenue: 40,
      r: 3,
      f: 2,
      m: 1,
      code: "321",
      composite: 2.2,
    },
  ],
};

const [champion] = scores.scores;

export const segments: RfmSegments = {
  asOf: "2026-01-31",
  segments: [
    {
      name: "Champions",
      customers: 1,
      customerShare: 1,
      revenue: -5,
      revenueShare: null,
      averageDaysSinceLast: 3,
    },
  ],
  assignments: [{ ...champion, segment: "Champions" }],
};
