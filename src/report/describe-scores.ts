import { checkInteger } from "../core/checks.ts";
import type { RfmDimension, RfmScoreColumns, RfmScores } from "../rfm/types.ts";
import { readColumn } from "./read-column.ts";
import { count, doubts } from "./sentences.ts";
import type { SummaryTable } from "./table.ts";
import { toTable } from "./to-table.ts";

const DIMENSIONS = [
  ["r", "daysSinceLast"],
  ["f", "frequency"],
  ["m", "monetary"],
] as const satisfies readonly (readonly [RfmDimension, string])[];

export function describeScores(result: RfmScores | RfmScoreColumns): SummaryTable {
  const { asOf, scores, scorer, warnings } = result;
  const { bins, frequency, monetary, method, nested } = scorer.settings;
  const rows = DIMENSIONS.flatMap(([dimension, measure]) => {
    const most = bins[dimension];
    const given = readColumn(scores, dimension, "scores");
    given.forEach((score, i) => {
      checkInteger(score, ["scores", i, dimension], 1, most);
    });
    const measures = readColumn(scores, measure, "scores");
    return binsOf(given, measures, most).map((bin) => ({
      ...bin,
      dimension: dimension.toUpperCase(),
      share: bin.customers / Math.max(1, given.length),
    }));
  });
  return toTable(rows, {
    title: `RFM scores as of ${asOf}`,
    columns: [
      { name: "Measure", cell: (row) => row.dimension },
      { name: "Score", cell: (row) => row.score },
      { name: "Customers", cell: (row) => row.customers },
      { name: "Share", cell: (row) => row.share, format: { percent: 1 } },
      { name: "Lowest", cell: (row) => row.lowest, align: "right" },
      { name: "Highest", cell: (row) => row.highest, align: "right" },
    ],
    notes: [
      `${count(readColumn(scores, "r", "scores").length, "customer")}; the highest score is the best.`,
      `R: days since the last purchase. F: number of ${frequency}. M: ${monetary} of revenue.`,
      `Cuts as of ${scorer.asOf}, ${method}, ${nested}.`,
      ...doubts(warnings),
    ],
  });
}

/** Customers of each score and how far their measures range; the best score first. */
function binsOf(scores: Float64Array, measures: Float64Array, most: number) {
  return Array.from({ length: most }, (_, k) => {
    const score = most - k;
    const held = measures.filter((_, i) => scores[i] === score);
    const pick = (choose: (a: number, b: number) => number) =>
      held.length === 0 ? null : held.reduce((a, b) => choose(a, b));
    return { score, customers: held.length, lowest: pick(Math.min), highest: pick(Math.max) };
  });
}
