import type { AliveCalibration } from "../clv/evaluate/calibrate-alive.ts";
import type { ModelComparison } from "../clv/evaluate/compare-models.ts";
import type { FrequencyHistogram } from "../clv/evaluate/frequency-histogram.ts";
import type { PurchaseTracking } from "../clv/evaluate/track-purchases.ts";
import type { Posterior } from "../clv/posterior/posterior.ts";
import { count, doubts, say } from "./sentences.ts";
import type { SummaryTable } from "./table.ts";
import { toTable } from "./to-table.ts";

const SHARE = { percent: 1 } as const;
const TENTH = { decimals: 1 } as const;

/** Models as rows: how well each fits, and how well it forecast where there was a holdout. */
export function describeComparison({ horizon, timeUnit, rows }: ModelComparison): SummaryTable {
  const failed = rows.filter((row) => row.error !== null);
  return toTable(rows, {
    title: "Models side by side",
    columns: [
      { name: "Model", cell: (row) => row.model },
      { name: "Cohort", cell: (row) => row.cohort ?? "all" },
      { name: "Customers", cell: (row) => row.customers },
      { name: "Log-likelihood", cell: (row) => row.logLikelihood, format: { decimals: 2 } },
      { name: "Parameters", cell: (row) => row.parameters },
      { name: "ΔAIC", cell: (row) => row.deltaAic, format: TENTH },
      { name: "Actual", cell: (row) => row.actual },
      { name: "Expected", cell: (row) => row.expected, format: TENTH },
      { name: "Error", cell: (row) => row.totalError, format: SHARE },
      { name: "MAE", cell: (row) => row.meanAbsoluteError, format: { decimals: 3 } },
      { name: "Verdict", cell: (row) => row.error ?? row.verdict },
    ],
    notes: [
      horizon === null
        ? "Fitted, not tested: there was no holdout."
        : `Forecast against a holdout of ${count(horizon, timeUnit)}.`,
      ...failed.map((row) => `${row.model}: ${row.message}`),
    ],
  });
}

/** Customers by repeat purchases, and what the model makes of them. */
export function describeHistogram(histogram: FrequencyHistogram): SummaryTable {
  const { customers, bins, chiSquare, degreesOfFreedom, pValue } = histogram;
  return toTable(bins, {
    title: "Customers by repeat purchases",
    columns: [
      { name: "Repeat purchases", cell: (bin) => bin.frequency },
      { name: "Actual", cell: (bin) => bin.actual },
      { name: "Expected", cell: (bin) => bin.expected, format: TENTH },
    ],
    notes: [
      `${count(customers, "customer")}; chi-square ${say(chiSquare, { decimals: 2 })} on ${say(degreesOfFreedom, { decimals: 0 })} degrees of freedom, p ${say(pValue, { decimals: 3 })}.`,
    ],
  });
}

/** Did those of whom so much was expected buy as often? */
export function describeCalibration(calibration: AliveCalibration): SummaryTable {
  const { customers, horizon, timeUnit, level, brierScore, logLoss, discrimination } = calibration;
  return toTable(calibration.bins, {
    title: `Chance of a purchase within ${count(horizon, timeUnit)}`,
    columns: [
      {
        name: "Predicted",
        cell: ({ low, high }) => `${say(low, SHARE)} to ${say(high, SHARE)}`,
      },
      { name: "Customers", cell: (bin) => bin.customers },
      { name: "Expected", cell: (bin) => bin.expected, format: SHARE },
      { name: "Bought", cell: (bin) => bin.actual, format: SHARE },
      { name: "Lower", cell: (bin) => bin.lower, format: SHARE },
      { name: "Upper", cell: (bin) => bin.upper, format: SHARE },
    ],
    notes: [
      `${count(customers, "customer")}; intervals of ${say(level, { percent: 0 })}.`,
      `Brier score ${say(brierScore, { decimals: 4 })}, log loss ${say(logLoss, { decimals: 4 })}, discrimination ${say(discrimination, { decimals: 3 })}.`,
    ],
  });
}

/** Repeat purchases period by period. */
export function describeTracking(tracking: PurchaseTracking): SummaryTable {
  return toTable(tracking.periods, {
    title: `Repeat purchases of ${count(tracking.customers, "customer")}, ${tracking.from} to ${tracking.asOf}`,
    columns: [
      { name: "Until", cell: (period) => period.until },
      { name: "Actual", cell: (period) => period.actual },
      { name: "Expected", cell: (period) => period.expected, format: TENTH },
      { name: "Sum", cell: (period) => period.cumulativeActual },
      { name: "Expected sum", cell: (period) => period.cumulativeExpected, format: TENTH },
      { name: "Holdout", cell: (period) => (period.isHoldout ? "yes" : "") },
    ],
    notes: [`Days of ${tracking.timeZone}.`],
  });
}

/** What draws say of each parameter, and how well. */
export function describePosterior(posterior: Posterior): SummaryTable {
  const { parameters, diagnostics, chains, logLikelihood, divergences } = posterior;
  const format = { significant: 4 } as const;
  return toTable(parameters, {
    title: `Posterior of a ${posterior.model.kind} model`,
    columns: [
      { name: "Parameter", cell: (name) => name },
      { name: "Mean", cell: (name) => diagnostics[name].mean, format },
      { name: "Std. dev.", cell: (name) => diagnostics[name].sd, format },
      { name: "2.5%", cell: (name) => diagnostics[name].lower, format },
      { name: "Median", cell: (name) => diagnostics[name].median, format },
      { name: "97.5%", cell: (name) => diagnostics[name].upper, format },
      { name: "R-hat", cell: (name) => diagnostics[name].rHat, format: { decimals: 3 } },
      { name: "Bulk ESS", cell: (name) => diagnostics[name].bulkEss, format: { decimals: 0 } },
      { name: "Tail ESS", cell: (name) => diagnostics[name].tailEss, format: { decimals: 0 } },
    ],
    notes: [
      `${count(logLikelihood.length, "draw")} in ${count(chains, "chain")}, ${count(divergences, "divergence")}.`,
      ...doubts(posterior.warnings),
    ],
  });
}
