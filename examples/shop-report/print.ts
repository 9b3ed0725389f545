import { describe, toTable, toText } from "clientele";
import type { Forecast, ListedCustomer, ShopReport } from "./analyze.ts";
import type { JudgedForecast } from "./judge-forecast.ts";

/** The report as a shop owner reads it. */
export function printReport(report: ShopReport): string {
  const { shop, segments, forecast } = report;
  return [
    toText(describe(shop)),
    SHOP_WORDS,
    toText(segmentTable(report)),
    actionsOf(segments),
    ...("unavailable" in forecast ? [`No forecast: ${forecast.unavailable}.`] : modelsOf(forecast)),
    ...testOf(report),
    ...("unavailable" in forecast ? [] : listsOf(forecast)),
  ].join("\n\n");
}

/** Without a forecast there is nothing to test, and no word of it is missed. */
function testOf({ forecast, holdout }: ShopReport): string[] {
  if (!("unavailable" in holdout)) return judgementOf(holdout);
  return "unavailable" in forecast ? [] : [`No test of a forecast: ${holdout.unavailable}.`];
}

const SHOP_WORDS = `What a customer buys on one day is one purchase. The repeat purchase rate is the share of customers
who came back; "lower" and "upper" say how far it may be off by luck.`;

function segmentTable({ shop, segments, segmentWarnings }: ShopReport) {
  const uneven =
    shop.customers < segments.length
      ? "With fewer customers than segments, some segments are empty."
      : "Many customers are alike, so that some segments come out small, or empty.";
  return toTable(segments, {
    title: "Segments: who bought lately, often and for much, and who did not",
    notes: segmentWarnings.length > 0 ? [uneven] : [],
    columns: [
      { name: "Segment", cell: (row) => row.segment },
      { name: "Customers", cell: (row) => row.customers },
      { name: "Share", cell: (row) => row.customerShare, format: { percent: 1 } },
      { name: "Revenue", cell: (row) => row.revenue, format: { decimals: 2 } },
      { name: "Share of it", cell: (row) => row.revenueShare, format: { percent: 1 } },
      { name: "Purchase days each", cell: (row) => row.averageFrequency, format: { decimals: 1 } },
      { name: "Days since last", cell: (row) => row.averageDaysSinceLast, format: { decimals: 0 } },
    ],
  });
}

/** Named for those who bought once: the scores compare customers, and all of them may have come often. */
const NAMED_AS_NEW = new Set(["New Customers", "Promising"]);

function actionsOf(segments: ShopReport["segments"]): string {
  const lines = segments.flatMap(({ segment, customers, action, averageFrequency }) => {
    if (customers === 0 || action === null) return [];
    const each = averageFrequency?.toFixed(1);
    return NAMED_AS_NEW.has(segment) && averageFrequency !== null && averageFrequency >= 2
      ? [
          `  ${segment}: with ${each} purchase days each not new; the name only compares them with the others.`,
        ]
      : [`  ${segment}: ${action}`];
  });
  return ["What shops commonly do about them:", ...lines].join("\n");
}

function modelsOf({ purchases, spend }: Forecast): string[] {
  return [
    `The forecast rests on two models, for those who want to look inside: one of when customers buy and when
they stay away for good, and one of what they spend. Warnings, if any, stand below their tables.`,
    toText(describe(purchases)),
    ...purchaseDoubts(purchases),
    toText(describe(spend)),
    ...spendDoubts(spend),
  ];
}

/** A search may stop on the way to a bound: a ridge says the same to a shop. */
function doubtOf({ fit }: Forecast["purchases"] | Forecast["spend"]): string | undefined {
  if (fit.warnings.some(({ code }) => code === "at_boundary")) return "at_boundary";
  return fit.verdict === "ridge" ? "weakly_identified" : undefined;
}

function isTooFew({ fit }: Forecast["purchases"] | Forecast["spend"]): boolean {
  return fit.warnings.some(({ code }) => code === "too_little_data");
}

const TOO_FEW = `So few customers came back (too_little_data) that no forecast can be relied on: take the purchases,
P(alive) and values below for guesses, those of all customers together as well.`;

const TOO_FEW_TO_SPEND = `So few customers came back (too_little_data) that what they will spend cannot be relied on either, be it
of one customer or of all.`;

/** A share of customers that leaves after a purchase, below which nobody seems to. */
const HARDLY_ANYBODY = 0.001;

/** What "the data do not bound a, b" means to a shop. */
function purchaseDoubts(purchases: Forecast["purchases"]): string[] {
  if (isTooFew(purchases)) return [TOO_FEW];
  const doubt = doubtOf(purchases);
  if (doubt === undefined) return [];
  const { a, b } = purchases.params;
  const finding =
    a / (a + b) < HARDLY_ANYBODY
      ? "Nobody seems to leave for good"
      : "The orders are too few, or customers too much alike, to tell how they differ";
  return [
    `${finding} (${doubt}): how many purchases to expect of all is still
usable, but P(alive) and the list of who is slipping away say little.`,
  ];
}

