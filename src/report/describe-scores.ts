import { checkInteger } from "../core/checks.ts";
import type { ErrorPath } from "../core/errors.ts";
import type { RfmExtraScore } from "../rfm/extra-types.ts";
import type { RfmDimension, RfmScoreColumns, RfmScores, RfmScoreTable } from "../rfm/types.ts";
import { readColumn } from "./read-column.ts";
import { count, doubts } from "./sentences.ts";
import type { SummaryTable } from "./table.ts";
import { toTable } from "./to-table.ts";

const DIMENSIONS = [
  ["r", "daysSinceLast"],
  ["f", "frequency"],
  ["m", "monetary"],
] as const satisfies readonly (readonly [RfmDimension, string])[];

/** The scores of a dimension, and what was scored. */
interface ScoredDimension {
  readonly name: string;
  readonly most: number;
  readonly scores: Float64Array;
  readonly measures: Float64Array;
  readonly pathOf: (row: number) => ErrorPath;
}

export function describeScores(result: RfmScores | RfmScoreColumns): SummaryTable {
  const { asOf, scores, scorer, warnings } = result;
  const { bins, frequency, monetary, method, nested } = scorer.settings;
  const main = DIMENSIONS.map(
    ([name, measure]): ScoredDimension => ({
      name: name.toUpperCase(),
      most: bins[name],
      scores: readColumn(scores, name, "scores"),
      measures: readColumn(scores, measure, "scores"),
      pathOf: (row) => ["scores", row, name],
    }),
  );
  const { extra = [] } = scorer;
  const further = extra.map(
    ({ name, bins: most }): ScoredDimension => ({
      name,
      most,
      ...readExtra(scores, name),
      pathOf: (row) => ["scores", row, "extra", name],
    }),
  );
  const rows = [...main, ...further].flatMap(({ name, most, scores: given, measures, pathOf }) => {
    given.forEach((score, i) => {
      checkInteger(score, pathOf(i), 1, most);
    });
    return binsOf(given, measures, most).map((bin) => ({
      ...bin,
      dimension: name,
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
      ...extra.map(
        ({ name, field, best }) =>
          `${name}: ${field ?? "values of your own"}, the ${best === "high" ? "more" : "less"} the better.`,
      ),
      `Cuts as of ${scorer.asOf}, ${method}, ${nested}.`,
      ...doubts(warnings),
    ],
  });
}

function readExtra(scores: RfmScores["scores"] | RfmScoreTable, name: string) {
  if ("customerId" in scores) {
    const column = scores.extra?.[name];
    return {
      scores: Float64Array.from(column?.score ?? []),
      measures: Float64Array.from(column?.value ?? []),
    };
  }
  const read = (field: keyof RfmExtraScore) =>
    Float64Array.from(scores, ({ extra }) => extra?.[name]?.[field] ?? Number.NaN);
  return { scores: read("score"), measures: read("value") };
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
