import { simulateOrders } from "clientele";
import { expect, it } from "vitest";
import { analyzeShop } from "../../examples/shop-report/analyze.ts";
import {
  explainFault,
  inLines,
  listRejected,
  tellRefunds,
} from "../../examples/shop-report/explain-fault.ts";
import { printReport } from "../../examples/shop-report/print.ts";

const rows = simulateOrders(
  {
    purchases: {
      kind: "bg-nbd",
      version: 1,
      timeUnit: "week",
      params: { r: 0.5, alpha: 6, a: 0.8, b: 3 },
    },
    spend: { kind: "gamma-gamma", version: 1, params: { p: 5, q: 4, v: 30 } },
  },
  { customers: 400, from: "2025-01-01", to: "2025-12-31", seed: "bicycles" },
);
const orders = {
  customerId: rows.map(({ customerId }) => String(customerId)),
  at: rows.map(({ at }) => String(at)),
  value: Float64Array.from(rows, ({ value }) => value),
};

const OPTIONS = {
  asOf: "2025-12-31",
  timeZone: "UTC",
  refunds: "error",
  duplicates: "keep",
  invalid: "error",
  margin: 1,
  discountRate: 0.1,
  top: 5,
} as const;

function reportOf(changed: { readonly margin?: number; readonly discountRate?: number } = {}) {
  return analyzeShop(orders, { ...OPTIONS, ...changed });
}

function reportOfTwo() {
  const few = { customerId: ["a", "b"], at: ["2025-12-30", "2025-12-31"], value: [5, 6] };
  return analyzeShop(few, OPTIONS);
}

it("says below the best customers what their value counts", () => {
  const text = printReport(reportOf());
  expect(text).toMatch(/all of the revenue \(--margin 1\)/);
  expect(text).toContain("less, by 10% a year (--discount 0.1)");
  expect(text.indexOf("Best customers")).toBeLessThan(text.indexOf("--margin 1"));
  expect(text.indexOf("--margin 1")).toBeLessThan(text.indexOf("Slipping away"));

  const other = printReport(reportOf({ margin: 0.35, discountRate: 0 }));
  expect(other).toContain("35% of the revenue (--margin 0.35)");
  expect(other).toContain("Money that comes later counts in full (--discount 0)");
});

it("tells that those who bought once are not in the list of who is slipping away", () => {
  const report = reportOf();
  if ("unavailable" in report.forecast) throw new Error(report.forecast.unavailable);
  const days = new Map<string, Set<string>>();
  for (const { customerId, at } of rows) {
    const id = String(customerId);
    days.set(id, (days.get(id) ?? new Set()).add(String(at).slice(0, 10)));
  }
  const once = [...days.values()].filter((distinct) => distinct.size === 1).length;
  expect(report.forecast.oneTimeBuyers).toBe(once);
  expect(report.forecast.slipping.every((customer) => customer.orders > 1)).toBe(true);
  const text = printReport(report);
  expect(text).toMatch(/bought on one day alone is never in this list/);
  expect(text).toContain(`these are ${once};`);
});

it("says what to do about each segment that somebody is in", () => {
  for (const report of [reportOf(), reportOfTwo()]) {
    const text = printReport(report);
    for (const { segment, customers, action } of report.segments) {
      expect(text.includes(`  ${segment}: ${action}`)).toBe(customers > 0);
    }
  }
  expect(reportOfTwo().segments.some(({ customers }) => customers === 0)).toBe(true);
});

it("has no line wider than its tables", () => {
  const lines = printReport(reportOf()).split("\n");
  const tables = Math.max(...lines.filter((line) => /^-+ /.test(line)).map(({ length }) => length));
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(Math.max(tables, 110));
});

it("does without a forecast where there is too little", () => {
  expect(printReport(reportOfTwo())).toContain("No forecast:");
});

it("lists the first lines left out, and counts the others", () => {
  const rejected = Array.from({ length: 7 }, (_, i) => ({ line: i + 2, message: "no date" }));
  const lines = listRejected(rejected).split("\n");
  expect(lines).toHaveLength(7);
  expect(lines[0]).toBe("7 lines left out:");
  expect(lines[6]).toBe("  … and 2 more (--json lists them all)");
  expect(listRejected(rejected.slice(0, 5))).not.toContain("more");
  expect(listRejected(rejected.slice(0, 1)).split("\n")[0]).toBe("1 line left out:");
});