function spendDoubts(spend: Forecast["spend"]): string[] {
  if (isTooFew(spend)) return [TOO_FEW_TO_SPEND];
  const doubt = doubtOf(spend);
  if (doubt === undefined) return [];
  return [
    `How customers differ in what they spend cannot be told apart from chance (${doubt}): the spend to
expect of all is still usable, that of a single customer says little.`,
  ];
}

function judgementOf(judged: JudgedForecast): string[] {
  const { calibrationEnd, evaluation } = judged;
  const { actual, expected } = evaluation;
  return [
    `Can the forecast be trusted? Made from the orders until ${calibrationEnd} alone, it expected ${whole(expected)}
further purchases of the customers known by then; there were ${whole(actual)}. Here they are by how often
somebody had come back before:`,
    toText(describe(evaluation)),
    verdictOn(judged),
  ];
}

/** A share of the purchases beyond which nobody would plan with a forecast. */
const FAR_OFF = 0.25;

function verdictOn({ evaluation: { actual, expected }, range }: JudgedForecast): string {
  const chance = `Chance, and what the data leave open, make that ${whole(range.lower)} to ${whole(range.upper)} purchases in 19 of 20 cases.
It came to ${whole(actual)}`;
  if (actual >= range.lower && actual <= range.upper) {
    return `${chance}: for the sum, that is as good as can be hoped for.`;
  }
  const advice =
    Math.abs(expected - actual) > FAR_OFF * Math.max(actual, expected)
      ? "far from it: do not plan with such a forecast"
      : "which is beyond: the next one may be off as much";
  return `${chance}, ${advice}. Customers who are
reminded, buy on a contract, or come with a season or a campaign do not buy as the model expects.`;
}

function listsOf(forecast: Forecast): string[] {
  const { months, oneTimeBuyers } = forecast;
  const oneTime = `Whoever bought on one day alone is never in this list, however long ago it was: the model (BG/NBD)
takes everybody for a customer, P(alive) = 100%, until the second purchase. Here these are ${whole(oneTimeBuyers)}; look for
them among the segments above.`;
  return [
    toText(customerTable(`Best customers of the next ${months} months`, forecast.top)),
    `${valueWords(forecast)}
All customers together: ${money(forecast.totalValue)}${rangeWords(forecast)}.
They will make ${rangeOfPurchases(forecast)} purchases in that time (95%, luck included).`,
    `P(alive): how likely it is that somebody still is a customer. Purchases, spend: how many to expect in
the next ${months} months, and of how much each. At stake: how much more the value would be if that
somebody surely still were one.`,
    toText(
      customerTable("Slipping away: P(alive) from 10% to 50%, and worth a word", forecast.slipping),
    ),
    ...(forecast.slipping.length === 0 ? ["There is nobody to list."] : []),
    ...(oneTimeBuyers > 0 ? [oneTime] : []),
  ];
}

function valueWords({ months, margin, discountRate }: Forecast): string {
  const kept =
    margin === 1
      ? "all of the revenue (--margin 1); --margin 0.4 would count the 40% that a shop may keep of it"
      : `${percent(margin)} of the revenue (--margin ${margin})`;
  const waited =
    discountRate === 0
      ? "Money that comes later counts in full (--discount 0)."
      : `Money that comes later counts less, by ${percent(discountRate)} a year (--discount ${discountRate}).`;
  return `Value: what they will bring in the next ${months} months, as the models expect. It counts
${kept}.
${waited}`;
}

function customerTable(title: string, customers: readonly ListedCustomer[]) {
  return toTable(customers, {
    title,
    columns: [
      { name: "Customer", cell: (customer) => customer.customerId },
      { name: "Orders", cell: (customer) => customer.orders },
      { name: "Revenue", cell: (customer) => customer.revenue, format: { decimals: 2 } },
      { name: "Days since last", cell: (customer) => customer.daysSinceLast },
      { name: "P(alive)", cell: (customer) => customer.probabilityAlive, format: { percent: 1 } },
      {
        name: "Purchases",
        cell: (customer) => customer.expectedPurchases,
        format: { decimals: 2 },
      },
      { name: "Spend", cell: (customer) => customer.expectedSpend, format: { decimals: 2 } },
      { name: "Value", cell: (customer) => customer.value, format: { decimals: 2 } },
      { name: "At stake", cell: (customer) => customer.valueAtStake, format: { decimals: 2 } },
    ],
  });
}

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(6))}%`;
}

function rangeWords({ totalRange }: Forecast): string {
  if (totalRange === null) return "";
  const [lower, upper] = [whole(totalRange.lower), whole(totalRange.upper)];
  return `.\nThe data leave open ${lower} to ${upper} (95%), and luck comes on top of that`;
}

function rangeOfPurchases({ totalPurchases: { lower, upper } }: Forecast): string {
  return lower === upper ? whole(lower) : `${whole(lower)} to ${whole(upper)}`;
}

function whole(value: number): string {
  return value.toLocaleString("en-US", { maximumFractionDigits: 0 });
}

function money(value: number): string {
  return value.toLocaleString("en-US", { maximumFractionDigits: 2, minimumFractionDigits: 2 });
}
