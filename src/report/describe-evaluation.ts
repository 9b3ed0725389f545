import type { FrequencyBin, HoldoutEvaluation } from "../clv/evaluate/evaluate-holdout.ts";
import { count, say } from "./sentences.ts";
import type { SummaryTable } from "./table.ts";
import { toTable } from "./to-table.ts";

const ERROR = { decimals: 3 } as const;

export function describeEvaluation(evaluation: HoldoutEvaluation): SummaryTable {
  const { customers, horizon, timeUnit, actual, expected, byFrequency } = evaluation;
  const all: FrequencyBin = {
    frequency: "All",
    customers,
    actual: actual / customers,
    expected: expected / customers,
  };
  return toTable([...byFrequency, all], {
    title: `Forecast against holdout of ${count(horizon, timeUnit)}`,
    columns: [
      { name: "Repeat purchases before", cell: (bin) => bin.frequency },
      { name: "Customers", cell: (bin) => bin.customers },
      { name: "Actual, each", cell: (bin) => bin.actual, format: ERROR },
      { name: "Expected, each", cell: (bin) => bin.expected, format: ERROR },
      {
        name: "Error",
        cell: (bin) => (bin.actual === 0 ? null : bin.expected / bin.actual - 1),
        format: { percent: 1 },
      },
    ],
    notes: [
      `In total ${count(actual, "purchase")}, expected ${say(expected, { decimals: 1 })}, error ${say(evaluation.totalError, { percent: 1 })} (expected over actual, less 1).`,
      `Of a customer: mean error ${say(evaluation.bias, ERROR)}, mean absolute error ${say(evaluation.meanAbsoluteError, ERROR)}, root mean square error ${say(evaluation.rootMeanSquareError, ERROR)}.`,
      `Correlation of expected and actual: ${say(evaluation.correlation, ERROR)}.`,
    ],
  });
}