it("names lines of the file where the package counts rows", () => {
  const again = { customerId: ["a", "a", "b"], at: Array(3).fill("2025-12-30"), value: [5, 5, 6] };
  const [warning] = analyzeShop(again, OPTIONS).shop.warnings ?? [];
  expect(warning.message).toMatch(/: row 1$/);
  expect(inLines(warning, [2, 14, 15])).toEqual({
    ...warning,
    message: `${warning.message.replace("row 1", "line 14")}; --drop-repeats counts one of each`,
  });
  const many = { code: "duplicate_rows_dropped", message: "3 rows repeat: rows 0, 2, 1 …" };
  expect(inLines(many, [2, 14, 15]).message).toBe("3 rows repeat: lines 2, 15, 14 …");
  expect(inLines({ code: "x", message: "5 rows" }, []).message).toBe("5 rows");
});

it("explains a refund in the words of the command line", () => {
  const message = explainFault("negative_value", "[3].value: expected a value of at least 0");
  expect(message).toContain("--refunds netSameDay");
  expect(explainFault("invalid_time", '[3].at: expected a day, got "x"')).toBe(
    'expected a day, got "x"',
  );
});

it("explains a refund of a later day, and all that can be done about it", () => {
  const message = explainFault("unmatched_refund", "[3].value: -5");
  expect(message).toContain("take it off its order in the file");
  expect(message).toContain("--refunds drop counts purchases alone");
});

it("tells what became of the lines that are no orders", () => {
  expect(tellRefunds("netSameDay", 6, 3).join()).toMatch(
    /^Lines read: 6; orders counted: 3\. Refunds/,
  );
  expect(tellRefunds("netSameDay", 6, 3).join()).toContain("in full on its day is not counted");
  expect(tellRefunds("drop", 6, 4).join()).toContain("left out");
  expect(tellRefunds("drop", 6, 6)).toEqual([]);
  expect(tellRefunds("error", 6, 5)).toEqual([]);
});

/** Customers of so many purchases each, the same number of days apart. */
function reportOfRegulars(customers: number, purchases: number) {
  const each = Array.from({ length: customers * purchases }, (_, i) => i);
  const dayOf = (i: number) => new Date(Date.UTC(2025, 0, 1 + 50 * (i % purchases) + (i % 7)));
  const regulars = {
    customerId: each.map((i) => `c${Math.floor(i / purchases)}`),
    at: each.map((i) => dayOf(i).toISOString().slice(0, 10)),
    value: each.map((i) => 10 + (i % 5)),
  };
  return analyzeShop(regulars, OPTIONS);
}

it("answers whether the forecast can be trusted", () => {
  const report = reportOf();
  if ("unavailable" in report.holdout) throw new Error("expected a judged forecast");
  const { evaluation, range, ...rest } = report.holdout;
  const { expected } = evaluation;
  expect(range.estimate).toBeCloseTo(expected, 6);
  expect(range.upper / expected).toBeGreaterThan(1.2);
  expect(range.upper / expected).toBeLessThan(1.45);
  const verdictFor = (actual: number) => {
    const around = { ...range, lower: expected - 20, upper: expected + 20 };
    const holdout = { ...rest, range: around, evaluation: { ...evaluation, actual } };
    const [verdict] =
      /Chance, and what[\s\S]*?\n\n/.exec(printReport({ ...report, holdout })) ?? [];
    return verdict?.replace(/\s+/g, " ");
  };
  expect(expected).toBeGreaterThan(100);
  expect(verdictFor(expected + 19)).toMatch(
    /: for the sum, that is as good as can be hoped for\. $/,
  );
  expect(verdictFor(expected - 21)).toContain(", which is beyond: the next one may be off");
  expect(verdictFor(2 * expected)).toContain("do not plan with such a forecast. Customers");
});

it("tells of a forecast that nobody should plan with", () => {
  const untilAugust = Array.from({ length: 40 * 8 }, (_, i) => i);
  const stopped = {
    customerId: untilAugust.map((i) => `c${i % 40}`),
    at: untilAugust.map((i) => new Date(Date.UTC(2025, 0, 1 + 30 * Math.floor(i / 40) + (i % 20)))),
    value: untilAugust.map((i) => 10 + (i % 5)),
  };
  const text = printReport(analyzeShop(stopped, OPTIONS));
  expect(text).toMatch(/there were \d\. [\s\S]*do not plan with such a forecast/);
});

it("calls nobody new who has come often", () => {
  const text = printReport(reportOfRegulars(1, 6));
  expect(text).toContain(
    "  New Customers: with 6.0 purchase days each not new; the name only compares",
  );
  expect(text).not.toContain("lead them to a second purchase");
});

it("says what it means to a shop that the data do not bound a model", () => {
  const text = printReport(reportOfRegulars(40, 8));
  expect(text).toContain("Warning at_boundary: the data do not bound");
  expect(text).toContain("Nobody seems to leave for good (at_boundary)");
  expect(text).toContain("P(alive) and the list of who is slipping away say little");
  expect(printReport(reportOf())).not.toContain("(at_boundary)");
  const report = reportOfRegulars(40, 8);
  const { forecast } = report;
  if ("unavailable" in forecast) throw new Error("expected a forecast");
  const fit = { ...forecast.purchases.fit, verdict: "ridge", warnings: [] } as const;
  const purchases = { ...forecast.purchases, fit };
  expect(printReport({ ...report, forecast: { ...forecast, purchases } })).toContain(
    "Nobody seems to leave for good (weakly_identified)",
  );
});

it("agrees with itself about few customers", () => {
  const few = {
    customerId: ["a", "a", "b"],
    at: ["2025-01-01", "2025-12-20", "2025-06-01"],
    value: [5, 6, 7],
  };
  const text = printReport(analyzeShop(few, OPTIONS));
  expect(text).toContain("too_little_data: 1 bought again");
  expect(text).toContain("(too_little_data) that no forecast can be relied on");
  expect(text).not.toContain("usable");
  expect(text).toMatch(
    /No test of a forecast: it would be made from the orders until 2025-\d\d-\d\d alone, and of these: nobody bought twice\./,
  );
});

it("says of one order no more than there is", () => {
  const one = { customerId: ["a"], at: ["2025-12-31"], value: [5] };
  const text = printReport(analyzeShop(one, OPTIONS));
  expect(text).toContain("With fewer customers than segments, some segments are empty.");
  expect(text).not.toContain("alike");
  expect(text).toContain("No forecast: ");
  expect(text).not.toContain("No test of a forecast");
});

it("tells how many purchases will come, luck included, whether or not the data bound the model", () => {
  for (const report of [reportOf(), reportOfRegulars(40, 8)]) {
    if ("unavailable" in report.forecast) throw new Error("expected a forecast");
    const { lower, upper, deviations } = report.forecast.totalPurchases;
    expect(deviations.purchases).toBeGreaterThan(0);
    const known = report.forecast.purchases.fit.covariance === null;
    expect(deviations.parameters === 0).toBe(known);
    const text = printReport(report).replaceAll(",", "");
    expect(text).toContain(`They will make ${lower} to ${upper} purchases in that time (95% luck`);
  }
});

it("tells how far the value of all customers is open, where the data bound the models", () => {
  const { forecast } = reportOf();
  if ("unavailable" in forecast || forecast.totalRange === null)
    throw new Error("expected a range");
  const { estimate, lower, upper } = forecast.totalRange;
  expect(Math.abs(estimate / forecast.totalValue - 1)).toBeLessThan(1e-12);
  expect(lower).toBeLessThan(0.98 * estimate);
  expect(upper).toBeGreaterThan(1.02 * estimate);
  expect(printReport(reportOf())).toContain("The data leave open");
  for (const open of [reportOf({ margin: 0 }), reportOfRegulars(40, 8)]) {
    expect(printReport(open)).not.toContain("The data leave open");
  }
});
